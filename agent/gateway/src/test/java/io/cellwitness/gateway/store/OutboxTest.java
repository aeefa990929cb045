package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void sendsReportsFirstThenOldestFirst() {
    try (Store store = Store.open(dir, time)) {
      Outbox outbox = store.outbox();
      AtomicInteger told = new AtomicInteger();
      Runnable end = outbox.onNew(told::incrementAndGet);
      outbox.add(Samples.telemetry(1));
      outbox.add(Samples.telemetry(2));
      store.commitReport(Samples::report);
      assertEquals(List.of(3L, 1L, 2L), turns(outbox, Set.of()));
      assertEquals(List.of(3L, 2L), turns(outbox, Set.of(1L)));
      assertEquals(3, told.get());
      end.run();
      outbox.add(Samples.telemetry(3));
      assertEquals(3, told.get(), "who has gone is told nothing");
    }
  }

  @Test
  void numbersAreNeverUsedTwiceEvenAcrossARestart() {
    try (Store store = Store.open(dir, time)) {
      assertEquals(1, store.outbox().add(Samples.telemetry(1)));
      assertEquals(2, store.outbox().add(Samples.telemetry(1)));
      store.outbox().delivered(List.of(1L, 2L));
    }
    try (Store store = Store.open(dir, time)) {
      assertEquals(3, store.outbox().add(Samples.telemetry(1)));
    }
  }

  @Test
  void aDeliveredReportStaysInTheStore() {
    try (Store store = Store.open(dir, time)) {
      ReportRow row = store.commitReport(Samples::report);
      store.outbox().delivered(List.of(1L));
      assertEquals(List.of(), turns(store.outbox(), Set.of()));
      assertTrue(store.jws(row.id()).isPresent());
      assertTrue(store.reports().get(0).publishedAt().isPresent());
    }
  }

  @Test
  void parksAPoisonMessageAndGoesOn() {
    try (Store store = Store.open(dir, time, new StoreLimits(1 << 20, 3, 1 << 24))) {
      Outbox outbox = store.outbox();
      outbox.add(Samples.telemetry(1));
      outbox.add(Samples.telemetry(2));
      assertFalse(outbox.refused(1, "not authorized"));
      assertFalse(outbox.refused(1, "not authorized"));
      assertTrue(outbox.refused(1, "not authorized"));
      assertEquals(List.of(2L), turns(outbox, Set.of()));
      assertEquals(1, outbox.status().parked());
      assertEquals(1, outbox.retryParked());
      assertEquals(List.of(1L, 2L), turns(outbox, Set.of()));
    }
  }

  @Test
  void evictsTheOldestTelemetryAtTheBoundAndCountsIt() {
    try (Store store = Store.open(dir, time, new StoreLimits(1000, 3, 1 << 24))) {
      Outbox outbox = store.outbox();
      store.commitReport(Samples::report);
      for (int i = 0; i < 25; i++) {
        outbox.add(Samples.telemetry(100));
      }
      OutboxStatus status = outbox.status();
      assertEquals(1, status.waitingReports());
      assertEquals(10, status.waitingOthers());
      assertEquals(15, status.evictedMessages());
      assertEquals(1500, status.evictedBytes());
      assertEquals(17L, turns(outbox, Set.of()).get(1));
      // Room made by deliveries is room again.
      outbox.delivered(List.of(17L, 18L));
      outbox.add(Samples.telemetry(100));
      outbox.add(Samples.telemetry(100));
      assertEquals(15, outbox.status().evictedMessages());
      outbox.add(Samples.telemetry(100));
      assertEquals(16, outbox.status().evictedMessages());
    }
  }

  private static List<Long> turns(Outbox outbox, Set<Long> except) {
    return outbox.next(100, except).stream().map(OutboxMessage::sequence).toList();
  }
}
