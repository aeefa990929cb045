package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written by older versions. */
class SchemaTest {

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void aFileOfVersionOneIsTakenOverWithEverythingInIt() throws Exception {
    try (Store store = Store.open(dir, time)) {
      store.commitReport(Samples::report);
    }
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("cellwitness.db"))) {
      Sql.execute(connection, "ALTER TABLE report DROP COLUMN receipted_ms");
      Sql.execute(connection, "ALTER TABLE eviction DROP COLUMN told_messages");
      Sql.execute(connection, "ALTER TABLE eviction DROP COLUMN told_bytes");
      Sql.execute(connection, "PRAGMA user_version = 1");
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(List.of(), store.notices());
      assertEquals(1, store.reports().size());
      assertEquals(1, store.outbox().status().waitingReports());
      store.outbox().delivered(List.of(1L));
      assertEquals(1, store.outbox().withoutReceipt(9).size());
      assertFalse(store.outbox().tellEvicted(evicted -> Samples.telemetry(1)));
    }
  }
}
