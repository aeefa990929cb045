package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad disks, bad files and bad mounts: one sentence each, and nothing committed is lost. */
class StoreTroubleTest {

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void movesADamagedFileAsideKeepsItAndGoesOn() throws Exception {
    Path file = dir.resolve("cellwitness.db");
    Files.write(
        file, "this is not a database, and long enough to be looked at".repeat(90).getBytes());
    byte[] damaged = Files.readAllBytes(file);
    try (Store store = Store.open(dir, time)) {
      assertEquals(1, store.notices().size());
      assertTrue(store.notices().get(0).contains("damaged"), store.notices().get(0));
      assertEquals(1, store.commitReport(Samples::report).sequence());
    }
    try (StoreReader reader = StoreReader.open(dir)) {
      assertEquals(1, reader.incidents().size());
    }
    try (Stream<Path> files = Files.list(dir)) {
      Path aside =
          files
              .filter(p -> p.getFileName().toString().contains("damaged"))
              .findFirst()
              .orElseThrow();
      assertArrayEquals(damaged, Files.readAllBytes(aside));
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(List.of(), store.notices());
    }
  }

  @Test
  void findsOverwrittenPagesAfterAnUncleanEnd() throws Exception {
    Path file = dir.resolve("cellwitness.db");
    try (Store store = Store.open(dir, time)) {
      SessionId id = store.beginSession(Samples.session());
      Samples.car(20_000, 1).forEach(reading -> store.append(id, reading));
      store.endSession(id, Samples.end());
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(4096 * 3);
      raw.write(new byte[4096 * 12]);
    }
    // The mark of a holder that did not get to its end.
    Files.writeString(dir.resolve("cellwitness.lock"), "999999");
    try (Store store = Store.open(dir, time)) {
      assertEquals(1, store.notices().size());
    }
  }

  @Test
  void damageSomebodyMetWhileReadingIsLookedForAtTheNextStart() throws Exception {
    Path file = dir.resolve("cellwitness.db");
    SessionId id;
    try (Store store = Store.open(dir, time)) {
      store.commitReport(Samples::report);
      id = store.beginSession(Samples.session());
      Samples.car(20_000, 1).forEach(reading -> store.append(id, reading));
      store.endSession(id, Samples.end());
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(raw.length() - 4096 * 20);
      raw.write(new byte[4096 * 19]);
    }
    // The holder ended cleanly, so nothing but the reader's word makes the next one look.
    try (StoreReader reader = StoreReader.open(dir)) {
      StoreException e =
          assertThrows(StoreException.class, () -> Samples.toList(reader.readings(id)));
      assertEquals(StoreException.Kind.CORRUPT, e.kind());
      assertTrue(e.getMessage().contains("start again, it is moved aside"), e.getMessage());
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(1, store.notices().size());
      assertEquals(1, store.reports().size());
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(List.of(), store.notices(), "looked for once");
    }
  }

  @Test
  void damageInsideOfOneSessionCostsThatSessionOnly() throws Exception {
    SessionId first;
    SessionId second;
    try (Store store = Store.open(dir, time)) {
      first = store.beginSession(Samples.session());
      store.append(first, Samples.voltage(0));
      store.endSession(first, Samples.end());
      second = store.beginSession(Samples.session());
      store.append(second, Samples.voltage(0));
      store.endSession(second, Samples.end());
    }
    sql("UPDATE segment SET body = zeroblob(40) WHERE session = 1");
    try (StoreReader reader = StoreReader.open(dir)) {
      StoreException e =
          assertThrows(StoreException.class, () -> Samples.toList(reader.readings(first)));
      assertTrue(e.getMessage().contains("session 1 of "), e.getMessage());
      assertTrue(e.getMessage().contains("unknown format"), e.getMessage());
      assertEquals(1, Samples.toList(reader.readings(second)).size());
    }
  }

  @Test
  void savesReportsAndUnsentMessagesFromADamagedFile() throws Exception {
    Path file = dir.resolve("cellwitness.db");
    try (Store store = Store.open(dir, time)) {
      for (int i = 0; i < 5; i++) {
        store.commitReport(Samples::report);
      }
      store.outbox().delivered(List.of(1L, 2L, 5L));
      SessionId id = store.beginSession(Samples.session());
      Samples.car(40_000, 1).forEach(reading -> store.append(id, reading));
      store.endSession(id, Samples.end());
    }
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      // Behind the reports, in the middle of the readings.
      raw.seek(raw.length() - 4096 * 20);
      raw.write(new byte[4096 * 19]);
    }
    Files.writeString(dir.resolve("cellwitness.lock"), "999999");
    try (Store store = Store.open(dir, time)) {
      String notice = store.notices().get(0);
      assertTrue(notice.contains("5 reports and 2 unsent messages saved"), notice);
      assertEquals(6, store.commitReport(Samples::report).sequence());
      assertEquals(
          List.of(3L, 4L, 6L),
          store.outbox().next(9, Set.of()).stream().map(OutboxMessage::sequence).toList());
    }
  }

  @Test
  void refusesAFileOfANewerVersion() throws Exception {
    Store.open(dir, time).close();
    sql("PRAGMA user_version = 99");
    StoreException e = assertThrows(StoreException.class, () -> Store.open(dir, time));
    assertEquals(StoreException.Kind.NOT_OURS, e.kind());
    assertTrue(e.getMessage().contains("newer CellWitness (schema 99"), e.getMessage());
    assertThrows(StoreException.class, () -> StoreReader.open(dir));
  }

  @Test
  void refusesAFileOfAnotherProgram() throws Exception {
    sql("CREATE TABLE theirs(x)");
    StoreException e = assertThrows(StoreException.class, () -> Store.open(dir, time));
    assertEquals(StoreException.Kind.NOT_OURS, e.kind());
    assertTrue(e.getMessage().contains("another program"), e.getMessage());
  }

  @Test
  void refusesADirectoryItsNameWouldMisleadTheDriver() {
    StoreException e =
        assertThrows(StoreException.class, () -> Store.open(dir.resolve("a?cache=shared"), time));
    assertEquals(StoreException.Kind.UNSUITABLE, e.kind());
  }

  @Test
  void saysWhenAFileStandsWhereTheDirectoryShouldBe() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));
    StoreException e = assertThrows(StoreException.class, () -> Store.open(file, time));
    assertEquals(StoreException.Kind.NOT_WRITABLE, e.kind());
  }

  @Test
  void aFullFileIsSaidAndKeepsWhatWasCommitted() {
    int committed = 0;
    try (Store store = Store.open(dir, time, new StoreLimits(1 << 30, 5, 1 << 20))) {
      committed = fill(store);
    }
    assertKept(committed);
  }

  @Test
  void aFullDiskIsSaidAndKeepsWhatWasCommitted() throws Exception {
    try (Tmpfs disk = new Tmpfs(Files.createDirectory(dir.resolve("disk")), "size=3m")) {
      Path state = disk.path().resolve("state");
      int committed = 0;
      // The native library must not need the room of the small disk.
      Store.open(dir.resolve("elsewhere"), time).close();
      try (Store store = Store.open(state, time)) {
        committed = fill(store);
      }
      try (StoreReader reader = StoreReader.open(state)) {
        assertEquals(committed, reader.reports().size());
      }
    }
  }

  @Test
  void aReadOnlyFileSystemIsSaid() throws Exception {
    Store.open(dir.resolve("elsewhere"), time).close();
    try (Tmpfs disk = new Tmpfs(Files.createDirectory(dir.resolve("disk")), "size=8m")) {
      Path state = disk.path().resolve("state");
      Store.open(state, time).close();
      disk.remount("ro");
      StoreException e = assertThrows(StoreException.class, () -> Store.open(state, time));
      assertEquals(StoreException.Kind.NOT_WRITABLE, e.kind());
      assertTrue(e.getMessage().contains("read-only"), e.getMessage());
    }
  }

  /** Commits reports until there is no room; returns how many were answered for. */
  private static int fill(Store store) {
    int committed = 0;
    while (true) {
      try {
        store.outbox().add(Samples.telemetry(20_000));
        store.commitReport(Samples::report);
        committed++;
      } catch (StoreException e) {
        assertEquals(StoreException.Kind.FULL, e.kind());
        assertTrue(e.getMessage().contains("no room left"), e.getMessage());
        // From now on everybody is told, and nothing pretends to be stored.
        assertThrows(StoreException.class, () -> store.commitReport(Samples::report));
        assertThrows(StoreException.class, store::flush);
        return committed;
      }
    }
  }

  private void assertKept(int committed) {
    assertTrue(committed > 3, "only " + committed);
    try (Store store = Store.open(dir, time)) {
      assertEquals(committed, store.reports().size());
      assertEquals(committed + 1, store.commitReport(Samples::report).sequence());
    }
  }

  private void sql(String statement) throws Exception {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("cellwitness.db"))) {
      Sql.execute(connection, statement);
    }
  }
}
