package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The electrode fit from the command line to the report and back from the raw readings. */
class CellCardTest {

  private static final String[] CARD = {
    "--cell-empty-v", "3.40", "--cell-full-v", "4.15", "--cathode-class", "nmc532"
  };

  @TempDir Path dir;
  private Path honest;

  @BeforeEach
  void record() throws IOException {
    honest = SimulatedCharge.write(dir.resolve("honest.csv"), 1);
  }

  private Cli check(Path recording, String... more) {
    List<Object> words = new ArrayList<>(List.of("check", "--source", "replay:" + recording));
    words.addAll(List.of("--chemistry", "NMC", "--series", SimulatedCharge.SERIES));
    words.addAll(List.of("--nominal-ah", "100", "--state-dir", dir.resolve("state"), "--json"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode node : list) {
      if (node.path("name").asString().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no '" + name + "' in " + list);
  }

  @Test
  void theCardNarrowsTheResultAndTheReportRecomputesFromItsSession() throws Exception {
    JsonNode plain = check(honest).event("report").path("report").path("results");
    JsonNode event = check(honest, CARD).event("report");
    JsonNode report = event.path("report");
    JsonNode capacity = named(report.path("results"), "capacity");
    assertEquals("electrode-fit+soc-window/1", capacity.path("method").asString());
    assertEquals(SimulatedCharge.TRUE_AH, capacity.path("value").asDouble(), 0.9);
    assertTrue(
        capacity.path("uncertainty").asDouble()
            < named(plain, "capacity").path("uncertainty").asDouble());

    JsonNode empty = named(report.path("references"), "cellRestVoltageEmpty");
    assertEquals(3.4, empty.path("value").asDouble());
    assertEquals(
        "operator; standard uncertainty of 10 mV assumed", empty.path("source").asString());
    assertEquals("nmc532", report.path("pack").path("cathodeClass").asString());
    String schema = Files.readString(Path.of("..", "..", "config", "schemas", "report-1.json"));
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(report.toString(), InputFormat.JSON));

    Path jws = Path.of(event.path("files").path("report.jws").asString());
    Cli recompute =
        Cli.run(
            "recompute",
            jws.resolveSibling("session.jsonl.gz"),
            "--state-dir",
            dir.resolve("state"),
            "--json");
    assertEquals(0, recompute.code(), recompute.err());
    assertTrue(recompute.event("recomputed").path("identical").asBoolean());
  }

  @Test
  void aFalseStateOfChargeIsFoundAndDoesNotMoveTheNumber() throws Exception {
    Path falsified = SimulatedCharge.write(dir.resolve("falsified.csv"), 0.8);
    JsonNode report = check(falsified, CARD).event("report").path("report");
    JsonNode capacity = named(report.path("results"), "capacity");
    assertEquals("electrode-fit/1", capacity.path("method").asString());
    assertEquals(SimulatedCharge.TRUE_AH, capacity.path("value").asDouble(), 1.8);
    assertTrue(
        report.path("findings").toString().contains("SOC_SCALE_CONTRADICTS_VOLTAGE"),
        report.path("findings").toString());
  }

  @Test
  void withoutACardTheReportHasNoTraceOfOne() {
    JsonNode report = check(honest).event("report").path("report");
    assertFalse(report.path("pack").has("cathodeClass"));
    assertEquals(1, report.path("references").size());
    assertFalse(report.path("results").toString().contains("capacityFromVoltageCurve"));
    assertFalse(report.path("results").toString().contains("electrode"));
  }

  @Test
  void halfACardIsLeftOutAndSaidSo() {
    Cli check = check(honest, "--cell-full-v", "4.15");
    assertTrue(check.event("note").path("text").asString().contains("--cell-empty-v"), check.out());
    assertFalse(check.out().contains("capacityFromVoltageCurve"));
  }

  @ParameterizedTest
  @CsvSource({
    "3.40, 415, nmc532, --cell-full-v must be from 2 to 4.6 V per cell",
    "NaN, 4.15, nmc532, --cell-empty-v must be from 2 to 4.6 V per cell",
    "4.15, 3.40, nmc532, --cell-empty-v must be below --cell-full-v",
    "3.40, 4.15, nmc622, --cathode-class 'nmc622' is not one of nmc532",
  })
  void figuresThatCannotBeAreUsageErrors(String empty, String full, String cathode, String said) {
    Cli check =
        check(honest, "--cell-empty-v", empty, "--cell-full-v", full, "--cathode-class", cathode);
    assertEquals(2, check.code(), check.err());
    assertTrue(check.err().contains(said), check.err());
  }
}
