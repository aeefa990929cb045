package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cellwitness.gateway.session.SessionHash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A card learned from recorded charges of a car whose truth is known. */
class VehiclesCardTest {

  @TempDir Path dir;

  private static Cli card(List<Path> recordings, String... more) {
    List<Object> words = new ArrayList<>(List.of("vehicles", "card", "--source"));
    recordings.forEach(recording -> words.add("replay:" + recording));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  @Test
  void learnsTheCardWithItsProvenance() throws Exception {
    Path half = SimulatedCharge.writeFromHalf(dir.resolve("half.csv"));
    Path whole = SimulatedCharge.write(dir.resolve("whole.csv"), 1);
    Cli cli =
        card(
            List.of(half, whole),
            "--nominal-ah",
            "100",
            "--series",
            "96",
            "--cathode-class",
            "nmc532");
    assertEquals(0, cli.code(), cli.err());
    JsonNode event = cli.event("card");
    JsonNode card = event.path("card");
    assertEquals(SimulatedCharge.EMPTY_V, card.path("emptyRestV").path("value").asDouble(), 0.003);
    assertEquals(0.01, card.path("emptyRestV").path("uncertaintyV").asDouble());
    assertEquals(SimulatedCharge.FULL_V, card.path("fullRestV").path("value").asDouble(), 0.003);
    assertEquals("nmc532", card.path("cathodeClass").asString());
    assertEquals(0.963, event.path("reference").path("y0").asDouble(), 0.02);
    assertEquals(-0.29, event.path("reference").path("logRatio").asDouble(), 0.03);
    assertEquals(0, event.path("missing").size());

    JsonNode provenance = event.path("provenance");
    assertEquals("cellwitness-method/1", provenance.path("method").asString());
    assertEquals(
        List.of(SessionHash.of(half), SessionHash.of(whole)),
        provenance.path("recordings").valueStream().map(r -> r.path("sha256").asString()).toList());
    String source = card.path("fullRestV").path("source").asString();
    assertTrue(source.contains(SessionHash.of(whole).substring(0, 12)), source);
    assertFalse(cli.out().contains("whole.csv"), "a file's name may hold a VIN");
    assertFitsTheProfile(card);
  }

  /** The card can be copied into a vehicle profile as it is. */
  private static void assertFitsTheProfile(JsonNode card) throws Exception {
    Path schema = Path.of("..", "..", "config", "schemas", "vehicle-profile-1.schema.json");
    String profile =
        """
        {"format": 1, "id": "test", "title": "Test", "models": [], "ecus": {},
         "identification": {"probes": []}, "requests": [], "relations": [],
         "packs": [{"id": "x", "cellsInSeries": 96, "chemistry": "NMC", "card": %s}]}
        """
            .formatted(card);
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(schema))
            .validate(profile, InputFormat.JSON)
            .stream()
            .filter(error -> error.getInstanceLocation().toString().contains("card"))
            .toList());
  }

  @Test
  void theMakersEmptyVoltageIsMarkedAsGiven() throws Exception {
    Path half = SimulatedCharge.writeFromHalf(dir.resolve("half.csv"));
    String[] pack = {"--nominal-ah", "100", "--series", "96"};
    Cli without = card(List.of(half), pack);
    assertEquals(1, without.code(), without.err());
    assertFalse(without.event("card").has("card"));
    assertTrue(
        without.event("card").path("missing").toString().contains("maker's figure"), without.out());

    Cli with =
        card(List.of(half), "--nominal-ah", "100", "--series", "96", "--cell-empty-v", "3.41");
    assertEquals(0, with.code(), with.err());
    JsonNode empty = with.event("card").path("card").path("emptyRestV");
    assertEquals(3.41, empty.path("value").asDouble());
    assertEquals(
        "operator; standard uncertainty of 10 mV assumed", empty.path("source").asString());
    assertFalse(with.event("card").has("reference"));
  }

  @Test
  void voltagesNoCellHasGiveNoCard() throws Exception {
    Path half = SimulatedCharge.writeFromHalf(dir.resolve("half.csv"));
    Cli tooHigh =
        card(List.of(half), "--nominal-ah", "100", "--series", "96", "--cell-empty-v", "4.3");
    Cli fewCells =
        card(List.of(half), "--nominal-ah", "100", "--series", "48", "--cell-empty-v", "3.4");
    noCard(tooHigh, "check the number of cells");
    noCard(fewCells, "does not fit the stated number of cells");
  }

  private static void noCard(Cli cli, String missing) {
    assertEquals(1, cli.code(), cli.err());
    assertFalse(cli.event("card").has("card"));
    assertTrue(cli.event("card").path("missing").toString().contains(missing), cli.out());
  }

  @Test
  void whatCannotBeLearnedFromIsRefusedInOneSentence() throws Exception {
    Path half = SimulatedCharge.writeFromHalf(dir.resolve("half.csv"));
    refused(65, "is given twice", List.of(half, half), "--nominal-ah", "100", "--series", "96");
    refused(2, "give --nominal-ah", List.of(half), "--series", "96");
    refused(2, "give --series", List.of(half), "--nominal-ah", "100");
    Cli live = Cli.run("vehicles", "card", "--source", "elm327:/dev/none", "--series", "96");
    assertEquals(2, live.code());
    assertTrue(live.err().contains("give replay:FILE"), live.err());
  }

  private static void refused(int code, String said, List<Path> recordings, String... more) {
    Cli cli = card(recordings, more);
    assertEquals(code, cli.code(), cli.err());
    assertTrue(cli.err().contains(said), cli.err());
    assertEquals("", cli.out());
  }
}
