package io.cellwitness.gateway.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The tables, and how an older file becomes a present one. {@code PRAGMA user_version} counts the
 * steps taken; a step once released is never changed.
 */
final class Schema {

  /** Marks a file as ours: "CWst". */
  static final int APPLICATION_ID = 0x43577374;

  private static final List<String> STEPS =
      List.of(
          """
          CREATE TABLE boot(
            id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE) STRICT;
          CREATE TABLE channel(
            id INTEGER PRIMARY KEY,
            signal TEXT NOT NULL,
            unit TEXT NOT NULL,
            position INTEGER NOT NULL,
            source TEXT NOT NULL,
            UNIQUE(signal, unit, position, source)) STRICT;
          CREATE TABLE session(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT NOT NULL,
            mode TEXT NOT NULL,
            pack TEXT,
            vin TEXT,
            profile TEXT,
            model TEXT,
            started_ms INTEGER NOT NULL,
            started_mono_ns INTEGER NOT NULL,
            boot INTEGER NOT NULL REFERENCES boot(id),
            synced INTEGER NOT NULL,
            ended_ms INTEGER,
            outcome TEXT,
            note TEXT) STRICT;
          CREATE INDEX session_pack ON session(pack);
          CREATE TABLE segment(
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL REFERENCES session(id),
            first INTEGER NOT NULL,
            readings INTEGER NOT NULL CHECK(readings > 0),
            body BLOB NOT NULL,
            UNIQUE(session, first)) STRICT;
          CREATE TABLE report(
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            previous_hash TEXT,
            hash TEXT NOT NULL,
            session INTEGER REFERENCES session(id),
            pack TEXT,
            jws BLOB NOT NULL,
            topic TEXT,
            content_type TEXT,
            schema TEXT,
            committed_ms INTEGER NOT NULL,
            published_ms INTEGER) STRICT;
          CREATE TABLE outbox(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL,
            class INTEGER NOT NULL,
            topic TEXT NOT NULL,
            content_type TEXT NOT NULL,
            schema TEXT NOT NULL,
            expiry_s INTEGER,
            created_ms INTEGER NOT NULL,
            report INTEGER REFERENCES report(sequence),
            refusals INTEGER NOT NULL DEFAULT 0,
            parked TEXT,
            body BLOB NOT NULL) STRICT;
          CREATE INDEX outbox_turn ON outbox(class, sequence) WHERE parked IS NULL;
          CREATE TABLE eviction(
            class INTEGER PRIMARY KEY,
            messages INTEGER NOT NULL,
            bytes INTEGER NOT NULL) STRICT;
          CREATE TABLE incident(
            id INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            text TEXT NOT NULL) STRICT;
          """,
          """
          ALTER TABLE report ADD COLUMN receipted_ms INTEGER;
          ALTER TABLE eviction ADD COLUMN told_messages INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE eviction ADD COLUMN told_bytes INTEGER NOT NULL DEFAULT 0;
          """,
          """
          ALTER TABLE boot ADD COLUMN known_wall_ns INTEGER;
          ALTER TABLE boot ADD COLUMN known_mono_ns INTEGER;
          ALTER TABLE session ADD COLUMN ended_mono_ns INTEGER;
          ALTER TABLE session ADD COLUMN ended_boot INTEGER REFERENCES boot(id);
          ALTER TABLE session ADD COLUMN ended_synced INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE session ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE incident ADD COLUMN told INTEGER NOT NULL DEFAULT 0;
          UPDATE session SET ended_synced = synced WHERE ended_ms IS NOT NULL;
          """);

  /** The version this program writes. */
  static final int VERSION = STEPS.size();

  private Schema() {}

  /** Takes all missing steps in one transaction. The caller has refused newer files. */
  static void migrate(Connection connection, int from) throws SQLException {
    if (from == VERSION) {
      return;
    }
    Sql.execute(connection, "BEGIN IMMEDIATE");
    try {
      for (String step : STEPS.subList(from, VERSION)) {
        for (String statement : step.split(";\\s*\\n")) {
          if (!statement.isBlank()) {
            Sql.execute(connection, statement);
          }
        }
      }
      Sql.execute(connection, "PRAGMA application_id = " + APPLICATION_ID);
      Sql.execute(connection, "PRAGMA user_version = " + VERSION);
      Sql.execute(connection, "COMMIT");
    } catch (SQLException e) {
      try {
        Sql.execute(connection, "ROLLBACK");
      } catch (SQLException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }
}
