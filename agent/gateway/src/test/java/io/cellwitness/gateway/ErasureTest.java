package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.Workshop;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One vehicle is forgotten; the reports of the others keep their place in chain and log. */
class ErasureTest {

  @TempDir Path state;
  @TempDir Path elsewhere;

  @Test
  void theReportsOfTheOthersVerifyAfterOneVehicleWasErased() throws Exception {
    JsonNode erased = simulated();
    JsonNode second = recorded();
    String pack = packOfTheFirstSession();
    Cli erase = Cli.run("store", "erase", "--pack", pack, "--yes", "--state-dir", state, "--json");
    assertEquals(0, erase.code(), erase.err());
    assertEquals(1, erase.event("erased").path("reports").asInt());
    // The folder is the operator's, but it is named.
    Path left = Path.of(erase.event("erased").path("left").path(0).asString());
    assertEquals(jws(erased).getParent(), left);
    assertEquals(1, erase.event("erased").path("left").size());
    Cli list = Cli.run("report", "list", "--state-dir", state);
    assertTrue(list.out().lines().findFirst().orElseThrow().endsWith("  erased"), list.out());
    assertFalse(list.out().lines().skip(1).anyMatch(l -> l.endsWith("erased")), list.out());
    JsonNode third = recorded();

    Cli verify = Cli.run("verify", jws(second), jws(third), "--state-dir", state, "--json");
    assertEquals(0, verify.code(), verify.out());
    JsonNode last = verify.events().get(verify.events().size() - 1);
    assertEquals("pass", last.at("/checks/chain/outcome").asString(), verify.out());
    for (JsonNode verdict : verify.events()) {
      assertEquals("pass", verdict.at("/checks/log/outcome").asString(), verify.out());
    }

    Cli again = report(second);
    assertEquals(0, again.code(), again.err());
    Path copy = elsewhere.resolve(second.path("id").asString());
    assertTrue(Files.exists(copy.resolve("report.tlog-proof")), "the proof is made again");
    Cli rewritten = Cli.run("verify", copy.resolve("report.jws"), "--state-dir", state, "--json");
    assertEquals(0, rewritten.code(), rewritten.out());
    assertEquals(
        "pass", rewritten.event("verdict").at("/checks/log/outcome").asString(), rewritten.out());

    assertEquals(65, report(erased).code());
    assertFalse(Files.exists(elsewhere.resolve(erased.path("id").asString())));
  }

  private Cli report(JsonNode event) {
    return Cli.run("report", event.path("id").asString(), "--state-dir", state, "--out", elsewhere);
  }

  private String packOfTheFirstSession() throws Exception {
    Path table = elsewhere.resolve("readings.jsonl");
    Cli.run("store", "export", table, "--state-dir", state);
    try (var lines = Files.lines(table)) {
      return new JsonMapper().readTree(lines.findFirst().orElseThrow()).path("pack").asString();
    }
  }

  private JsonNode simulated() throws Exception {
    try (Workshop workshop = Workshop.openWithoutBroker(new SystemTime(), 1)) {
      return check("--mode", "quick", "--source", workshop.elm327Address());
    }
  }

  private JsonNode recorded() {
    return check(
        "--source",
        "replay:" + Cli.RECORDINGS.resolve("vehicle/car3.csv.gz"),
        "--chemistry",
        "NMC",
        "--series",
        "87",
        "--nominal-ah",
        "126");
  }

  private JsonNode check(Object... options) {
    var words = new java.util.ArrayList<Object>(java.util.List.of("check"));
    words.addAll(java.util.List.of(options));
    words.addAll(java.util.List.of("--state-dir", state, "--json"));
    return Cli.run(words.toArray()).event("report");
  }

  private static Path jws(JsonNode event) {
    return Path.of(event.at("/files/report.jws").asString());
  }
}
