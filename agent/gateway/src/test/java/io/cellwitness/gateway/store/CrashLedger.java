package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What killed processes had been answered for, against what the store holds. After each kill only
 * what is new is read; what was there before must still be there in the same number.
 */
final class CrashLedger {

  private static final int EVERYTHING = 1_000_000;

  private final Path state;

  /** Readings found of each session that was read through. */
  private final Map<Long, Long> known = new HashMap<>();

  /** The numbers last answered for. */
  private long message;

  private long report;

  CrashLedger(Path state) {
    this.state = state;
  }

  /** Opens the store after a process died that had said these lines. */
  void verifyAfter(List<String> said) {
    Map<Long, Long> answered = new HashMap<>();
    for (String line : said) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "readings" -> answered.put(Long.parseLong(words[1]), Long.parseLong(words[2]));
        case "message" -> message = Long.parseLong(words[1]);
        case "report" -> report = Long.parseLong(words[1]);
        default -> throw new AssertionError("the writer says: " + line);
      }
    }
    try (Store store = Store.open(state, new FakeTime())) {
      assertEquals(List.of(), store.notices());
      for (SessionRow row : store.sessions()) {
        long id = row.id().number();
        assertEquals(Optional.of(SessionEnd.Outcome.INTERRUPTED), row.outcome());
        long found = known.computeIfAbsent(id, key -> readThrough(store, row.id()));
        assertEquals(found, row.readings(), "session " + id);
        long wanted = answered.getOrDefault(id, 0L);
        answered.remove(id);
        assertTrue(found >= wanted, "session " + id + " has " + found + " of " + wanted);
      }
      assertEquals(Map.of(), answered, "a session is lost");
      verifyChain(store.reports());
      verifyOutbox(store);
    }
  }

  /** Reads every reading once more. */
  void verifyAll() {
    try (Store store = Store.open(state, new FakeTime())) {
      known.forEach((id, found) -> assertEquals(found, readThrough(store, new SessionId(id))));
    }
  }

  long readings() {
    return known.values().stream().mapToLong(Long::longValue).sum();
  }

  long messages() {
    return message;
  }

  long reports() {
    return report;
  }

  private static long readThrough(Store store, SessionId session) {
    List<Reading> found = Samples.toList(store.readings(session));
    for (int i = 0; i < found.size(); i++) {
      assertEquals(Samples.voltage(i), found.get(i));
    }
    return found.size();
  }

  private void verifyChain(List<ReportRow> reports) {
    assertTrue(reports.size() >= report, "report " + report + " is lost");
    Optional<String> previous = Optional.empty();
    for (int i = 0; i < reports.size(); i++) {
      assertEquals(i + 1, reports.get(i).sequence());
      assertEquals(previous, reports.get(i).previousHash());
      previous = Optional.of(reports.get(i).hash());
    }
  }

  /** Nothing is ever delivered here, so that every number up to the last must be there. */
  private void verifyOutbox(Store store) {
    List<Long> sequences =
        store.outbox().next(EVERYTHING, Set.of()).stream()
            .map(OutboxMessage::sequence)
            .sorted()
            .toList();
    assertTrue(sequences.size() >= message, "message " + message + " is lost");
    for (int i = 0; i < sequences.size(); i++) {
      assertEquals(i + 1L, sequences.get(i));
    }
  }
}
