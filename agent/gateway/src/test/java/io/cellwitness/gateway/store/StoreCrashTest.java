package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 at any moment: what the store has answered for is there, in order, and nothing else. */
@Timeout(300)
class StoreCrashTest {

  @TempDir Path dir;

  @Test
  void everythingAnsweredForSurvivesKill9() throws Exception {
    int kills = Integer.getInteger("cellwitness.crash.kills", 4);
    Random random = new Random(42);
    Map<Long, Integer> readings = new HashMap<>();
    long message = 0;
    long report = 0;
    for (int kill = 0; kill < kills; kill++) {
      int lines = 1 + random.nextInt(120);
      for (String line : runAndKill(lines)) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "readings" -> readings.put(Long.parseLong(words[1]), Integer.parseInt(words[2]));
          case "message" -> message = Long.parseLong(words[1]);
          case "report" -> report = Long.parseLong(words[1]);
          default -> throw new AssertionError("the writer says: " + line);
        }
      }
      verify(readings, message, report);
    }
    assertEquals(kills, readings.size());
    try (Stream<Path> leftovers = Files.list(dir.resolve("native"))) {
      assertEquals(1, leftovers.count(), "native libraries of killed processes are swept");
    }
  }

  @Test
  void aSecondProcessIsRefusedNamingTheHolder() throws Exception {
    Process holder = start(1_000_000);
    try (BufferedReader output = output(holder)) {
      assertTrue(output.readLine().startsWith("readings"));
      StoreException e = assertThrows(StoreException.class, () -> Store.open(dir, new FakeTime()));
      assertEquals(StoreException.Kind.IN_USE, e.kind());
      assertTrue(e.getMessage().contains("process " + holder.pid()), e.getMessage());
    } finally {
      kill(holder);
    }
  }

  private List<String> runAndKill(int lines) throws Exception {
    Process process = start(1_000_000);
    List<String> said = new ArrayList<>();
    try (BufferedReader output = output(process)) {
      for (int i = 0; i < lines; i++) {
        said.add(Optional.ofNullable(output.readLine()).orElseThrow());
      }
      kill(process);
      // What it said while it was being killed counts too.
      output.lines().filter(line -> line.matches("\\w+( \\d+){1,2}")).forEach(said::add);
    }
    return said;
  }

  private void verify(Map<Long, Integer> readings, long message, long report) {
    try (Store store = Store.open(dir, new FakeTime())) {
      assertEquals(List.of(), store.notices());
      for (Map.Entry<Long, Integer> session : readings.entrySet()) {
        List<Reading> found = Samples.toList(store.readings(new SessionId(session.getKey())));
        assertTrue(found.size() >= session.getValue(), session + ": only " + found.size());
        for (int i = 0; i < found.size(); i++) {
          assertEquals(Samples.voltage(i), found.get(i));
        }
      }
      assertTrue(
          store.sessions().stream()
              .allMatch(row -> row.outcome().equals(Optional.of(SessionEnd.Outcome.INTERRUPTED))));
      List<ReportRow> reports = store.reports();
      assertTrue(reports.size() >= report, "report " + report + " is lost");
      Optional<String> previous = Optional.empty();
      for (int i = 0; i < reports.size(); i++) {
        assertEquals(i + 1, reports.get(i).sequence());
        assertEquals(previous, reports.get(i).previousHash());
        previous = Optional.of(reports.get(i).hash());
      }
      List<Long> sequences =
          store.outbox().next(100_000, Set.of()).stream()
              .map(OutboxMessage::sequence)
              .sorted()
              .toList();
      assertTrue(sequences.contains(message) || message == 0, "message " + message + " is lost");
      for (int i = 0; i < sequences.size(); i++) {
        assertEquals(i + 1L, sequences.get(i));
      }
    }
  }

  private Process start(int rounds) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            dir.toString(),
            Integer.toString(rounds))
        .redirectError(ProcessBuilder.Redirect.appendTo(dir.resolve("stderr").toFile()))
        .start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void kill(Process process) throws InterruptedException {
    // By its handle: Process.destroyForcibly would close the output as well.
    process.toHandle().destroyForcibly();
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertFalse(process.isAlive());
  }
}
