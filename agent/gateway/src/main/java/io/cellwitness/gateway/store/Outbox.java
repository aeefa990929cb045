package io.cellwitness.gateway.store;

import io.cellwitness.api.TimeSource;
import io.cellwitness.report.UuidV7;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Messages on their way to the broker. They leave only after its acknowledgement, so each is
 * delivered at least once; sequence and id let a consumer drop the second copy.
 *
 * <p>Turn: reports, then events, then telemetry; oldest first in each. A message the broker refuses
 * {@link StoreLimits#refusals()} times is parked and blocks nobody.
 */
public final class Outbox {

  /** Most bytes of bodies taken into memory at once, but for the last message. */
  static final int PAGE_BYTES = 4 << 20;

  private static final int EVICT_AT_ONCE = 64;
  private static final int TELL_AT_ONCE = 16;
  private static final int TELEMETRY = MessageClass.TELEMETRY.code();

  private final Writer writer;
  private final StoreReader reader;
  private final TimeSource time;
  private final StoreLimits limits;
  private final SecureRandom random = new SecureRandom();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Bytes of telemetry waiting; negative when it must be counted again. Writer thread only. */
  private long telemetryBytes = -1;

  Outbox(Writer writer, StoreReader reader, TimeSource time, StoreLimits limits) {
    this.writer = writer;
    this.reader = reader;
    this.time = time;
    this.limits = limits;
  }

  /**
   * Has somebody told, on the thread that added it, that a message was committed.
   *
   * @param listener must return at once
   * @return ends it; to be run once
   */
  public Runnable onNew(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /**
   * Commits a message.
   *
   * @param message the message
   * @return its sequence number, when it is on the disk
   * @throws StoreException when the store failed
   */
  public long add(NewMessage message) {
    Instant now = time.now().wall();
    long sequence =
        writer.run(
            connection ->
                insert(connection, UuidV7.at(now, random), message, now, Optional.empty()));
    announce();
    return sequence;
  }

  /**
   * The messages whose turn it is: at most so many, and no more once {@value #PAGE_BYTES} bytes
   * have come together.
   *
   * @param most how many at most
   * @param except sequence numbers to leave out: those in flight
   * @return messages in sending order, maybe none
   */
  public List<OutboxMessage> next(int most, Set<Long> except) {
    AtomicLong bytes = new AtomicLong();
    return reader.listUntil(
        message -> bytes.addAndGet(message.body().length) > PAGE_BYTES,
        Outbox::message,
        "SELECT sequence, id, class, topic, content_type, schema, body, expiry_s, created_ms,"
            + " refusals FROM outbox WHERE parked IS NULL"
            + " AND sequence NOT IN (SELECT value FROM json_each(?))"
            + " ORDER BY class, sequence LIMIT ?",
        except.toString(),
        most);
  }

  /**
   * Removes acknowledged messages and waits for it; a report itself stays in the store.
   *
   * @param sequences which
   * @throws StoreException when the store failed; the messages are then sent again
   */
  public void delivered(Collection<Long> sequences) {
    remove(sequences).await();
  }

  /**
   * Begins to remove acknowledged messages; a report itself stays in the store.
   *
   * @param sequences which
   * @return says when it is done
   * @throws StoreException when the store has failed before
   */
  public Removal remove(Collection<Long> sequences) {
    List<Long> which = List.copyOf(sequences);
    String these = which.toString();
    long now = time.now().wall().toEpochMilli();
    return new Removal(which, writer.submit(connection -> remove(connection, these, now)), writer);
  }

  private Void remove(Connection connection, String these, long now) throws SQLException {
    Sql.update(
        connection,
        "UPDATE report SET published_ms = coalesce(published_ms, ?) WHERE sequence IN"
            + " (SELECT report FROM outbox WHERE report IS NOT NULL AND sequence IN"
            + " (SELECT value FROM json_each(?)))",
        now,
        these);
    if (telemetryBytes >= 0) {
      telemetryBytes -=
          Sql.number(
              connection,
              "SELECT coalesce(sum(length(body)), 0) FROM outbox WHERE class = ?"
                  + " AND sequence IN (SELECT value FROM json_each(?))",
              TELEMETRY,
              these);
    }
    Sql.update(
        connection, "DELETE FROM outbox WHERE sequence IN (SELECT value FROM json_each(?))", these);
    return null;
  }

  /**
   * Notes that the broker refused a message, and parks it when that happened too often.
   *
   * @param sequence which
   * @param reason the broker's reason in words
   * @return whether it is parked now
   */
  public boolean refused(long sequence, String reason) {
    return writer.run(
        connection -> {
          Sql.update(
              connection,
              "UPDATE outbox SET refusals = refusals + 1,"
                  + " parked = CASE WHEN refusals + 1 >= ? THEN ? END WHERE sequence = ?",
              limits.refusals(),
              reason,
              sequence);
          return Sql.number(
                  connection,
                  "SELECT count(*) FROM outbox WHERE sequence = ? AND parked IS NOT NULL",
                  sequence)
              > 0;
        });
  }

  /**
   * Gives parked messages another chance.
   *
   * @return how many
   */
  public int retryParked() {
    int count =
        writer.run(
            connection ->
                Sql.update(
                    connection,
                    "UPDATE outbox SET parked = NULL, refusals = 0 WHERE parked IS NOT NULL"));
    announce();
    return count;
  }

  /**
   * Notes that a consumer has taken reports over for good.
   *
   * @param reports their ids; unknown ones are passed over
   * @return how many are reports of this gateway
   */
  public int received(Collection<UUID> reports) {
    Instant now = time.now().wall();
    return writer.run(connection -> Receipts.note(connection, reports, now));
  }

  /**
   * Sends reports again, byte for byte and under the same message id.
   *
   * @param reports their ids; unknown and erased ones, and those that wait already, are passed over
   * @return how many wait anew
   */
  public int resend(Collection<UUID> reports) {
    Instant now = time.now().wall();
    int count = writer.run(connection -> Receipts.resend(connection, reports, now));
    if (count > 0) {
      announce();
    }
    return count;
  }

  /**
   * Reports the broker has acknowledged and no consumer has.
   *
   * @param most how many at most
   * @return their ids, oldest first
   */
  public List<UUID> withoutReceipt(int most) {
    return Receipts.missing(reader, most);
  }

  /**
   * Telemetry dropped because there was no room.
   *
   * @param messages since the last time it was told
   * @param bytes of those
   * @param totalMessages since the store began
   * @param totalBytes of those
   */
  public record Evicted(long messages, long bytes, long totalMessages, long totalBytes) {}

  /**
   * Adds a message about what was evicted since the last time, in one transaction with the note
   * that it was told: no eviction is told twice or not at all.
   *
   * @param maker makes the message; it must not call the store
   * @return whether there was anything to tell
   */
  public boolean tellEvicted(Function<Evicted, NewMessage> maker) {
    String untold =
        "SELECT messages - told_messages, bytes - told_bytes, messages, bytes FROM eviction"
            + " WHERE class = ? AND messages > told_messages";
    Sql.Row<Evicted> mapper =
        row -> new Evicted(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    if (reader.list(mapper, untold, TELEMETRY).isEmpty()) {
      return false;
    }
    Instant now = time.now().wall();
    writer.run(
        connection -> {
          for (Evicted evicted : Sql.list(connection, mapper, untold, TELEMETRY)) {
            insert(connection, UuidV7.at(now, random), maker.apply(evicted), now, Optional.empty());
            Sql.update(
                connection,
                "UPDATE eviction SET told_messages = messages, told_bytes = bytes WHERE class = ?",
                TELEMETRY);
          }
          return null;
        });
    announce();
    return true;
  }

  /**
   * Adds a message about each incident that was not told yet, in one transaction with the note that
   * it was told.
   *
   * @param maker makes the message; it must not call the store
   * @return how many there were to tell
   */
  public int tellIncidents(Function<Incident, NewMessage> maker) {
    record Untold(long id, Incident incident) {}
    String untold = "SELECT id, at_ms, text FROM incident WHERE told = 0 ORDER BY id LIMIT ?";
    Sql.Row<Untold> mapper =
        row ->
            new Untold(
                row.getLong(1),
                new Incident(Instant.ofEpochMilli(row.getLong(2)), row.getString(3)));
    if (reader.list(mapper, untold, 1).isEmpty()) {
      return 0;
    }
    Instant now = time.now().wall();
    int count =
        writer.run(
            connection -> {
              List<Untold> found = Sql.list(connection, mapper, untold, TELL_AT_ONCE);
              for (Untold each : found) {
                NewMessage message = maker.apply(each.incident());
                insert(connection, UuidV7.at(now, random), message, now, Optional.empty());
                Sql.update(connection, "UPDATE incident SET told = 1 WHERE id = ?", each.id());
              }
              return found.size();
            });
    announce();
    return count;
  }

  /**
   * Counts.
   *
   * @return the outbox as committed now
   */
  public OutboxStatus status() {
    return reader.outbox();
  }

  /**
   * How many reports wait; cheap however much else does.
   *
   * @return reports that are not parked
   */
  public long waitingReports() {
    return reader
        .list(
            row -> row.getLong(1),
            "SELECT count(*) FROM outbox WHERE parked IS NULL AND class = ?",
            MessageClass.REPORT.code())
        .get(0);
  }

  /**
   * Whether everything but parked messages has been delivered.
   *
   * @return whether nothing waits
   */
  public boolean isEmpty() {
    return reader
        .list(row -> row.getLong(1), "SELECT EXISTS(SELECT 1 FROM outbox WHERE parked IS NULL)")
        .equals(List.of(0L));
  }

  /** Tells the listeners; never on the writer thread. */
  void announce() {
    listeners.forEach(Runnable::run);
  }

  /** Adds a row inside the writer's transaction. */
  long insert(
      Connection connection, UUID id, NewMessage message, Instant now, Optional<Long> report)
      throws SQLException {
    long sequence =
        Sql.number(
            connection,
            "INSERT INTO outbox(id, class, topic, content_type, schema, expiry_s, created_ms,"
                + " report, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence",
            id.toString(),
            message.kind().code(),
            message.topic(),
            message.contentType(),
            message.schema(),
            message.expiry().map(Duration::toSeconds),
            now.toEpochMilli(),
            report,
            message.body());
    if (message.kind() == MessageClass.TELEMETRY) {
      evict(connection, message.body().length);
    }
    return sequence;
  }

  private void evict(Connection connection, int added) throws SQLException {
    if (telemetryBytes < 0) {
      telemetryBytes =
          Sql.number(
              connection,
              "SELECT coalesce(sum(length(body)), 0) FROM outbox WHERE class = ?",
              TELEMETRY);
    } else {
      telemetryBytes += added;
    }
    while (telemetryBytes > limits.telemetryBytes()) {
      record Victim(long sequence, long bytes) {}
      List<Victim> victims =
          Sql.list(
              connection,
              row -> new Victim(row.getLong(1), row.getLong(2)),
              "SELECT sequence, length(body) FROM outbox WHERE class = ? ORDER BY sequence LIMIT ?",
              TELEMETRY,
              EVICT_AT_ONCE);
      long messages = 0;
      long bytes = 0;
      for (Victim victim : victims) {
        if (telemetryBytes - bytes > limits.telemetryBytes()) {
          Sql.update(connection, "DELETE FROM outbox WHERE sequence = ?", victim.sequence());
          messages++;
          bytes += victim.bytes();
        }
      }
      telemetryBytes -= bytes;
      Sql.update(
          connection,
          "INSERT INTO eviction(class, messages, bytes) VALUES (?, ?, ?) ON CONFLICT(class) DO"
              + " UPDATE SET messages = messages + excluded.messages, bytes = bytes +"
              + " excluded.bytes",
          TELEMETRY,
          messages,
          bytes);
    }
  }

  /** By place: to look a column up by name costs as much as to read it. */
  private static OutboxMessage message(ResultSet row) throws SQLException {
    return new OutboxMessage(
        row.getLong(1),
        UUID.fromString(row.getString(2)),
        MessageClass.of(row.getInt(3)),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getBytes(7),
        Sql.optionalLong(row, 8).map(Duration::ofSeconds),
        Instant.ofEpochMilli(row.getLong(9)),
        row.getInt(10));
  }
}
