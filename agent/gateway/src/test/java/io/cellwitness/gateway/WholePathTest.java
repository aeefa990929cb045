package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A recording goes in, a signed report comes out, and everybody can hold it against the readings.
 */
class WholePathTest {

  private static final String SOURCE =
      "replay:" + Cli.RECORDINGS.resolve("sessions/lfp102_cell1.csv.gz") + "#lfp102_c1_074";

  @TempDir Path state;

  @Test
  void aRecordedChargeBecomesAReportThatVerifiesAndRecomputes() throws Exception {
    Cli check = check();
    assertEquals(0, check.code(), check.err());
    JsonNode event = check.event("report");
    JsonNode report = event.path("report");
    JsonNode capacity = result(report, "capacity");
    // Laboratory capacity of that cell at that age: 97.40 Ah (cases.csv).
    double error = Math.abs(capacity.path("value").asDouble() - 97.40);
    assertTrue(error <= capacity.path("uncertainty").asDouble(), capacity.toString());
    assertEquals(2, capacity.path("coverageFactor").asInt());
    assertEquals("measured", capacity.path("originator").asString());
    assertTrue(capacity.path("budget").size() >= 7, "every term of the budget is listed");
    assertEquals("declared", result(report, "stateOfHealth").path("originator").asString());

    Path jws = Path.of(event.path("files").path("report.jws").asString());
    assertEquals(
        Set.of(
            "report.jws",
            "report.json",
            "report.html",
            "report.pdf",
            "report.tlog-proof",
            "passport.json",
            "session.jsonl.gz"),
        names(jws.getParent()));
    Cli verify = Cli.run("verify", jws, "--state-dir", state, "--json");
    assertEquals(0, verify.code(), verify.out());
    JsonNode checks = verify.event("verdict").path("checks");
    assertEquals("pass", checks.path("signature").path("outcome").asString());
    assertEquals("pass", checks.path("session").path("outcome").asString());

    Cli recompute =
        Cli.run(
            "recompute", jws.resolveSibling("session.jsonl.gz"), "--state-dir", state, "--json");
    assertEquals(0, recompute.code(), recompute.out());
    assertTrue(recompute.event("recomputed").path("identical").asBoolean());
  }

  @Test
  void oneChangedByteIsFoundAndNamed() throws Exception {
    Path jws = Path.of(check().event("report").path("files").path("report.jws").asString());
    byte[] bytes = Files.readAllBytes(jws);
    bytes[bytes.length / 2] ^= 1;
    Files.write(jws, bytes);
    Cli verify = Cli.run("verify", jws, "--state-dir", state);
    assertEquals(1, verify.code());
    assertTrue(verify.out().contains("NOT VALID"), verify.out());
    assertTrue(verify.out().matches("(?s).*signature +fail .*"), verify.out());
  }

  @Test
  void aChangedRawSessionIsFound() throws Exception {
    Path jws = Path.of(check().event("report").path("files").path("report.jws").asString());
    Files.write(jws.resolveSibling("session.jsonl.gz"), new byte[] {1, 2, 3});
    Cli verify = Cli.run("verify", jws, "--state-dir", state);
    assertEquals(1, verify.code());
    assertTrue(verify.out().matches("(?s).*session +fail .*"), verify.out());
  }

  @Test
  void reportsOfOneGatewayFormAChain() throws Exception {
    String first = check().event("report").path("files").path("report.jws").asString();
    String second = check().event("report").path("files").path("report.jws").asString();
    Cli verify = Cli.run("verify", first, second, "--state-dir", state, "--json");
    assertEquals(0, verify.code(), verify.out());
    List<String> chain =
        verify.events().stream()
            .map(e -> e.path("checks").path("chain").path("outcome").asString())
            .toList();
    assertEquals(List.of("pass", "pass"), chain);
  }

  @Test
  void aRefusalIsAReportTooAndExitsWithOne() {
    Cli check =
        Cli.run(
            "check",
            "--source",
            "replay:" + Cli.RECORDINGS.resolve("vehicle/obd_drive.csv.gz"),
            "--chemistry",
            "NMC",
            "--series",
            "96",
            "--nominal-ah",
            "94",
            "--state-dir",
            state,
            "--json");
    assertEquals(1, check.code(), check.err());
    JsonNode capacity = result(check.event("report").path("report"), "capacity");
    assertEquals("NO_WINDOW", capacity.path("refusal").path("code").asString());
    assertFalse(capacity.has("value"));
  }

  @Test
  void anUnknownNominalCapacityIsNeverAssumed() {
    Cli check = Cli.run("check", "--source", SOURCE, "--state-dir", state, "--json");
    assertEquals(1, check.code(), check.err());
    JsonNode capacity = result(check.event("report").path("report"), "capacity");
    assertEquals("NOMINAL_UNKNOWN", capacity.path("refusal").path("code").asString());
  }

  private Cli check() {
    return Cli.run(
        "check",
        "--source",
        SOURCE,
        "--chemistry",
        "LFP",
        "--series",
        "96",
        "--nominal-ah",
        "102",
        "--declared-soh",
        "100",
        "--state-dir",
        state,
        "--json");
  }

  private static JsonNode result(JsonNode report, String name) {
    for (JsonNode result : report.path("results")) {
      if (result.path("name").asString().equals(name)) {
        return result;
      }
    }
    throw new AssertionError("no result '" + name + "' in " + report);
  }

  private static Set<String> names(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
