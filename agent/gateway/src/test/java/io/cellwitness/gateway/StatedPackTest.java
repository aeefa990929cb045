package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.health.HalfWidth;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the operator states of a pack, against what was read of it, through the command line. */
class StatedPackTest {

  @TempDir Path state;

  private Cli check(String recording, String chemistry, int series, int nominalAh, String... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "check",
                "--source",
                "replay:" + Cli.RECORDINGS.resolve(recording),
                "--chemistry",
                chemistry,
                "--series",
                series,
                "--nominal-ah",
                nominalAh,
                "--state-dir",
                state));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  private static JsonNode named(JsonNode all, String key, String name) {
    for (JsonNode one : all) {
      if (one.path(key).asString().equals(name)) {
        return one;
      }
    }
    throw new AssertionError("no " + name + " in " + all);
  }

  private static boolean contradicted(JsonNode report) {
    return report.path("findings").toString().contains("SERIES_CONTRADICTS_CELLS");
  }

  /** The shipped car has 87 cells: its own list says so, its pack voltage within a percent. */
  @Test
  void aWrongNumberOfCellsGivesNoStateOfHealth() {
    String car = "vehicle/car3.csv.gz";
    Cli right = check(car, "NMC", 87, 126, "--json");
    assertEquals(0, right.code(), right.err());
    assertFalse(contradicted(right.event("report").path("report")));

    Cli wrong = check(car, "NMC", 96, 126, "--json");
    assertEquals(1, wrong.code(), wrong.err());
    JsonNode report = wrong.event("report").path("report");
    JsonNode finding = named(report.path("findings"), "code", "SERIES_CONTRADICTS_CELLS");
    assertEquals("serious", finding.path("severity").asString());
    assertTrue(finding.path("evidence").asString().startsWith("96 stated, 87."), wrong.out());
    assertTrue(finding.path("evidence").asString().endsWith(" 87 cells read"), wrong.out());
    for (String name : new String[] {"stateOfHealthCapacity", "internalResistance"}) {
      JsonNode result = named(report.path("results"), "name", name);
      assertEquals("SERIES_CONTRADICTED", result.path("refusal").path("code").asString(), name);
      assertFalse(result.has("value"), name);
    }
    // What was counted does not rest on the number of cells.
    assertEquals(
        named(right.event("report").path("report").path("results"), "name", "capacity")
            .path("value"),
        named(report.path("results"), "name", "capacity").path("value"));
  }

  /** One half width, rounded up: in the signed report, in a finding, on the screen and the page. */
  @Test
  void oneUncertaintyReadsTheSameEverywhere() throws Exception {
    String charge = "sessions/lfp102_cell1.csv.gz#lfp102_c1_398";
    Cli json = check(charge, "LFP", 96, 102, "--json");
    assertEquals(0, json.code(), json.err());
    JsonNode event = json.event("report");
    JsonNode health = named(event.path("report").path("results"), "name", "stateOfHealthCapacity");
    BigDecimal signed = health.path("uncertainty").decimalValue();
    assertEquals(2, signed.scale());
    String shown = "± " + HalfWidth.up(signed, 1);
    JsonNode advice = event.path("report").path("findings");
    assertTrue(advice.toString().contains(shown + " %, limits 80 and 60 %"), advice::toString);
    String page = Files.readString(Path.of(event.path("files").path("report.html").asString()));
    assertTrue(page.contains(shown.replace(" ", "&#160;")), shown);
    Cli text = check(charge, "LFP", 96, 102);
    assertTrue((text.out() + text.err()).contains(shown + " % (95 %"), text.out() + text.err());
  }
}
