package io.cellwitness.gateway.store;

import static io.cellwitness.gateway.store.Samples.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void givesBackEveryReadingInOrderAcrossSegmentsAndRestarts() {
    // More than two full segments, so that compaction and the small tail are both read.
    List<Reading> sent = Samples.car(10_000, 1);
    SessionId id;
    try (Store store = Store.open(dir, time)) {
      id = store.beginSession(Samples.session());
      sent.forEach(reading -> store.append(id, reading));
      store.flush();
      assertEquals(sent, toList(store.readings(id)));
      store.endSession(id, Samples.end());
      assertEquals(sent, toList(store.readings(id)));
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(sent, toList(store.readings(id)));
      SessionRow row = store.sessions().get(0);
      assertEquals(10_000, row.readings());
      assertEquals(Optional.of(SessionEnd.Outcome.FINISHED), row.outcome());
      assertEquals(List.of(), store.notices());
    }
  }

  @Test
  void keepsReadingWhileSmallSegmentsAreCompactedUnderneath() {
    List<Reading> sent = IntStream.range(0, 6000).mapToObj(Samples::voltage).toList();
    try (Store store = Store.open(dir, time)) {
      SessionId id = store.beginSession(Samples.session());
      sent.subList(0, 3000).forEach(reading -> store.append(id, reading));
      store.flush();
      var readings = store.readings(id);
      List<Reading> got = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        got.add(readings.next());
      }
      sent.subList(3000, 6000).forEach(reading -> store.append(id, reading));
      store.flush();
      readings.forEachRemaining(got::add);
      assertEquals(sent, got);
    }
  }

  @Test
  void commitsWithoutBeingAsked() throws Exception {
    try (Store store = Store.open(dir, time)) {
      SessionId id = store.beginSession(Samples.session());
      store.append(id, Samples.voltage(0));
      Eventually.within(Duration.ofSeconds(10), () -> store.readings(id).hasNext());
    }
  }

  @Test
  void chainsReportsWithoutGapsFromManyThreads() throws Exception {
    try (Store store = Store.open(dir, time)) {
      ExecutorService pool = Executors.newFixedThreadPool(4);
      CountDownLatch done = new CountDownLatch(40);
      for (int i = 0; i < 40; i++) {
        boolean fails = i % 4 == 0;
        pool.execute(
            () -> {
              try {
                store.commitReport(
                    head -> {
                      if (fails) {
                        throw new IllegalStateException("signing failed");
                      }
                      return Samples.report(head);
                    });
              } catch (IllegalStateException e) {
                assertTrue(fails);
              } finally {
                done.countDown();
              }
            });
      }
      assertTrue(done.await(30, TimeUnit.SECONDS));
      pool.shutdown();
      List<ReportRow> reports = store.reports();
      assertEquals(30, reports.size());
      Optional<String> previous = Optional.empty();
      for (int i = 0; i < 30; i++) {
        assertEquals(i + 1, reports.get(i).sequence());
        assertEquals(previous, reports.get(i).previousHash());
        previous = Optional.of(reports.get(i).hash());
      }
      assertEquals(30, store.outbox().status().waitingReports());
    }
  }

  @Test
  void aReportIsCommittedWithItsMessageAndAfterItsReadings() {
    try (Store store = Store.open(dir, time)) {
      SessionId id = store.beginSession(Samples.session());
      store.append(id, Samples.voltage(0));
      ReportRow row = store.commitReport(Samples::report);
      assertEquals(1, toList(store.readings(id)).size());
      OutboxMessage message = store.outbox().next(10, Set.of()).get(0);
      assertEquals(row.id(), message.id());
      assertEquals(new String(store.jws(row.id()).orElseThrow()), new String(message.body()));
      assertEquals(String.format("%064x", 1), row.hash());
    }
  }

  @Test
  void refusesASecondStoreOnTheSameDirectoryNamingTheHolder() {
    try (Store store = Store.open(dir, time)) {
      StoreException e = assertThrows(StoreException.class, () -> Store.open(dir, time));
      assertEquals(StoreException.Kind.IN_USE, e.kind());
      assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()));
      // The refused attempt must not have loosened the lock or harmed the holder.
      store.commitReport(Samples::report);
    }
    Store.open(dir, time).close();
  }

  @Test
  void aReaderSeesWhatARunningAgentHasCommitted() {
    try (Store store = Store.open(dir, time);
        StoreReader reader = StoreReader.open(dir)) {
      store.commitReport(Samples::report);
      assertEquals(1, reader.reports().size());
    }
  }

  @Test
  void keepsEverythingForItsOwner() throws Exception {
    Path state = dir.resolve("a/b");
    try (Store store = Store.open(state, time)) {
      store.commitReport(Samples::report);
      assertEquals("rwx------", mode(state));
      for (String name : List.of("cellwitness.db", "cellwitness.db-wal", "cellwitness.lock")) {
        assertEquals("rw-------", mode(state.resolve(name)));
      }
    }
    assertFalse(Files.exists(state.resolve("cellwitness.db-wal")), "a clean end folds the log in");
  }

  @Test
  void refusesReadingsOfASessionThatIsNotOpenAndGoesOn() {
    try (Store store = Store.open(dir, time)) {
      SessionId id = store.beginSession(Samples.session());
      store.endSession(id, Samples.end());
      StoreException e =
          assertThrows(StoreException.class, () -> store.append(id, Samples.voltage(0)));
      assertEquals(StoreException.Kind.MISUSE, e.kind());
      store.commitReport(Samples::report);
    }
  }

  @Test
  void aTaskCannotWaitForItself() {
    try (Store store = Store.open(dir, time)) {
      StoreException e =
          assertThrows(
              StoreException.class,
              () ->
                  store.commitReport(
                      head -> {
                        store.flush();
                        return Samples.report(head);
                      }));
      assertEquals(StoreException.Kind.MISUSE, e.kind());
      assertEquals(1, store.commitReport(Samples::report).sequence());
    }
  }

  @Test
  void refusesWorkAfterClose() {
    Store store = Store.open(dir, time);
    SessionId id = store.beginSession(Samples.session());
    store.close();
    assertThrows(StoreException.class, () -> store.append(id, Samples.voltage(0)));
    assertThrows(StoreException.class, store::flush);
  }

  @Test
  void clockJumpsReorderNothing() {
    try (Store store = Store.open(dir, time)) {
      store.outbox().add(Samples.telemetry(1));
      time.jump(Duration.ofDays(3650));
      store.outbox().add(Samples.telemetry(2));
      time.jump(Duration.ofDays(-3680));
      store.outbox().add(Samples.telemetry(3));
      assertEquals(
          List.of(1, 2, 3),
          store.outbox().next(9, Set.of()).stream().map(m -> m.body().length).toList());
    }
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
