package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.SessionEnd;
import io.cellwitness.gateway.store.SessionId;
import io.cellwitness.gateway.store.SessionStart;
import io.cellwitness.gateway.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every verb that may last tells how far it is, told by a clock on which everything lasts. */
class ProgressEventsTest {

  private static final int READINGS = 20_000;

  @TempDir Path dir;

  @Test
  void theStoresVerbsTellHowFarTheyAre() throws IOException {
    Path state = dir.resolve("state");
    TimeSource clock = new Ticking(Duration.ofMillis(400));
    try (Store store = Store.open(state, clock)) {
      for (String pack : List.of("p-1", "p-2")) {
        session(store, pack, clock.now());
      }
    }
    told(Set.of("copying"), 0, "store", "backup", dir.resolve("b.db"), "--state-dir", state);
    told(Set.of("exporting"), 0, "store", "export", dir.resolve("e.csv"), "--state-dir", state);
    told(
        Set.of("exporting"),
        0,
        "store",
        "export",
        dir.resolve("e.jsonl.gz"),
        "--session",
        1,
        "--state-dir",
        state);
    for (String verb : List.of("backup x.db", "export x.csv", "export x.jsonl.gz --session 1")) {
      brokenOff(state, verb);
    }
    told(
        Set.of("removing readings", "giving the room back"),
        0,
        "store",
        "prune",
        "--before",
        "2030-01-01",
        "--state-dir",
        state);
  }

  @Test
  void soDoCardsAndVerifications() throws Exception {
    Path charge = SimulatedCharge.write(dir.resolve("whole.csv"), 1);
    told(
        Set.of("reading recordings"),
        0,
        "vehicles",
        "card",
        "--source",
        "replay:" + charge,
        "--nominal-ah",
        100,
        "--series",
        96);
    Path key = Path.of("../../config/trust/example.json");
    told(Set.of("verifying"), 1, "verify", charge, charge, charge, "--trust", key);
  }

  /** Ended before it is whole, a file is not there at all. */
  private void brokenOff(Path state, String verb) throws IOException {
    Path folder = Files.createDirectories(dir.resolve("broken"));
    List<Object> words = new ArrayList<>(List.of("store"));
    words.addAll(List.of(verb.replace("x.", folder.resolve("x") + ".").split(" ")));
    words.addAll(List.of("--state-dir", state));
    StopRequest stop = StopRequest.never();
    stop.request();
    Cli run = Cli.at(new SystemTime(), stop, words.toArray());
    assertEquals(1, run.code(), run.err());
    assertEquals("cellwitness: ended by the operator before it was done\n", run.err());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private static void told(Set<String> phases, int code, Object... words) {
    Object[] all = new Object[words.length + 1];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--json";
    Cli run = Cli.at(new Ticking(Duration.ofMillis(1500)), all);
    assertEquals(code, run.code(), run.err());
    Set<String> found = new TreeSet<>();
    double before = 0;
    String phase = "";
    for (JsonNode event : run.events()) {
      if (event.path("event").asString().equals("progress")) {
        boolean same = phase.equals(event.path("phase").asString());
        phase = event.path("phase").asString();
        found.add(phase);
        double done = event.path("done").asDouble();
        assertTrue(done <= 1 && done >= (same ? before : 0), run.out());
        before = done;
      }
    }
    assertEquals(new TreeSet<>(phases), found, run.out() + run.err());
    // SQLite writes a small copy in one go, at its end.
    assertTrue(before > 0.9 || found.contains("copying"), "the last share told is " + before);
  }

  private static void session(Store store, String pack, Stamp start) {
    SessionId id =
        store.beginSession(
            new SessionStart(
                start,
                "elm327:/dev/ttyUSB0",
                "charge",
                Optional.of(pack),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    Stamp at = start;
    for (int i = 0; i < READINGS; i++) {
      at =
          new Stamp(
              at.wall().plusSeconds(1),
              at.monotonicNanos() + 1_000_000_000L,
              at.bootId(),
              at.clockSynced());
      // Values that no segment makes small.
      double volts = 350 + Math.sin(i * 12.9898) * 43758.5453 % 1;
      store.append(id, new Reading(Signals.VOLTAGE, 0, new Value.Number(volts), at, "7EC"));
    }
    store.endSession(id, new SessionEnd(at, SessionEnd.Outcome.FINISHED, ""));
  }
}
