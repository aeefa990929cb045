package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import io.cellwitness.api.TimeSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The agent's memory on disk: one SQLite file in the state directory, one process, one writer
 * thread. Safe for use by several threads. What {@link #flush}, {@link #endSession} and {@link
 * #commitReport} have returned from survives kill and power cut.
 */
public final class Store implements AutoCloseable {

  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final StateDirectory state;
  private final Connection connection;
  private final SegmentWriter segments;
  private final SqlDictionary dictionary;
  private final Writer writer;
  private final StoreReader reader;
  private final Outbox outbox;
  private final TimeSource time;
  private final List<String> notices;
  private final Set<SessionId> open = new HashSet<>();

  private Store(
      StateDirectory state,
      Connection connection,
      TimeSource time,
      StoreLimits limits,
      List<String> notices)
      throws SQLException {
    this.state = state;
    this.connection = connection;
    this.time = time;
    this.notices = notices;
    this.dictionary = new SqlDictionary(connection, state.database());
    this.segments = new SegmentWriter(connection, new SegmentCodec(dictionary));
    this.writer =
        new Writer(
            connection, state.database(), dictionary, segments, new ClockKeeper(time, dictionary));
    this.reader = new StoreReader(state.database());
    this.outbox = new Outbox(writer, reader, time, limits);
  }

  /**
   * Opens the store with the usual bounds.
   *
   * @param stateDir created with mode 0700 when missing
   * @param time stamps rows; the machine's clock outside of tests and the demo
   * @return the store; close it
   * @throws StoreException with one sentence when the store cannot be used
   */
  public static Store open(Path stateDir, TimeSource time) {
    return open(stateDir, time, StoreLimits.DEFAULT);
  }

  /**
   * Opens the store. After an unclean shutdown the file is checked first; a damaged one is moved
   * aside, kept and named in {@link #notices()}, and a new one begun.
   *
   * @param stateDir created with mode 0700 when missing
   * @param time stamps rows; the machine's clock outside of tests and the demo
   * @param limits the bounds
   * @return the store; close it
   * @throws StoreException with one sentence when the store cannot be used
   */
  public static Store open(Path stateDir, TimeSource time, StoreLimits limits) {
    StateDirectory state = StateDirectory.hold(stateDir);
    boolean opened = false;
    try {
      StateDirectory.useNativeDirectory(state.database().getParent());
      Store store = openDatabase(state, time, limits);
      opened = true;
      return store;
    } catch (SQLException e) {
      throw Sql.translate(e, state.database());
    } finally {
      if (!opened) {
        state.closeUnclean();
      }
    }
  }

  private static Store openDatabase(StateDirectory state, TimeSource time, StoreLimits limits)
      throws SQLException {
    try {
      Connection connection =
          Database.openWriter(state.database(), limits.fileBytes(), state.unclean());
      return start(state, connection, time, limits, List.of());
    } catch (SQLException e) {
      if (!Sql.isCorruption(e)) {
        throw e;
      }
      Instant now = time.now().wall();
      Path aside = state.setAside(SUFFIX.format(now));
      Connection connection = Database.openWriter(state.database(), limits.fileBytes(), false);
      Salvage.Saved saved = Salvage.copy(aside, connection);
      String notice =
          "the store was damaged and is kept as "
              + aside
              + "; a new one was begun with "
              + saved.reports()
              + " reports and "
              + saved.messages()
              + " unsent messages saved from it; compare the last report with those already"
              + " published before issuing more";
      Sql.update(
          connection,
          "INSERT INTO incident(at_ms, text) VALUES (?, ?)",
          now.toEpochMilli(),
          notice);
      return start(state, connection, time, limits, List.of(notice));
    }
  }

  private static Store start(
      StateDirectory state,
      Connection connection,
      TimeSource time,
      StoreLimits limits,
      List<String> notices)
      throws SQLException {
    boolean started = false;
    try {
      Store store = new Store(state, connection, time, limits, notices);
      state.trust();
      store.writer.start();
      store.recoverSessions();
      started = true;
      return store;
    } finally {
      if (!started) {
        connection.close();
      }
    }
  }

  /**
   * What the operator must be told about the opening: a damaged file moved aside.
   *
   * @return sentences, normally none
   */
  public List<String> notices() {
    return notices;
  }

  /**
   * Begins a session.
   *
   * @param start what is known of it
   * @return its number, when it is on the disk
   * @throws StoreException when the store failed
   */
  public SessionId beginSession(SessionStart start) {
    SessionId id =
        writer.run(
            connection -> {
              SessionId next =
                  new SessionId(
                      Sql.number(
                          connection,
                          "INSERT INTO session(source, mode, pack, vin, profile, model,"
                              + " started_ms, started_mono_ns, boot, synced)"
                              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                          start.source(),
                          start.mode(),
                          start.pack(),
                          start.vin(),
                          start.profileId(),
                          start.model(),
                          start.at().wall().toEpochMilli(),
                          start.at().monotonicNanos(),
                          dictionary.bootId(start.at().bootId()),
                          start.at().clockSynced() ? 1 : 0));
              segments.begin(next);
              return next;
            });
    synchronized (open) {
      open.add(id);
    }
    return id;
  }

  /**
   * Hands over one reading. Returns at once; only when {@value Writer#QUEUE_CAPACITY} wait does it
   * block until the disk has caught up. The reading is committed within about 200 ms.
   *
   * @param session an open session
   * @param reading the reading
   * @throws StoreException when the store failed: at the latest here one learns of it
   */
  public void append(SessionId session, Reading reading) {
    // Under the lock, so that no reading can slip in behind the end of its session.
    synchronized (open) {
      requireOpen(session);
      writer.append(session, reading);
    }
  }

  /**
   * Waits until everything appended so far is committed.
   *
   * @throws StoreException when the store failed and something is not
   */
  public void flush() {
    writer.run(connection -> null);
  }

  /**
   * Ends a session, committing its last readings.
   *
   * @param session an open session
   * @param end how it ended
   * @throws StoreException when the store failed
   */
  public void endSession(SessionId session, SessionEnd end) {
    synchronized (open) {
      requireOpen(session);
      open.remove(session);
    }
    writer.run(
        connection -> {
          segments.end(session);
          return Sql.update(
              connection,
              "UPDATE session SET ended_ms = ?, ended_mono_ns = ?, ended_boot = ?,"
                  + " ended_synced = ?, outcome = ?, note = ? WHERE id = ?",
              end.at().wall().toEpochMilli(),
              end.at().monotonicNanos(),
              dictionary.bootId(end.at().bootId()),
              end.at().clockSynced() ? 1 : 0,
              end.outcome().name(),
              end.note(),
              session.number());
        });
  }

  /**
   * Commits a report together with its message, in one transaction. The function runs while the
   * chain is locked, so that sequence and previous hash cannot race; it must not call the store.
   *
   * @param maker is given the head of the chain and returns the signed report; what it throws is
   *     thrown here, and nothing is committed
   * @return the report as committed
   * @throws StoreException when the store failed
   */
  public ReportRow commitReport(Function<ChainHead, NewReport> maker) {
    Instant now = time.now().wall();
    ReportRow row = writer.run(connection -> insertReport(connection, maker, now));
    outbox.announce();
    return row;
  }

  /**
   * The messages on their way to the broker.
   *
   * @return the outbox of this store
   */
  public Outbox outbox() {
    return outbox;
  }

  /**
   * What an operator may do to the store.
   *
   * @return prune and erase
   */
  public Maintenance maintenance() {
    return new Maintenance(writer);
  }

  /**
   * All sessions, oldest first.
   *
   * @return one row each
   */
  public List<SessionRow> sessions() {
    return reader.sessions();
  }

  /**
   * The committed readings of a session; see {@link StoreReader#readings}.
   *
   * @param session which session
   * @return the readings in the order they were appended
   */
  public Iterator<Reading> readings(SessionId session) {
    return reader.readings(session);
  }

  /**
   * All reports, in chain order.
   *
   * @return one row each
   */
  public List<ReportRow> reports() {
    return reader.reports();
  }

  /**
   * The exact bytes of a report.
   *
   * @param id the report's id
   * @return the JWS, empty when there is no such report
   */
  public Optional<byte[]> jws(UUID id) {
    return reader.jws(id);
  }

  /**
   * Commits what waits and lets go of the file. Sessions still open are marked as interrupted at
   * the next start.
   *
   * @throws StoreException when the last commit failed; the file is let go of all the same
   */
  @Override
  public void close() {
    writer.close();
    boolean clean = writer.endedWell();
    try {
      reader.close();
      connection.close();
    } catch (SQLException e) {
      clean = false;
      throw Sql.translate(e, state.database());
    } finally {
      if (clean) {
        state.close();
      } else {
        state.closeUnclean();
      }
    }
  }

  private void requireOpen(SessionId session) {
    if (!open.contains(session)) {
      throw new StoreException(
          StoreException.Kind.MISUSE, "session " + session + " is not open; this is a bug");
    }
  }

  private ReportRow insertReport(
      Connection connection, Function<ChainHead, NewReport> maker, Instant now)
      throws SQLException {
    ChainHead head =
        Sql.first(
                connection,
                row -> new ChainHead(row.getLong(1) + 1, Optional.of(row.getString(2))),
                "SELECT sequence, hash FROM report ORDER BY sequence DESC LIMIT 1")
            .orElse(new ChainHead(1, Optional.empty()));
    NewReport report = maker.apply(head);
    Optional<NewMessage> message = report.message();
    Sql.update(
        connection,
        "INSERT INTO report(sequence, id, previous_hash, hash, session, pack, jws, topic,"
            + " content_type, schema, committed_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        head.sequence(),
        report.id().toString(),
        head.previousHash(),
        report.hash(),
        report.session().map(SessionId::number),
        report.pack(),
        report.jws(),
        message.map(NewMessage::topic),
        message.map(NewMessage::contentType),
        message.map(NewMessage::schema),
        now.toEpochMilli());
    if (message.isPresent()) {
      outbox.insert(connection, report.id(), message.get(), now, Optional.of(head.sequence()));
    }
    return new ReportRow(
        head.sequence(),
        report.id(),
        head.previousHash(),
        report.hash(),
        report.session(),
        report.pack(),
        Instant.ofEpochMilli(now.toEpochMilli()),
        Optional.empty(),
        false);
  }

  private void recoverSessions() {
    writer.run(
        connection -> {
          List<SessionId> interrupted =
              Sql.list(
                  connection,
                  row -> new SessionId(row.getLong(1)),
                  "SELECT id FROM session WHERE outcome IS NULL");
          for (SessionId session : interrupted) {
            recover(connection, session);
            Sql.update(
                connection,
                "UPDATE session SET outcome = ?, note = 'the process ended' WHERE id = ?",
                SessionEnd.Outcome.INTERRUPTED.name(),
                session.number());
          }
          return interrupted.size();
        });
  }

  /** A damaged piece of one session is kept as it is and told; it must not lock up the store. */
  private void recover(Connection connection, SessionId session) throws SQLException {
    try {
      segments.recover(session);
    } catch (StoreException e) {
      if (e.kind() != StoreException.Kind.CORRUPT) {
        throw e;
      }
      Sql.update(
          connection,
          "INSERT INTO incident(at_ms, text) VALUES (?, ?)",
          time.now().wall().toEpochMilli(),
          "session " + session + ": " + e.getMessage());
    }
  }
}
