package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns appended readings into segments. Each group commit writes one small segment per session, so
 * that nothing waits in memory; as soon as {@link #FULL_SEGMENT} readings have come together, the
 * small ones are replaced by one large and far more compact segment, in the same transaction.
 */
final class SegmentWriter {

  /** Readings in a finished segment: about a minute of a car read at full speed. */
  static final int FULL_SEGMENT = 4096;

  private final Connection connection;
  private final SegmentCodec codec;
  private final Map<Long, Tail> tails = new HashMap<>();

  /** The readings of a session that are not yet in a finished segment. */
  private static final class Tail {
    private final List<Reading> readings = new ArrayList<>();
    private long first;
  }

  SegmentWriter(Connection connection, SegmentCodec codec) {
    this.connection = connection;
    this.codec = codec;
  }

  void begin(SessionId session) {
    tails.put(session.number(), new Tail());
  }

  boolean isOpen(SessionId session) {
    return tails.containsKey(session.number());
  }

  void write(SessionId session, List<Reading> readings) throws SQLException {
    Tail tail = tails.get(session.number());
    if (tail.readings.size() + readings.size() < FULL_SEGMENT) {
      insert(session, tail.first + tail.readings.size(), readings);
      tail.readings.addAll(readings);
    } else {
      tail.readings.addAll(readings);
      compact(session, tail);
    }
  }

  /** Compacts what is left and forgets the session. */
  void end(SessionId session) throws SQLException {
    Tail tail = tails.remove(session.number());
    if (tail != null && !tail.readings.isEmpty()) {
      compact(session, tail);
    }
  }

  /** Compacts the small segments a killed process left at the end of a session. */
  void recover(SessionId session) throws SQLException {
    long number = session.number();
    long from =
        Sql.number(
            connection,
            "SELECT coalesce(max(first + readings), 0) FROM segment"
                + " WHERE session = ? AND readings >= ?",
            number,
            FULL_SEGMENT);
    Tail tail = new Tail();
    tail.first = from;
    List<byte[]> bodies =
        Sql.list(
            connection,
            row -> row.getBytes(1),
            "SELECT body FROM segment WHERE session = ? AND first >= ? ORDER BY first",
            number,
            from);
    for (byte[] body : bodies) {
      tail.readings.addAll(codec.decode(body));
    }
    if (bodies.size() > 1) {
      compact(session, tail);
    }
  }

  private void compact(SessionId session, Tail tail) throws SQLException {
    Sql.update(
        connection,
        "DELETE FROM segment WHERE session = ? AND first >= ?",
        session.number(),
        tail.first);
    insert(session, tail.first, tail.readings);
    tail.first += tail.readings.size();
    tail.readings.clear();
  }

  private void insert(SessionId session, long first, List<Reading> readings) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO segment(session, first, readings, body) VALUES (?, ?, ?, ?)",
        session.number(),
        first,
        readings.size(),
        codec.encode(readings));
  }
}
