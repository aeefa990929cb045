package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.AcceleratedTime;
import io.cellwitness.simulator.adapter.AdapterModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A report says what the session showed of a profile that nobody has proved. */
@Timeout(120)
class ImportedProfileTest {

  private static final Path KONA =
      Path.of("..", "..", "config", "vehicles", "hyundai-kia-400v.json");

  @TempDir Path folder;

  /** A log recorded with a real car, see the notice beside it. */
  private static final Path NIRO =
      Path.of("..", "..", "drivers", "can", "src", "test", "resources")
          .resolve(Path.of("io", "cellwitness", "can", "captures", "kia-eniro.log"));

  @Test
  void aReplayedLogSaysIfItsProfileIsNotProvedToo() throws Exception {
    Path profiles = Files.createDirectory(folder.resolve("profiles"));
    Files.writeString(profiles.resolve("mine.json"), imported());
    Path config = Files.writeString(folder.resolve("a.yaml"), "profileDirectories: [profiles]\n");
    Cli cli =
        Cli.run(
            "check",
            "--source",
            "replay:" + NIRO,
            "--profile",
            "hyundai-kia-400v",
            "--config",
            config,
            "--state-dir",
            folder.resolve("state"),
            "--out",
            folder.resolve("reports"),
            "--json");
    assertTrue(cli.code() <= 1, cli.err());
    JsonNode report = cli.event("report").path("report");
    assertTrue(
        report.path("limits").path(0).path("code").asString("").startsWith("PROFILE_IMPORTED"),
        report.path("limits").toString());
    assertEquals(
        "imported, unverified",
        report.path("vehicle").path("link").path("profileStatus").asString(""));
  }

  private static String imported() throws IOException {
    return Files.readString(KONA)
        .replaceFirst("\"format\": 1,", "\"format\": 1, \"unverified\": true,");
  }

  @Test
  void theReportAndTheTerminalSayWhatTheSessionShowed() throws Exception {
    Path profiles = Files.createDirectory(folder.resolve("profiles"));
    Files.writeString(profiles.resolve("mine.json"), imported());
    Path config = Files.writeString(folder.resolve("a.yaml"), "profileDirectories: [profiles]\n");
    TimeSource fast = new AcceleratedTime(new SystemTime(), 25, Duration.ZERO);
    for (String json : new String[] {"--json", "--lang=en"}) {
      Cli cli;
      try (Bench bench = new Bench(fast)) {
        cli =
            Cli.at(
                fast,
                "check",
                "--mode",
                "quick",
                "--source",
                bench.elm(AdapterModel.STN),
                "--profile",
                "hyundai-kia-400v",
                "--config",
                config,
                "--state-dir",
                folder.resolve("state"),
                "--out",
                folder.resolve("reports"),
                json);
      }
      assertTrue(cli.code() <= 1, cli.err());
      if (json.equals("--json")) {
        JsonNode report = cli.event("report").path("report");
        assertTrue(
            report.path("limits").path(0).path("code").asString("").startsWith("PROFILE_IMPORTED"),
            report.path("limits").toString());
        JsonNode link = report.path("vehicle").path("link");
        assertEquals("imported, unverified", link.path("profileStatus").asString(""));
        assertTrue(
            link.path("profileRelations")
                .asString("")
                .matches("[1-9][0-9]* of [0-9]+ seen to hold, 0 broken"),
            link.toString());
      } else {
        assertTrue(
            cli.out().contains("Profile    The vehicle profile, which says what the bytes"),
            cli.out());
      }
    }
  }
}
