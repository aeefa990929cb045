package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kill -9 at any moment: what the store has answered for is there, in order, and nothing else.
 *
 * <p>The build kills a few times; {@code -Dcellwitness.crash.kills=1000} is the full run.
 */
class StoreCrashTest {

  private static final int KILLS = Integer.getInteger("cellwitness.crash.kills", 4);

  /** A fresh store after so many, so that each start has a bounded file to check. */
  private static final int KILLS_PER_STORE = 50;

  private static final int MOST_LINES = 120;

  /** Longest life of a process that is killed without having been listened to, ms. */
  private static final int MOST_MILLIS = 1500;

  @TempDir Path dir;

  private final Random random = new Random(42);
  private int killedEarly;

  @Test
  void everythingAnsweredForSurvivesKill9() {
    assertTimeoutPreemptively(Duration.ofSeconds(120 + 15L * KILLS), this::killAgainAndAgain);
  }

  private void killAgainAndAgain() throws Exception {
    long readings = 0;
    long messages = 0;
    long reports = 0;
    int kills = 0;
    for (int part = 0; kills < KILLS; part++) {
      Path state = Files.createDirectory(dir.resolve("state-" + part));
      CrashLedger ledger = new CrashLedger(state);
      for (int i = 0; i < KILLS_PER_STORE && kills < KILLS; i++) {
        ledger.verifyAfter(runAndKill(state));
        kills++;
      }
      ledger.verifyAll();
      readings += ledger.readings();
      messages += ledger.messages();
      reports += ledger.reports();
      System.out.printf(
          "kill -9: %d processes killed (%d of them before they had said anything), 0 of %d"
              + " readings, %d messages and %d reports lost%n",
          kills, killedEarly, readings, messages, reports);
      try (Stream<Path> leftovers = Files.list(state.resolve("native"))) {
        assertEquals(
            List.of(),
            leftovers.filter(left -> !isOurs(left)).toList(),
            "native libraries of killed processes are swept");
      }
    }
    assertEquals(KILLS, kills);
    assertTrue(readings > 0 && messages > 0 && reports > 0);
  }

  @Test
  void aSecondProcessIsRefusedNamingTheHolder() throws Exception {
    Process holder = start(dir);
    try (BufferedReader output = output(holder)) {
      assertTrue(output.readLine().startsWith("readings"));
      StoreException e = assertThrows(StoreException.class, () -> Store.open(dir, new FakeTime()));
      assertEquals(StoreException.Kind.IN_USE, e.kind());
      assertTrue(e.getMessage().contains("process " + holder.pid()), e.getMessage());
    } finally {
      kill(holder);
    }
  }

  /** Every fifth process dies at any moment, maybe while it opens the store. */
  private List<String> runAndKill(Path state) throws Exception {
    boolean early = random.nextInt(5) == 0;
    int lines = early ? 0 : 1 + random.nextInt(MOST_LINES);
    int pauseMicros = random.nextInt(early ? MOST_MILLIS * 1000 : 2000);
    Process process = start(state);
    List<String> said = new ArrayList<>();
    try (BufferedReader output = output(process)) {
      for (int i = 0; i < lines; i++) {
        said.add(Optional.ofNullable(output.readLine()).orElseThrow());
      }
      // The moment of death is what is tried here.
      LockSupport.parkNanos(pauseMicros * 1000L);
      kill(process);
      // What it said while it was being killed counts too.
      output.lines().filter(line -> line.matches("\\w+( \\d+){1,2}")).forEach(said::add);
    }
    killedEarly += said.isEmpty() ? 1 : 0;
    return said;
  }

  private static boolean isOurs(Path nativeDirectory) {
    return nativeDirectory
        .getFileName()
        .toString()
        .equals(Long.toString(ProcessHandle.current().pid()));
  }

  private static Process start(Path state) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashWriter.class.getName(),
            state.toString(),
            "1000000")
        .redirectError(ProcessBuilder.Redirect.appendTo(state.resolve("stderr").toFile()))
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
