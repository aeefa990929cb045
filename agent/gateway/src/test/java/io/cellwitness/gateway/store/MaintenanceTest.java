package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {

  static final Function<String, DoubleConsumer> UNTOLD = phase -> share -> {};

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void pruningGivesRoomBackAndKeepsReportsAndRunningSessions() throws Exception {
    long before;
    try (Store store = Store.open(dir, time)) {
      SessionId old = session(store, 30_000);
      store.endSession(old, Samples.end());
      SessionId running = session(store, 100);
      store.commitReport(Samples::report);
      store.flush();
      assertEquals(
          new Maintenance.Removed(0, 0, 0, 0),
          store.maintenance().prune(Samples.START, false, UNTOLD));
      before = pages();
      assertEquals(
          new Maintenance.Removed(1, 30_000, 0, 0),
          store.maintenance().prune(Samples.START.plusSeconds(3600), false, UNTOLD));
      assertFalse(store.readings(old).hasNext());
      assertEquals(100, Samples.toList(store.readings(running)).size());
      assertEquals(1, store.reports().size());
      assertTrue(pages() < before - 20, pages() + " of " + before + " pages");
    }
  }

  @Test
  void erasingAVehicleLeavesNothingOfItButThePlaceInTheChain() throws Exception {
    try (Store store = Store.open(dir, time)) {
      SessionId id = session(store, 1000);
      StoreException running =
          assertThrows(StoreException.class, () -> store.maintenance().erase("p-1"));
      assertTrue(running.getMessage().contains("running"), running.getMessage());
      store.endSession(id, Samples.end());
      ReportRow first = store.commitReport(Samples::report);
      store.outbox().add(Samples.telemetry(10));
      assertEquals(new Maintenance.Removed(1, 1000, 1, 2), store.maintenance().erase("p-1"));
      assertEquals(Optional.empty(), store.jws(first.id()));
      assertTrue(store.reports().get(0).erased());
      assertTrue(store.sessions().get(0).erased());
      assertTrue(store.outbox().isEmpty());
      ReportRow second = store.commitReport(Samples::report);
      assertEquals(Optional.of(first.hash()), second.previousHash());
    }
    // After the clean end the log is folded in; not even free pages may hold the VIN.
    String raw = Files.readString(dir.resolve("cellwitness.db"), StandardCharsets.ISO_8859_1);
    assertFalse(raw.contains("KMHXX00XXXX000000"), "the VIN is still in the file");
  }

  @Test
  void aBackupTakenWhileTheAgentRunsOpensByItself() throws Exception {
    Path copy = dir.resolve("copy");
    Files.createDirectory(copy);
    Path file = copy.resolve("cellwitness.db");
    try (Store store = Store.open(dir.resolve("state"), time);
        StoreReader reader = StoreReader.open(dir.resolve("state"))) {
      SessionId id = session(store, 5000);
      store.commitReport(Samples::report);
      reader.backup(file, done -> {});
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertThrows(StoreException.class, () -> reader.backup(file, done -> {}));
      store.endSession(id, Samples.end());
    }
    try (Store store = Store.open(copy, time)) {
      assertEquals(List.of(), store.notices());
      assertEquals(1, store.reports().size());
      assertEquals(5000, Samples.toList(store.readings(new SessionId(1))).size());
    }
  }

  private static SessionId session(Store store, int readings) {
    SessionId id = store.beginSession(Samples.session());
    Samples.car(readings, 5).forEach(reading -> store.append(id, reading));
    return id;
  }

  private long pages() {
    try (StoreReader reader = StoreReader.open(dir)) {
      return reader.list(row -> row.getLong(1), "PRAGMA page_count").get(0);
    }
  }
}
