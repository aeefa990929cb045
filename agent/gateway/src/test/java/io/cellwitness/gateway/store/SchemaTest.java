package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
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

  private static final List<String> BACK_TO_TWO =
      List.of(
          "ALTER TABLE boot DROP COLUMN known_wall_ns",
          "ALTER TABLE boot DROP COLUMN known_mono_ns",
          "ALTER TABLE session DROP COLUMN ended_mono_ns",
          "ALTER TABLE session DROP COLUMN ended_boot",
          "ALTER TABLE session DROP COLUMN ended_synced",
          "ALTER TABLE session DROP COLUMN erased",
          "ALTER TABLE incident DROP COLUMN told",
          "PRAGMA user_version = 2");

  private static final List<String> BACK_TO_ONE =
      List.of(
          "ALTER TABLE report DROP COLUMN receipted_ms",
          "ALTER TABLE eviction DROP COLUMN told_messages",
          "ALTER TABLE eviction DROP COLUMN told_bytes",
          "PRAGMA user_version = 1");

  @Test
  void aFileOfVersionTwoKeepsItsSessionsAndTheirDates() throws Exception {
    try (Store store = Store.open(dir, time)) {
      SessionId session = store.beginSession(Samples.session());
      store.append(session, Samples.voltage(0));
      store.endSession(session, Samples.end());
    }
    back(BACK_TO_TWO);
    StoreException e = assertThrows(StoreException.class, () -> StoreReader.open(dir));
    assertTrue(e.getMessage().contains("older version; start the agent once"), e.getMessage());
    try (Store store = Store.open(dir, time)) {
      SessionRow row = store.sessions().get(0);
      assertEquals(Dated.How.SYNCED, row.started().how());
      assertEquals(Samples.START.toEpochMilli(), row.started().at().toEpochMilli());
      assertEquals(1, row.readings());
      assertEquals(0, store.maintenance().undated(Samples.START.plusSeconds(3600)));
      assertEquals(
          1,
          store
              .maintenance()
              .prune(Samples.START.plusSeconds(3600), false, MaintenanceTest.UNTOLD)
              .sessions());
    }
  }

  @Test
  void reportsAreSavedFromADamagedFileOfAnOlderVersion() throws Exception {
    try (Store store = Store.open(dir, time)) {
      store.commitReport(Samples::report);
      SessionId session = store.beginSession(Samples.session());
      Samples.car(20_000, 1).forEach(reading -> store.append(session, reading));
      store.endSession(session, Samples.end());
    }
    back(BACK_TO_TWO);
    try (RandomAccessFile raw =
        new RandomAccessFile(dir.resolve("cellwitness.db").toFile(), "rw")) {
      raw.seek(raw.length() - 4096 * 10);
      raw.write(new byte[4096 * 9]);
    }
    Files.writeString(dir.resolve("cellwitness.lock"), "999999");
    try (Store store = Store.open(dir, time)) {
      assertTrue(
          store.notices().get(0).contains("1 reports and 1 unsent"), store.notices()::toString);
    }
  }

  @Test
  void aFileOfVersionOneIsTakenOverWithEverythingInIt() throws Exception {
    try (Store store = Store.open(dir, time)) {
      store.commitReport(Samples::report);
    }
    back(BACK_TO_TWO);
    back(BACK_TO_ONE);
    try (Store store = Store.open(dir, time)) {
      assertEquals(List.of(), store.notices());
      assertEquals(1, store.reports().size());
      assertEquals(1, store.outbox().status().waitingReports());
      store.outbox().delivered(List.of(1L));
      assertEquals(1, store.outbox().withoutReceipt(9).size());
      assertFalse(store.outbox().tellEvicted(evicted -> Samples.telemetry(1)));
    }
  }

  private void back(List<String> statements) throws Exception {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("cellwitness.db"))) {
      for (String statement : statements) {
        Sql.execute(connection, statement);
      }
    }
  }
}
