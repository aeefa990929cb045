package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.replay.SessionFileWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a report says of the clock holds for all of its readings. */
class WindowClockTest {

  private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");
  private static final int READINGS = 60;

  @TempDir Path dir;

  @Test
  void oneUnsyncedReadingInTheMiddleIsSaid() throws Exception {
    JsonNode report = report(30);
    assertFalse(report.path("time").path("measuredClockSynced").asBoolean(true));
    assertTrue(hasClockFinding(report), report.path("findings").toString());
  }

  @Test
  void aClockKnownThroughoutIsSaidToo() throws Exception {
    JsonNode report = report(-1);
    assertTrue(report.path("time").path("measuredClockSynced").asBoolean(false));
    assertFalse(hasClockFinding(report), report.path("findings").toString());
  }

  private JsonNode report(int unsynced) throws Exception {
    Path file = dir.resolve("visit.jsonl.gz");
    VehicleFacts facts =
        new VehicleFacts(
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            PackFacts.UNKNOWN,
            Map.of());
    try (SessionFileWriter writer = new SessionFileWriter(file, facts)) {
      for (int i = 0; i < READINGS; i++) {
        Stamp at =
            new Stamp(START.plusSeconds(i), i * 1_000_000_000L, new UUID(4, 2), i != unsynced);
        writer.accept(new Reading(Signals.VOLTAGE, 0, new Value.Number(350), at, "7EC:220101"));
      }
    }
    Cli check =
        Cli.run(
            "check", "--source", "replay:" + file, "--state-dir", dir.resolve("state"), "--json");
    assertEquals(1, check.code(), check.err());
    JsonNode event = check.event("report");
    // What the report names was not touched by any dating.
    Path raw = Path.of(event.path("files").path("session.jsonl.gz").asString());
    Cli verify =
        Cli.run(
            "verify",
            raw.resolveSibling("report.jws"),
            "--json",
            "--state-dir",
            dir.resolve("state"));
    assertEquals(
        "pass",
        verify.event("verdict").path("checks").path("session").path("outcome").asString(),
        verify.out());
    assertTrue(Files.size(raw) > 0);
    return event.path("report");
  }

  private static boolean hasClockFinding(JsonNode report) {
    return StreamSupport.stream(report.path("findings").spliterator(), false)
        .anyMatch(finding -> finding.path("code").asString().equals("CLOCK_NOT_SYNCED"));
  }
}
