package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A card from the charge it was learned from, through its file, into a check and its report. */
class CardFileTest {

  @TempDir Path dir;
  private Path recording;
  private Path plain;
  private Path signed;

  @BeforeEach
  void learn() throws Exception {
    recording = SimulatedCharge.write(dir.resolve("whole.csv"), 1);
    signed = dir.resolve("model.card.jws");
    makeKey(dir.resolve("state"));
    Cli cli =
        Cli.run(
            "vehicles",
            "card",
            "--source",
            "replay:" + recording,
            "--nominal-ah",
            "100",
            "--series",
            "96",
            "--cathode-class",
            "nmc532",
            "--state-dir",
            dir.resolve("state"),
            "--sign",
            signed);
    assertEquals(0, cli.code(), cli.err());
    plain = Files.writeString(dir.resolve("model.card.json"), cli.event("card").toString());
  }

  /** The first check of a gateway makes its key. */
  private void makeKey(Path state) {
    assertEquals(
        1, Cli.run("check", "--source", "replay:" + recording, "--state-dir", state).code());
  }

  /** A charge over the middle, too narrow for the BMS ratio alone. */
  private Cli check(Path state, Path card) throws Exception {
    List<Object> words = new ArrayList<>(List.of("check", "--source"));
    words.add("replay:" + SimulatedCharge.writeFromHalf(dir.resolve("half.csv")));
    words.addAll(List.of("--chemistry", "NMC", "--series", SimulatedCharge.SERIES));
    words.addAll(List.of("--nominal-ah", "100", "--state-dir", state, "--json", "--card", card));
    return Cli.run(words.toArray());
  }

  @Test
  void theReferenceGivesANumberFromHalfACharge() throws Exception {
    Cli cli = check(dir.resolve("state"), plain);
    assertEquals(0, cli.code(), cli.err());
    JsonNode event = cli.event("report");
    JsonNode report = event.path("report");
    JsonNode capacity = report.path("results").get(0);
    assertEquals("electrode-fit/1", capacity.path("method").asString());
    assertEquals(SimulatedCharge.TRUE_AH, capacity.path("value").asDouble(), 2);
    String source = report.path("pack").path("cellReference").path("source").asString();
    assertTrue(source.contains("not signed"), source);
    assertEquals(64, report.path("method").path("halfCellsSha256").asString().length());
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
    assertTrue(recompute.event("recomputed").path("identical").asBoolean(), recompute.out());
  }

  @Test
  void aSignedCardNamesItsSigner() throws Exception {
    Cli cli = check(dir.resolve("state"), signed);
    assertEquals(0, cli.code(), cli.err());
    String references = cli.event("report").path("report").path("references").toString();
    assertTrue(references.contains("signed by this gateway"), references);
  }

  @Test
  void aCardOfAStrangerIsRefused() throws Exception {
    Path elsewhere = dir.resolve("elsewhere");
    makeKey(elsewhere);
    Cli cli = check(elsewhere, signed);
    assertEquals(65, cli.code());
    assertTrue(cli.err().contains("not in the trust list"), cli.err());
  }

  @Test
  void aChangedOrBrokenCardIsRefused() throws Exception {
    String text = Files.readString(signed).strip();
    int at = text.indexOf('.') + 40;
    char other = text.charAt(at) == 'A' ? 'B' : 'A';
    Path changed =
        Files.writeString(
            dir.resolve("changed.jws"), text.substring(0, at) + other + text.substring(at + 1));
    Cli cli = check(dir.resolve("state"), changed);
    assertEquals(65, cli.code());
    assertTrue(cli.err().contains("changed after it was signed"), cli.err());

    Path broken = Files.writeString(dir.resolve("broken.json"), "{\"card\": {}}");
    assertEquals(65, check(dir.resolve("state"), broken).code());
    assertEquals(74, check(dir.resolve("state"), dir.resolve("none.json")).code());
  }
}
