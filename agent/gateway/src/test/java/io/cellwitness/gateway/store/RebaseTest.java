package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway without a clock of its own starts behind: its readings are dated once the clock is
 * known, by the clock that never goes back, and what was recorded stays as it is.
 */
class RebaseTest {

  private static final Duration BEHIND = Duration.ofDays(400);
  private static final UUID OTHER_BOOT = UUID.fromString("00000000-0000-4000-8000-0000000000b1");

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void readingsAreDatedOnceTheClockIsKnownAndStayAsTheyWere() throws Exception {
    List<Reading> given = new ArrayList<>();
    SessionId session;
    Instant begun = time.now().wall();
    time.synced(false);
    try (Store store = Store.open(dir, time);
        StoreReader reader = StoreReader.open(dir)) {
      session = store.beginSession(UnsyncedWriter.start(time.now()));
      read(store, session, 50, given);
      store.flush();
      assertEquals(Dated.How.UNSYNCED, reader.sessions().get(0).started().how());
      KnownTimes before = reader.knownTimes();
      given.forEach(
          r -> assertEquals(new Dated(r.at().wall(), Dated.How.UNSYNCED), before.date(r.at())));
      time.jump(BEHIND);
      time.synced(true);
      read(store, session, 50, given);
      store.endSession(
          session, new SessionEnd(time.now(), SessionEnd.Outcome.FINISHED, "as planned"));
    }
    try (StoreReader reader = StoreReader.open(dir)) {
      assertEquals(given, Samples.toList(reader.readings(session)));
      KnownTimes times = reader.knownTimes();
      for (int i = 0; i < given.size(); i++) {
        Dated.How how = i < 50 ? Dated.How.REBASED : Dated.How.SYNCED;
        Instant right = begun.plus(BEHIND).plusSeconds(i + 1);
        assertEquals(new Dated(right, how), times.date(given.get(i).at()));
      }
      SessionRow row = reader.sessions().get(0);
      assertEquals(new Dated(begun.plus(BEHIND), Dated.How.REBASED), row.started());
      assertEquals(begun.plus(BEHIND).plusSeconds(100), row.endedAt().orElseThrow());
    }
  }

  @Test
  void theClockIsWrittenDownAlsoWhenNothingElseIs() throws Exception {
    time.synced(false);
    List<Reading> given = new ArrayList<>();
    try (Store store = Store.open(dir, time);
        StoreReader reader = StoreReader.open(dir)) {
      SessionId session = store.beginSession(UnsyncedWriter.start(time.now()));
      read(store, session, 1, given);
      store.flush();
      time.synced(true);
      Eventually.within(
          Duration.ofSeconds(10),
          () -> reader.knownTimes().date(given.get(0).at()).how() == Dated.How.REBASED);
    }
  }

  @Test
  void aBootThatNeverKnewItsClockStaysUndated() throws Exception {
    List<Reading> given = new ArrayList<>();
    FakeTime never = new FakeTime(OTHER_BOOT);
    never.synced(false);
    try (Store store = Store.open(dir, never)) {
      SessionId session = store.beginSession(UnsyncedWriter.start(never.now()));
      never.sleep(Duration.ofSeconds(1));
      given.add(Samples.number(Signals.VOLTAGE, 0, 350, never.now()));
      store.append(session, given.get(0));
    }
    time.jump(BEHIND);
    try (Store store = Store.open(dir, time);
        StoreReader reader = StoreReader.open(dir)) {
      store.commitReport(Samples::report);
      assertEquals(
          new Dated(given.get(0).at().wall(), Dated.How.UNSYNCED),
          reader.knownTimes().date(given.get(0).at()));
      assertEquals(Dated.How.UNSYNCED, reader.sessions().get(0).started().how());
    }
  }

  @Test
  void readingsOfAKilledProcessAreDatedByTheNextOneOfTheSameBoot() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                UnsyncedWriter.class.getName(),
                dir.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 1; i <= 5; i++) {
        assertEquals("readings " + i * 100, output.readLine());
      }
    } finally {
      process.toHandle().destroyForcibly();
      assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    }
    Instant begun = time.now().wall();
    // As long after the begin by the monotonic clock as the wall clock says, and then some.
    time.sleep(Duration.ofDays(1));
    time.jump(BEHIND);
    try (Store store = Store.open(dir, time)) {
      store.commitReport(Samples::report);
      assertEquals(List.of(), store.notices());
    }
    try (StoreReader reader = StoreReader.open(dir)) {
      List<Reading> found = Samples.toList(reader.readings(new SessionId(1)));
      assertTrue(found.size() >= 500, found.size() + " readings");
      KnownTimes times = reader.knownTimes();
      for (int i = 0; i < found.size(); i++) {
        assertEquals(begun.plusSeconds(i + 1), found.get(i).at().wall());
        assertEquals(
            new Dated(begun.plus(BEHIND).plusSeconds(i + 1), Dated.How.REBASED),
            times.date(found.get(i).at()));
      }
    }
  }

  @Test
  void jumpsOfAKnownClockDateNothingAnewAndMoveNothing() throws Exception {
    List<Reading> given = new ArrayList<>();
    List<Long> messages = new ArrayList<>();
    SessionId session = null;
    Instant begun = time.now().wall();
    time.synced(false);
    for (Duration jump :
        List.of(Duration.ZERO, BEHIND, Duration.ofDays(3653), Duration.ofDays(-30))) {
      time.jump(jump);
      time.synced(given.size() >= 20);
      try (Store store = Store.open(dir, time)) {
        session = store.beginSession(UnsyncedWriter.start(time.now()));
        read(store, session, 20, given);
        messages.add(store.outbox().add(Samples.telemetry(10)));
        store.commitReport(Samples::report);
      }
    }
    try (StoreReader reader = StoreReader.open(dir);
        Store store = Store.open(dir, time)) {
      List<Reading> found = new ArrayList<>();
      for (SessionRow row : reader.sessions()) {
        reader.readings(row.id()).forEachRemaining(found::add);
      }
      assertEquals(given, found, "in the order they came, none twice, none missing");
      KnownTimes times = reader.knownTimes();
      for (int i = 0; i < 20; i++) {
        assertEquals(
            new Dated(begun.plus(BEHIND).plusSeconds(i + 1), Dated.How.REBASED),
            times.date(given.get(i).at()));
      }
      List<Long> waiting =
          store.outbox().next(100, Set.of()).stream().map(OutboxMessage::sequence).toList();
      assertEquals(2 * messages.size(), new HashSet<>(waiting).size());
      assertTrue(waiting.containsAll(messages));
      assertEquals(4, reader.reports().size());
      assertEquals(0, store.outbox().status().evictedMessages());
    }
  }

  @Test
  void pruningBelievesOnlyAKnownClock() throws Exception {
    time.synced(false);
    Instant begun = time.now().wall();
    Instant soon = begun.plus(Duration.ofDays(30));
    try (Store store = Store.open(dir, time)) {
      SessionId session = store.beginSession(UnsyncedWriter.start(time.now()));
      read(store, session, 10, new ArrayList<>());
      store.endSession(session, new SessionEnd(time.now(), SessionEnd.Outcome.FINISHED, ""));
      Maintenance maintenance = store.maintenance();
      assertEquals(0, maintenance.prune(soon, false, MaintenanceTest.UNTOLD).sessions());
      assertEquals(1, maintenance.undated(soon));
      time.jump(BEHIND);
      time.synced(true);
      assertEquals(
          0,
          maintenance.prune(soon, true, MaintenanceTest.UNTOLD).sessions(),
          "it ended 400 days later");
      assertEquals(0, maintenance.undated(soon));
      assertEquals(
          1, maintenance.prune(soon.plus(BEHIND), false, MaintenanceTest.UNTOLD).sessions());
    }
  }

  @Test
  void pruningBelievesAnUnknownClockWhenTold() throws Exception {
    time.synced(false);
    try (Store store = Store.open(dir, time)) {
      SessionId session = store.beginSession(UnsyncedWriter.start(time.now()));
      read(store, session, 10, new ArrayList<>());
      store.endSession(session, new SessionEnd(time.now(), SessionEnd.Outcome.FINISHED, ""));
      assertEquals(
          1,
          store
              .maintenance()
              .prune(time.now().wall().plusSeconds(60), true, MaintenanceTest.UNTOLD)
              .sessions());
    }
  }

  private void read(Store store, SessionId session, int count, List<Reading> given) {
    for (int i = 0; i < count; i++) {
      time.sleep(Duration.ofSeconds(1));
      Reading reading = Samples.number(Signals.VOLTAGE, 0, given.size(), time.now());
      given.add(reading);
      store.append(session, reading);
    }
  }
}
