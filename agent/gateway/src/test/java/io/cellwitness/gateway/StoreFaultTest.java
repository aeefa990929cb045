package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.Integrity;
import io.cellwitness.gateway.store.OutboxMessage;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.Strace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernel fails the n-th writing call on the store's files, for every n: the program says so in
 * one sentence with exit code 74, answers for nothing more, and at the next start everything it had
 * answered for is there. Injected by strace, which counts per thread: the first workload reaches
 * the calls of the thread that makes, opens and closes the file, the second one those of the
 * writer.
 *
 * <p>The build takes a few n; {@code -Dcellwitness.fault.every=true} takes all until a run passes
 * without the fault having come.
 */
class StoreFaultTest {

  private static final boolean EVERY = Boolean.getBoolean("cellwitness.fault.every");
  private static final List<String> CALLS = List.of("pwrite64", "write", "fsync", "ftruncate");
  private static final List<String> ERRORS = List.of("ENOSPC", "EIO");

  /** Of a workload that never ends by itself there would be no end of n. */
  private static final int MOST = 2000;

  @TempDir Path dir;

  private final TreeMap<String, Integer> hit = new TreeMap<>();
  private int runs;
  private int told;
  private int unharmed;

  /** Whose calls fail. */
  private enum Workload {
    /** Makes the state directory, one round, closes: all from the thread that opens. */
    FROM_NOTHING(
        1,
        List.of(
            "cellwitness.db",
            "cellwitness.db-wal",
            "cellwitness.db-shm",
            "cellwitness.db-journal",
            "cellwitness.lock")),
    /** The writer's rounds on files that are there; the opening itself writes to neither. */
    GOING_ON(8, List.of("cellwitness.db", "cellwitness.db-wal"));

    private final int rounds;
    private final List<String> files;

    Workload(int rounds, List<String> files) {
      this.rounds = rounds;
      this.files = files;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailedCallIsSaidAndLosesNothing(Workload workload) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(EVERY ? 120 : 10),
        () -> {
          for (String call : CALLS) {
            for (String error : ERRORS) {
              failEach(workload, call, error);
            }
          }
        });
    System.out.printf(
        "faults %s: %d runs, %d told and ended with 74, %d unharmed (benign calls), 0 corrupt, 0"
            + " committed rows lost; calls failed: %s%n",
        workload, runs, told, unharmed, hit);
    assertTrue(told > 0, "no fault came through");
  }

  private void failEach(Workload workload, String call, String error) throws Exception {
    boolean came = true;
    for (int nth = 1; came && nth < MOST; nth = EVERY ? nth + 1 : nth * 5 + (nth & 1)) {
      Path place = Files.createDirectory(dir.resolve(workload + "-" + call + "-" + error + nth));
      came = failOne(workload, call, error, nth, place);
      delete(place);
    }
  }

  /** Whether the run had an n-th call at all. */
  private boolean failOne(Workload workload, String call, String error, int nth, Path place)
      throws Exception {
    String what = workload + ", " + call + " " + nth + " fails with " + error;
    Path state = Files.createDirectory(place.resolve("state")).toRealPath();
    if (workload == Workload.GOING_ON) {
      Store.open(state, new SystemTime()).close();
    }
    Path trace = place.resolve("trace");
    Path output = place.resolve("out");
    List<String> options = new ArrayList<>(List.of("-o", trace.toString(), "-y"));
    workload.files.forEach(file -> options.addAll(List.of("-P", state.resolve(file).toString())));
    options.addAll(List.of("-e", "trace=" + call));
    options.addAll(List.of("-e", "inject=" + call + ":error=" + error + ":when=" + nth));
    Strace.Run run =
        Strace.run(
            options,
            StoreFaultWriter.class,
            output,
            state.toString(),
            Integer.toString(workload.rounds));
    List<String> injected =
        Files.readAllLines(trace).stream().filter(line -> line.contains("(INJECTED)")).toList();
    if (injected.isEmpty()) {
      assertEquals(0, run.exitCode(), what);
      return false;
    }
    runs++;
    hit.merge(call + " of " + fileOf(injected.get(0)), 1, Integer::sum);
    List<String> errors = Files.readAllLines(place.resolve("out.err"));
    if (run.exitCode() == 0) {
      // A checkpoint may fail: the rows are in the log, and the next one takes them.
      unharmed++;
      assertEquals(List.of(), errors, what);
      assertTrue(run.lines().get(run.lines().size() - 1).startsWith("ended "), what);
    } else {
      told++;
      assertEquals(74, run.exitCode(), () -> what + ": " + errors);
      assertEquals(1, errors.size(), () -> what + ": " + errors);
      assertTrue(
          errors.get(0).matches("cellwitness: .*(store|state directory) /.*; .*"),
          () -> what + ": " + errors);
    }
    verify(state, run.lines(), what);
    return true;
  }

  private static void verify(Path state, List<String> said, String what) throws SQLException {
    Set<Long> messages = new HashSet<>();
    Set<Long> delivered = new HashSet<>();
    long readings = 0;
    long reports = 0;
    boolean ended = false;
    for (String line : said) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "session" -> ended = false;
        case "readings" -> readings += StoreFaultWriter.READINGS_PER_ROUND;
        case "message" -> messages.add(Long.parseLong(words[1]));
        case "report" -> reports = Long.parseLong(words[1]);
        case "delivered" -> delivered.add(Long.parseLong(words[1]));
        case "ended" -> ended = true;
        default -> throw new AssertionError(what + ": " + line);
      }
    }
    try (Store store = Store.open(state, new SystemTime())) {
      assertEquals(List.of(), store.notices(), what);
      List<SessionRow> sessions = store.sessions();
      assertTrue(sessions.size() == 1 || said.isEmpty(), what);
      for (SessionRow row : sessions) {
        assertTrue(row.readings() >= readings, what + ": " + row);
        assertTrue(row.outcome().isPresent() && (!ended || row.endedAt().isPresent()), what);
        long count = 0;
        for (var each = store.readings(row.id()); each.hasNext(); each.next()) {
          count++;
        }
        assertEquals(row.readings(), count, what);
      }
      Set<Long> waiting = new HashSet<>();
      store.outbox().next(10_000, Set.of()).stream()
          .map(OutboxMessage::sequence)
          .forEach(waiting::add);
      messages.removeAll(delivered);
      assertTrue(waiting.containsAll(messages), what + ": " + messages + " in " + waiting);
      delivered.retainAll(waiting);
      assertEquals(Set.of(), delivered, what + ": delivered and still there");
      long found = store.reports().size();
      assertTrue(found >= reports, what + ": " + found + " of " + reports + " reports");
      // The chain goes on.
      assertEquals(found + 1, store.commitReport(StoreFaultWriter::report).sequence(), what);
    }
    assertEquals(Optional.of("ok"), Integrity.of(state), what);
  }

  private static String fileOf(String injected) {
    return injected.replaceAll(".*/cellwitness\\.([a-z-]+)>.*", "$1");
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
