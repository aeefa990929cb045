package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.AcceleratedTime;
import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.adapter.SlcanStyle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What goes over a link is kept, and gives the same readings again. */
@Timeout(180)
class CaptureVerbTest {

  /** Named, so that no time goes into asking for every other car twice. */
  private static final String PROFILE = "hyundai-kia-400v";

  @TempDir Path folder;

  private static Set<String> signals(Cli cli) {
    return cli.events().stream()
        .filter(e -> e.path("event").asString("").equals("reading"))
        .map(e -> e.path("name").asString("") + e.path("index").asInt())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"elm327", "slcan"})
  void aCaptureGivesTheReadingsOfTheCar(String language) throws Exception {
    Path file = folder.resolve("car.capture");
    Cli live;
    // Pacing and the waits of the car pass faster; bytes, sockets and threads are real.
    TimeSource fast = new AcceleratedTime(new SystemTime(), 25, Duration.ZERO);
    try (Bench bench = new Bench(fast)) {
      String source =
          language.equals("slcan") ? bench.slcan(SlcanStyle.SILENT) : bench.elm(AdapterModel.STN);
      live =
          Cli.at(
              fast,
              "read",
              "--once",
              "--source",
              source,
              "--profile",
              PROFILE,
              "--json",
              "--state-dir",
              folder);
      assertEquals(0, live.code(), live.err());
      Cli capture =
          Cli.at(
              fast,
              "capture",
              "--source",
              source,
              "--profile",
              PROFILE,
              "--to",
              file,
              "--max-bytes",
              "26000",
              "--json");
      assertEquals(0, capture.code(), capture.err());
      assertTrue(capture.event("captured").path("full").asBoolean(false), capture.out());
    }
    assertTrue(Files.size(file) <= 26_000, "size " + Files.size(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.get(0).startsWith("{\"format\":\"cellwitness-capture/1\""), lines.get(0));
    assertTrue(lines.get(lines.size() - 1).endsWith("\"end\":\"full\"}"));

    Cli replay = Cli.run("replay", file, "--json");
    assertEquals(0, replay.code(), replay.err());
    assertEquals(signals(live), signals(replay));
    for (JsonNode reading : replay.events()) {
      if (reading.path("name").asString("").equals("odometer")) {
        assertEquals(51_234, reading.path("value").asDouble());
      }
      if (reading.path("event").asString("").equals("reading")) {
        assertEquals("GOOD", reading.path("quality").asString(""), reading.toString());
      }
    }
    assertFalse(replay.out().contains(Bench.VIN) || replay.err().contains(Bench.VIN), "the VIN");
  }

  @Test
  void nothingIsOverwrittenAndNoVinIsInTheName() throws Exception {
    Path file = Files.writeString(folder.resolve("mine"), "x");
    Cli again = Cli.run("capture", "--source", "slcan:/dev/null", "--to", file);
    assertEquals(2, again.code(), again.err());
    assertTrue(again.err().contains("exists already"), again.err());
    Cli vin =
        Cli.run(
            "capture", "--source", "slcan:/dev/null", "--to", folder.resolve(Bench.VIN + ".cap"));
    assertEquals(2, vin.code());
    assertFalse(vin.err().contains(Bench.VIN), vin.err());
    Path nowhere = folder.resolve("none").resolve("file");
    assertEquals(74, Cli.run("capture", "--source", "slcan:/dev/null", "--to", nowhere).code());
    assertEquals(2, Cli.run("capture", "--source", "sim:", "--to", folder.resolve("a")).code());
  }
}
