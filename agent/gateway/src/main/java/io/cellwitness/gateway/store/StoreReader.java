package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import io.cellwitness.gateway.base.Presence;
import io.cellwitness.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Questions to a store; sees what is committed and cannot write. Works beside a running agent, from
 * another process too. Safe for use by several threads.
 */
public final class StoreReader implements AutoCloseable {

  private final Connection connection;
  private final Path file;
  private final SegmentCodec codec;

  StoreReader(Path file) throws SQLException {
    this.connection = Database.openReader(file);
    this.file = file;
    this.codec = new SegmentCodec(new SqlDictionary(connection, file));
  }

  /**
   * Opens a store for questions only.
   *
   * @param stateDir the state directory of an agent, running or not
   * @return the reader; close it
   * @throws StoreException with one sentence when there is no store or it cannot be read
   */
  public static StoreReader open(Path stateDir) {
    Path file = stateDir.resolve(StateDirectory.DATABASE);
    if (!isThere(file)) {
      throw new StoreException(
          StoreException.Kind.NOT_WRITABLE,
          "there is no store in " + stateDir + "; give the --state-dir of an agent");
    }
    StateDirectory.useNativeDirectory(StateDirectory.create(stateDir));
    try {
      return new StoreReader(file);
    } catch (SQLException e) {
      throw Sql.translate(e, file);
    }
  }

  private static boolean isThere(Path file) {
    try {
      return Presence.of(file) && Files.isRegularFile(file);
    } catch (ReportException e) {
      throw new StoreException(StoreException.Kind.NOT_WRITABLE, e.getMessage(), e);
    }
  }

  /**
   * All sessions, oldest first.
   *
   * @return one row each
   */
  public List<SessionRow> sessions() {
    return list(
        StoreReader::session,
        "SELECT s.*, (SELECT coalesce(sum(readings), 0) FROM segment g WHERE g.session = s.id)"
            + " AS readings, "
            + SessionDates.BEGIN_MS
            + " AS begin_ms, "
            + SessionDates.END_MS
            + " AS end_ms, "
            + SessionDates.BEGIN_KNOWN
            + " AS begin_known"
            + SessionDates.SESSIONS
            + " ORDER BY s.id");
  }

  /**
   * The committed readings of a session in the order they were appended. Holds one segment in
   * memory at a time, and no lock between two calls; readings committed meanwhile are seen.
   *
   * @param session which session
   * @return the readings; throws {@link StoreException} when the file fails or is damaged
   */
  public Iterator<Reading> readings(SessionId session) {
    return new Iterator<>() {
      private final Queue<Reading> ready = new ArrayDeque<>();
      private long next;

      @Override
      public boolean hasNext() {
        if (ready.isEmpty()) {
          ready.addAll(segmentFrom(session, next));
          next += ready.size();
        }
        return !ready.isEmpty();
      }

      @Override
      public Reading next() {
        if (!hasNext()) {
          throw new NoSuchElementException("no more readings");
        }
        return ready.remove();
      }
    };
  }

  /**
   * What is known by now of the clocks behind the readings.
   *
   * @return dates the stamps of {@link #readings}; does not learn anything later
   */
  public KnownTimes knownTimes() {
    record Boot(UUID id, KnownTime known) {}
    return new KnownTimes(
        list(
                row ->
                    new Boot(
                        UUID.fromString(row.getString(1)),
                        new KnownTime(Instant.ofEpochSecond(0, row.getLong(2)), row.getLong(3))),
                "SELECT uuid, known_wall_ns, known_mono_ns FROM boot"
                    + " WHERE known_wall_ns IS NOT NULL")
            .stream()
            .collect(Collectors.toMap(Boot::id, Boot::known)));
  }

  /**
   * All reports, in chain order.
   *
   * @return one row each, without the bytes
   */
  public List<ReportRow> reports() {
    return list(
        StoreReader::report, "SELECT *, length(jws) = 0 AS erased FROM report ORDER BY sequence");
  }

  /**
   * The exact bytes of a report.
   *
   * @param id the report's id
   * @return the JWS, empty when there is no such report or its vehicle was erased
   */
  public Optional<byte[]> jws(UUID id) {
    // Of a report of an erased vehicle only its place in the chain is left.
    return list(
            row -> row.getBytes(1),
            "SELECT jws FROM report WHERE id = ? AND length(jws) > 0",
            id.toString())
        .stream()
        .findFirst();
  }

  /**
   * Copies the whole store, as committed now, into one file that opens by itself. The agent may run
   * on meanwhile.
   *
   * @param target a file that does not exist; made with mode 0600
   * @param done told the share that is copied, 0 to 1, again and again
   * @throws StoreException with one sentence when it exists or cannot be written
   */
  public synchronized void backup(Path target, DoubleConsumer done) {
    if (Files.exists(target)) {
      throw new StoreException(
          StoreException.Kind.NOT_WRITABLE,
          "the file " + target + " exists already; choose another name for the backup");
    }
    StateDirectory.createPrivateFile(target);
    try {
      // The store itself stays read-only, by the way it was opened.
      Sql.execute(connection, "PRAGMA query_only = 0");
      CopyProgress progress = CopyProgress.tell(connection, target, done);
      try {
        Sql.update(connection, "VACUUM INTO ?", target.toAbsolutePath().toString());
      } catch (SQLException e) {
        throw progress.thrown().orElseThrow(() -> e);
      } finally {
        CopyProgress.clearHandler(connection);
        Sql.execute(connection, "PRAGMA query_only = 1");
      }
    } catch (SQLException e) {
      throw Sql.translate(e, target);
    }
  }

  /**
   * The VIN of a session's vehicle. For an export that was asked for it, and for nothing else.
   *
   * @param session which session
   * @return the VIN, empty when none was read or the vehicle was erased
   */
  public Optional<String> vin(SessionId session) {
    return list(
            row -> Optional.ofNullable(row.getString(1)),
            "SELECT vin FROM session WHERE id = ?",
            session.number())
        .stream()
        .findFirst()
        .flatMap(vin -> vin);
  }

  /**
   * Counts of the outbox.
   *
   * @return the outbox as committed now
   */
  public OutboxStatus outbox() {
    return list(
            row ->
                new OutboxStatus(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6)),
            "SELECT count(*) FILTER (WHERE class = 0 AND parked IS NULL),"
                + " count(*) FILTER (WHERE class > 0 AND parked IS NULL),"
                + " count(parked), coalesce(sum(length(body)), 0),"
                + " (SELECT coalesce(sum(messages), 0) FROM eviction),"
                + " (SELECT coalesce(sum(bytes), 0) FROM eviction) FROM outbox")
        .get(0);
  }

  /**
   * The messages in the outbox, in the order they are sent; parked ones last.
   *
   * @param most how many at most
   * @return one row each, without the bodies
   */
  public List<OutboxRow> outboxRows(int most) {
    return list(
        row ->
            new OutboxRow(
                row.getLong("sequence"),
                UUID.fromString(row.getString("id")),
                MessageClass.of(row.getInt("class")),
                row.getString("topic"),
                row.getLong("bytes"),
                Instant.ofEpochMilli(row.getLong("created_ms")),
                row.getInt("refusals"),
                Optional.ofNullable(row.getString("parked"))),
        "SELECT sequence, id, class, topic, length(body) AS bytes, created_ms, refusals, parked"
            + " FROM outbox ORDER BY parked IS NOT NULL, class, sequence LIMIT ?",
        most);
  }

  /**
   * What the store takes on the disk, its write-ahead log included.
   *
   * @return bytes
   */
  public long bytes() {
    return file.toFile().length() + Path.of(file + "-wal").toFile().length();
  }

  /**
   * What went wrong with this store in its life: damaged files moved aside, damaged sessions.
   *
   * @return sentences, oldest first
   */
  public List<String> incidents() {
    return list(row -> row.getString(1), "SELECT text FROM incident ORDER BY id");
  }

  /** Lets go of the file. */
  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Sql.translate(e, file);
    }
  }

  <T> List<T> list(Sql.Row<T> mapper, String sql, Object... arguments) {
    return listUntil(row -> false, mapper, sql, arguments);
  }

  synchronized <T> List<T> listUntil(
      Predicate<T> enough, Sql.Row<T> mapper, String sql, Object... arguments) {
    try {
      return Sql.listUntil(connection, enough, mapper, sql, arguments);
    } catch (SQLException e) {
      if (Sql.isCorruption(e)) {
        StateDirectory.suspect(file);
      }
      throw Sql.translate(e, file);
    }
  }

  /** The readings from an ordinal on, to the end of the segment that holds it. */
  private List<Reading> segmentFrom(SessionId session, long ordinal) {
    record Segment(long first, byte[] body) {}
    // By ordinal, not by row: small segments may be compacted between two calls.
    Optional<Segment> found =
        list(
                row -> new Segment(row.getLong(1), row.getBytes(2)),
                "SELECT first, body FROM segment WHERE session = ? AND first <= ?"
                    + " AND first + readings > ? ORDER BY first DESC LIMIT 1",
                session.number(),
                ordinal,
                ordinal)
            .stream()
            .findFirst();
    if (found.isEmpty()) {
      return List.of();
    }
    List<Reading> readings;
    synchronized (this) {
      readings = decode(session, found.get().body());
    }
    return readings.subList((int) (ordinal - found.get().first()), readings.size());
  }

  /** Damage inside of one segment costs the readings of one session only, so it is named. */
  private List<Reading> decode(SessionId session, byte[] body) {
    try {
      return codec.decode(body);
    } catch (StoreException e) {
      throw new StoreException(
          e.kind(), "session " + session + " of " + file + ": " + e.getMessage(), e);
    }
  }

  private static SessionRow session(ResultSet row) throws SQLException {
    return new SessionRow(
        new SessionId(row.getLong("id")),
        dated(row),
        Sql.optionalLong(row, "end_ms").map(Instant::ofEpochMilli),
        Optional.ofNullable(row.getString("outcome")).map(SessionEnd.Outcome::valueOf),
        row.getString("source"),
        row.getString("mode"),
        Optional.ofNullable(row.getString("pack")),
        Optional.ofNullable(row.getString("profile")),
        Optional.ofNullable(row.getString("model")),
        row.getLong("readings"),
        row.getBoolean("erased"));
  }

  private static Dated dated(ResultSet row) throws SQLException {
    Dated.How unsynced = row.getBoolean("begin_known") ? Dated.How.REBASED : Dated.How.UNSYNCED;
    return new Dated(
        Instant.ofEpochMilli(row.getLong("begin_ms")),
        row.getBoolean("synced") ? Dated.How.SYNCED : unsynced);
  }

  private static ReportRow report(ResultSet row) throws SQLException {
    return new ReportRow(
        row.getLong("sequence"),
        UUID.fromString(row.getString("id")),
        Optional.ofNullable(row.getString("previous_hash")),
        row.getString("hash"),
        Sql.optionalLong(row, "session").map(SessionId::new),
        Optional.ofNullable(row.getString("pack")),
        Instant.ofEpochMilli(row.getLong("committed_ms")),
        Sql.optionalLong(row, "published_ms").map(Instant::ofEpochMilli),
        row.getBoolean("erased"));
  }
}
