package io.cellwitness.gateway.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what must not be lost from a damaged file: the reports from the first one on as far as they
 * can be read, and the messages waiting for the broker. Sessions and readings stay in the damaged
 * file, which is kept.
 */
final class Salvage {

  /** What could be saved. */
  record Saved(long reports, long messages) {}

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private Salvage() {}

  /** Copies from the damaged file, which is only read, into a new store. */
  static Saved copy(Path damaged, Connection target) throws SQLException {
    Sql.execute(target, "BEGIN IMMEDIATE");
    copyWhatIsReadable(damaged, target, Salvage::copyReports);
    copyWhatIsReadable(damaged, target, Salvage::copyOutbox);
    Saved saved =
        new Saved(
            Sql.number(target, "SELECT count(*) FROM report"),
            Sql.number(target, "SELECT count(*) FROM outbox"));
    Sql.execute(target, "COMMIT");
    return saved;
  }

  private interface Copy {
    void from(Connection source, Connection target) throws SQLException;
  }

  /** Damage in one table does not cost the other. */
  private static void copyWhatIsReadable(Path damaged, Connection target, Copy copy) {
    try (Connection source = Database.openReader(damaged, 1)) {
      copy.from(source, target);
    } catch (SQLException | StoreException e) {
      // Here the damage begins; what was copied before it counts.
      LOG.debug("salvage ends: {}", e.getMessage());
    }
  }

  private static void copyReports(Connection source, Connection target) throws SQLException {
    long sequence = 0;
    boolean more = true;
    while (more) {
      // Row by row: a damaged page then costs the rows behind it, not those before.
      more =
          Sql.first(
                  source,
                  row -> insertReport(row, target),
                  "SELECT * FROM report WHERE sequence = ?",
                  sequence + 1)
              .isPresent();
      sequence++;
    }
  }

  private static int insertReport(ResultSet row, Connection target) throws SQLException {
    return Sql.update(
        target,
        "INSERT INTO report(sequence, id, previous_hash, hash, pack, jws, topic, content_type,"
            + " schema, committed_ms, published_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.getLong("sequence"),
        row.getString("id"),
        row.getString("previous_hash"),
        row.getString("hash"),
        row.getString("pack"),
        row.getBytes("jws"),
        row.getString("topic"),
        row.getString("content_type"),
        row.getString("schema"),
        row.getLong("committed_ms"),
        Sql.optionalLong(row, "published_ms"));
  }

  private static void copyOutbox(Connection source, Connection target) throws SQLException {
    List<Long> sequences =
        Sql.list(source, row -> row.getLong(1), "SELECT sequence FROM outbox ORDER BY sequence");
    for (long sequence : sequences) {
      Sql.first(
          source,
          row -> insertMessage(row, target),
          "SELECT * FROM outbox WHERE sequence = ?",
          sequence);
    }
    // The numbers go on where they were, so that none is used twice.
    Optional<Long> last =
        Sql.first(
            source,
            row -> row.getLong(1),
            "SELECT seq FROM sqlite_sequence WHERE name = ?",
            "outbox");
    if (last.isPresent()) {
      Sql.update(target, "DELETE FROM sqlite_sequence WHERE name = 'outbox'");
      Sql.update(target, "INSERT INTO sqlite_sequence(name, seq) VALUES ('outbox', ?)", last.get());
    }
  }

  private static int insertMessage(ResultSet row, Connection target) throws SQLException {
    Optional<Long> report = Sql.optionalLong(row, "report");
    return Sql.update(
        target,
        "INSERT INTO outbox(sequence, id, class, topic, content_type, schema, expiry_s, created_ms,"
            + " report, refusals, parked, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
            + " (SELECT sequence FROM report WHERE sequence = ?), ?, ?, ?)",
        row.getLong("sequence"),
        row.getString("id"),
        row.getInt("class"),
        row.getString("topic"),
        row.getString("content_type"),
        row.getString("schema"),
        Sql.optionalLong(row, "expiry_s"),
        row.getLong("created_ms"),
        report,
        row.getInt("refusals"),
        row.getString("parked"),
        row.getBytes("body"));
  }
}
