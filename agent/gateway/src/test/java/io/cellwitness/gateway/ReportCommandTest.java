package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReportCommandTest {

  @TempDir Path folder;

  @Test
  void aLostFolderComesBackByteForByte() throws Exception {
    Path state = folder.resolve("state");
    Path made = check(state);
    Path lost = folder.resolve("lost");
    Files.move(made, lost);
    Files.createDirectories(state.resolve("unfiled"));
    Files.copy(
        lost.resolve("session.jsonl.gz"),
        state.resolve("unfiled").resolve(made.getFileName() + ".jsonl.gz"));
    Cli again = Cli.run("report", made.getFileName(), "--state-dir", state, "--json");
    assertEquals(0, again.code(), again.err());
    try (var files = Files.list(lost)) {
      for (Path file : files.toList()) {
        assertArrayEquals(
            Files.readAllBytes(file),
            Files.readAllBytes(made.resolve(file.getFileName())),
            file.toString());
      }
    }
    assertFalse(Files.exists(state.resolve("unfiled").resolve(made.getFileName() + ".jsonl.gz")));
  }

  @Test
  void anotherLanguageInAnotherFolder() throws Exception {
    Path state = folder.resolve("state");
    Path made = check(state);
    Path out = folder.resolve("french");
    Cli french =
        Cli.run("report", made.getFileName(), "--state-dir", state, "--out", out, "--lang", "fr");
    assertEquals(0, french.code(), french.err());
    Path copy = out.resolve(made.getFileName());
    assertTrue(Files.readString(copy.resolve("report.html")).contains("<html lang=\"fr\">"));
    assertTrue(Files.exists(copy.resolve("session.jsonl.gz")));
    assertEquals(0, Cli.run("verify", copy.resolve("report.jws"), "--state-dir", state).code());
  }

  @Test
  void theListShowsWhatThereIs() throws Exception {
    Path state = folder.resolve("state");
    Path made = check(state);
    Cli list = Cli.run("report", "list", "--state-dir", state, "--json");
    assertEquals(0, list.code(), list.err());
    JsonNode row = list.event("stored-report");
    assertEquals(made.getFileName().toString(), row.path("id").asString());
    assertEquals(1, row.path("sequence").asInt());
    Cli forPeople = Cli.run("report", "list", "--state-dir", state);
    assertTrue(forPeople.out().contains("MQTT is off"), forPeople.out());
  }

  @Test
  void anUnknownReportIsOneSentence() throws Exception {
    Path state = folder.resolve("state");
    check(state);
    Cli unknown = Cli.run("report", new UUID(1, 2), "--state-dir", state);
    assertEquals(65, unknown.code());
    assertEquals(1, unknown.err().lines().count(), unknown.err());
    assertTrue(unknown.err().contains("there is no report " + new UUID(1, 2)), unknown.err());
    Cli none = Cli.run("report", "last", "--state-dir", state);
    assertEquals(2, none.code());
    assertTrue(none.err().contains("'last' is not a report id"), none.err());
  }

  private static Path check(Path state) {
    return Cli.reportOfADrive(state).getParent();
  }
}
