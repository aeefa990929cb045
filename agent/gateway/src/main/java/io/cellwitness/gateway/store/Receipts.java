package io.cellwitness.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Which reports a consumer has taken over for good; part of the {@link Outbox}. */
final class Receipts {

  /** A report that can be sent (again) and does not wait already. */
  private static final String SENDABLE =
      "length(jws) > 0 AND topic IS NOT NULL"
          + " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.report = report.sequence)";

  private Receipts() {}

  /** Notes receipts; how many of the ids are reports of this gateway. */
  static int note(Connection connection, Collection<UUID> ids, Instant now) throws SQLException {
    int known = 0;
    for (UUID id : ids) {
      known +=
          Sql.update(
              connection,
              "UPDATE report SET receipted_ms = coalesce(receipted_ms, ?) WHERE id = ?",
              now.toEpochMilli(),
              id.toString());
    }
    return known;
  }

  /**
   * Puts reports into the outbox again, byte for byte and under the same message id; how many.
   * Those that wait there already stay as they are.
   */
  static int resend(Connection connection, Collection<UUID> ids, Instant now) throws SQLException {
    int sent = 0;
    for (UUID id : ids) {
      sent +=
          Sql.update(
              connection,
              "INSERT INTO outbox(id, class, topic, content_type, schema, created_ms, report, body)"
                  + " SELECT id, ?, topic, content_type, schema, ?, sequence, jws FROM report"
                  + " WHERE id = ? AND "
                  + SENDABLE,
              MessageClass.REPORT.code(),
              now.toEpochMilli(),
              id.toString());
    }
    return sent;
  }

  /** Reports the broker has acknowledged and no consumer has, oldest first. */
  static List<UUID> missing(StoreReader reader, int most) {
    return reader.list(
        row -> UUID.fromString(row.getString(1)),
        "SELECT id FROM report WHERE published_ms IS NOT NULL AND receipted_ms IS NULL AND "
            + SENDABLE
            + " ORDER BY sequence LIMIT ?",
        most);
  }
}
