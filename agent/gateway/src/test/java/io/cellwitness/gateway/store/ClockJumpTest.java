package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Stamp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock jumps in the middle: nothing changes its place, goes missing or comes twice. */
class ClockJumpTest {

  private static final List<Duration> JUMPS =
      List.of(Duration.ofDays(3653), Duration.ofDays(-30), Duration.ofDays(-3653));

  @TempDir Path dir;

  private final FakeTime time = new FakeTime();

  @Test
  void theOutboxKeepsItsOrderAndDropsNothing() {
    List<Long> expected = new ArrayList<>();
    try (Store store = Store.open(dir, time)) {
      for (Duration jump : JUMPS) {
        expected.add(store.outbox().add(Samples.telemetry(10)));
        time.jump(jump);
        expected.add(store.outbox().add(Samples.telemetry(10)));
      }
    }
    time.jump(Duration.ofDays(3653));
    try (Store store = Store.open(dir, time)) {
      assertEquals(List.of(), store.notices());
      List<OutboxMessage> waiting = store.outbox().next(100, Set.of());
      assertEquals(expected, waiting.stream().map(OutboxMessage::sequence).toList());
      assertEquals(
          expected.size(), new HashSet<>(waiting.stream().map(OutboxMessage::id).toList()).size());
      assertTrue(
          waiting.stream().allMatch(m -> m.expiry().equals(Optional.of(Duration.ofHours(1)))),
          "the expiry counts at the broker, from publishing on");
      assertEquals(0, store.outbox().status().evictedMessages());
    }
  }

  @Test
  void readingsAndTheChainStayInTheOrderTheyCame() {
    List<Reading> given = new ArrayList<>();
    try (Store store = Store.open(dir, time)) {
      SessionId session = store.beginSession(Samples.session());
      for (Duration jump : JUMPS) {
        for (int i = 0; i < 50; i++) {
          time.sleep(Duration.ofMillis(100));
          Stamp at = time.now();
          Reading reading =
              new Reading(Samples.voltage(i).signal(), 0, Samples.voltage(i).value(), at, "x");
          given.add(reading);
          store.append(session, reading);
        }
        store.commitReport(Samples::report);
        time.jump(jump);
      }
      store.endSession(session, Samples.end());
    }
    try (StoreReader reader = StoreReader.open(dir)) {
      assertEquals(given, Samples.toList(reader.readings(new SessionId(1))));
      List<ReportRow> reports = reader.reports();
      for (int i = 1; i < reports.size(); i++) {
        assertEquals(Optional.of(reports.get(i - 1).hash()), reports.get(i).previousHash());
      }
      assertEquals(JUMPS.size(), reports.size());
    }
  }
}
