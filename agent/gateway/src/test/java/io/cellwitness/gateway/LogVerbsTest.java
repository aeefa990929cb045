package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The log of reports as a gateway publishes it and a stranger checks it. */
class LogVerbsTest {

  @TempDir Path state;
  @TempDir Path web;
  @TempDir Path other;

  private Path first;

  @BeforeEach
  void firstReport() {
    first = check(state);
  }

  @Test
  void aPublishedLogIsContinuedAndAReportFoundInBoth() throws Exception {
    Cli.run("report", "log", web, "--state-dir", state);
    Path kept = Files.copy(web.resolve("checkpoint"), other.resolve("kept"));
    assertEquals(Files.readString(kept), Files.readString(state.resolve("checkpoint")));
    Path second = check(state);
    Cli again = Cli.run("report", "log", web, "--state-dir", state, "--json");
    assertEquals(0, again.code(), again.err());
    assertEquals(2, again.event("log").path("entries").asInt());
    Path growth = web.resolve("growth-1-2");
    assertEquals(growth.toString(), again.event("log").path("growth").asString());

    Cli folder = Cli.run("verify", web, "--checkpoint", kept, "--state-dir", state, "--json");
    assertEquals(0, folder.code(), folder.out());
    assertLog(folder, "pass", "the first is that of the one given");

    // The report's own proof is of the log with one entry; the published one has two.
    assertLog(verify(first, "--checkpoint", web.resolve("checkpoint")), "unknown", "not proved");
    Cli grown = verify(first, "--growth", growth);
    assertEquals(0, grown.code(), grown.out());
    assertLog(grown, "pass", "the log only grew, from 1 to 2 entries");
    // And the other way round: an old checkpoint and a new report.
    Cli old = verify(second, "--checkpoint", kept, "--growth", growth);
    assertEquals(0, old.code(), old.out());
    assertLog(old, "pass", "as entry 2, and the log only grew, from 1 to 2 entries");
  }

  @Test
  void aLogThatWasRewrittenIsSeen() throws Exception {
    check(other);
    Cli.run("report", "log", web, "--state-dir", state);
    // The same key and the same name, another first report: a log begun anew.
    for (String name : new String[] {"signing.key", "gateway.id"}) {
      Files.write(other.resolve(name), Files.readAllBytes(state.resolve(name)));
    }
    Path forged = Files.createDirectories(web.resolve("forged"));
    assertEquals(0, Cli.run("report", "log", forged, "--state-dir", other).code());
    Path forgedCheckpoint = forged.resolve("checkpoint");
    Cli two = verify(first, "--checkpoint", forgedCheckpoint);
    assertEquals(1, two.code());
    assertLog(two, "fail", "The log was rewritten");
    Cli folder =
        Cli.run(
            "verify",
            forged,
            "--checkpoint",
            web.resolve("checkpoint"),
            "--state-dir",
            state,
            "--json");
    assertEquals(1, folder.code());
    assertLog(folder, "fail", "The log was rewritten");
    Cli continued = Cli.run("report", "log", forged, "--state-dir", state);
    assertEquals(65, continued.code(), continued.err());
    assertTrue(continued.err().contains("did not grow out of that one"), continued.err());
    Files.write(web.resolve("tile/0/000.p/1"), new byte[32]);
    Cli changed = Cli.run("verify", web, "--state-dir", state, "--json");
    assertLog(changed, "fail", "The tiles are not those of the checkpoint");
    Files.delete(web.resolve("tile/0/000.p/1"));
    assertLog(
        Cli.run("verify", web, "--state-dir", state, "--json"),
        "fail",
        "missing or cannot be read");
  }

  /** Anybody can write another gateway's name under his own key, also somebody who is trusted. */
  @Test
  void aTrustedWorkshopCannotAccuseAnotherByWritingItsName() throws Exception {
    check(other);
    Files.copy(
        state.resolve("gateway.id"),
        other.resolve("gateway.id"),
        StandardCopyOption.REPLACE_EXISTING);
    Path forged = Files.createDirectories(web.resolve("forged"));
    assertEquals(0, Cli.run("report", "log", forged, "--state-dir", other).code());
    Path honest = Files.createDirectories(web.resolve("honest"));
    assertEquals(0, Cli.run("report", "log", honest, "--state-dir", state).code());
    Path key = other.resolve("key.jwk");
    Files.writeString(
        key,
        Cli.run("keys", "show", "--state-dir", other, "--json")
            .event("key")
            .path("jwk")
            .toString());
    Cli added = Cli.run("trust", "add", "--name", "Garage B", key, "--state-dir", state);
    assertEquals(0, added.code(), added.err());

    Cli accused = verify(first, "--checkpoint", forged.resolve("checkpoint"));
    assertEquals(1, accused.code());
    assertLog(accused, "fail", "signed by Garage B, and this log by this gateway");
    Cli folder =
        Cli.run(
            "verify",
            honest,
            "--checkpoint",
            forged.resolve("checkpoint"),
            "--state-dir",
            state,
            "--json");
    assertEquals(1, folder.code());
    assertLog(folder, "fail", "nobody signs for another");
    assertEquals(0, verify(first, "--checkpoint", honest.resolve("checkpoint")).code());
  }

  @Test
  void anEmptyStoreAndAFolderOfTheAgentAreRefused() {
    Cli inside = Cli.run("report", "log", state.resolve("reports"), "--state-dir", state);
    assertEquals(2, inside.code(), inside.err());
    assertFalse(Files.exists(state.resolve("reports/tile")));
    Cli since =
        Cli.run(
            "report",
            "log",
            web,
            "--since",
            first.resolveSibling("report.json"),
            "--state-dir",
            state);
    assertEquals(65, since.code(), since.err());
    assertFalse(Files.exists(web.resolve("checkpoint")), "nothing is written");
  }

  @Test
  void severalFilesAreAllJudgedAndTheWorstCounts() throws Exception {
    Path report = first.resolveSibling("report.json");
    Cli mixed =
        Cli.run(
            "verify", other.resolve("missing.jws"), report, first, "--state-dir", state, "--json");
    assertEquals(74, mixed.code());
    assertEquals(74, mixed.event("error").path("code").asInt());
    JsonNode[] verdicts =
        mixed.events().stream()
            .filter(event -> event.path("event").asString().equals("verdict"))
            .toArray(JsonNode[]::new);
    assertEquals(2, verdicts.length);
    assertTrue(verdicts[0].path("hint").asString().contains("verify " + first), mixed.out());
    assertTrue(verdicts[1].path("valid").asBoolean());
    Cli worse = Cli.run("verify", report, first, "--state-dir", state);
    assertEquals(1, worse.code());
  }

  private Cli verify(Path report, Object... more) {
    Object[] all = new Object[more.length + 5];
    System.arraycopy(more, 0, all, 5, more.length);
    all[0] = "verify";
    all[1] = report;
    all[2] = "--state-dir";
    all[3] = state;
    all[4] = "--json";
    return Cli.run(all);
  }

  private static void assertLog(Cli run, String outcome, String reason) {
    JsonNode check = run.event("verdict").path("checks").path("log");
    assertEquals(outcome, check.path("outcome").asString(), run.out());
    assertTrue(check.path("reason").asString().contains(reason), run.out());
  }

  private static Path check(Path state) {
    return Cli.reportOfADrive(state);
  }
}
