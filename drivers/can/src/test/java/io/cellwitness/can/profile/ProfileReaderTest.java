package io.cellwitness.can.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileReaderTest {

  private static final Path CONFIG = Path.of("..", "..", "config");

  private static VehicleProfile read(String json) throws ProfileException {
    return ProfileReader.read("test.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String profile(String signals) {
    return """
        {"format": 1, "id": "test", "title": "Test", "models": [],
         "ecus": {"bms": {"request": "7E4", "response": "7EC"}},
         "identification": {"probes": []}, "packs": [],
         "requests": [{"ecu": "bms", "send": "220101", "polling": "fast", "signals": [%s]}],
         "relations": []}
        """
        .formatted(signals);
  }

  private static Value decode(String signal, int... bytes) throws ProfileException {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    String json = profile(signal + ", \"evidence\": \"1\", \"sources\": \"test\"}");
    return read(json).requests().get(0).decode(data).get(0).value();
  }

  private static VehicleProfile withCard(String card) throws ProfileException {
    String pack =
        "{\"id\": \"64 kWh\", \"cellsInSeries\": 98, \"chemistry\": \"NMC\", \"card\": "
            + card
            + "}";
    return read(profile("").replace("\"packs\": []", "\"packs\": [" + pack + "]"));
  }

  @Test
  void theCardOfACellReachesThePackFactsWithItsUncertainty() throws Exception {
    CellFacts cell =
        withCard(
                """
                {"emptyRestV": {"value": 3.41, "source": "maker"},
                 "fullRestV": {"value": 4.15, "uncertaintyV": 0.004, "source": "one car"},
                 "cathodeClass": "nmc532"}
                """)
            .packs()
            .get(0)
            .facts()
            .cell();
    assertEquals(
        new RestVoltage(3.41, 0.010, "maker; standard uncertainty of 10 mV assumed"),
        cell.emptyRest().orElseThrow());
    assertEquals(new RestVoltage(4.15, 0.004, "one car"), cell.fullRest().orElseThrow());
    assertEquals("nmc532", cell.cathodeClass().orElseThrow());
  }

  @Test
  void aCardThatCannotBeIsRefused() {
    String swapped =
        """
        {"emptyRestV": {"value": 4.15, "source": "x"}, "fullRestV": {"value": 3.41, "source": "x"}}
        """;
    assertTrue(problem(swapped).contains("must be below fullRestV"), problem(swapped));
    String percent = "{\"emptyRestV\": {\"value\": 341, \"source\": \"x\"}}";
    assertTrue(problem(percent).contains("outside 0 to 5 V: 341"), problem(percent));
  }

  private static String problem(String card) {
    return assertThrows(ProfileException.class, () -> withCard(card)).getMessage();
  }

  @Test
  void everyProfileInTheFolderIsBuiltInAndFitsTheSchema() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(CONFIG.resolve("schemas/vehicle-profile-1.schema.json")));
    TreeSet<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(CONFIG.resolve("vehicles"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        names.add(name);
        assertEquals(List.of(), schema.validate(Files.readString(file), InputFormat.JSON), name);
        assertEquals(name, ProfileReader.read(name, Files.readAllBytes(file)).id());
      }
    }
    assertEquals(names, new TreeSet<>(ProfileCatalog.BUILT_IN));
  }

  @Test
  void everyProblemIsToldAtOnce() {
    String json =
        """
        {"format": 2, "id": "Bad Id", "tilte": "x", "models": [{"make": "M", "model": "N"}],
         "ecus": {"bms": {"request": "7E4", "response": "18DAF1DB"}},
         "identification": {"vinPattern": "(", "probes": [{"request": "bms:2299"}]},
         "packs": [{"id": "p", "cellsInSeries": 0, "chemistry": "PB"}],
         "requests": [{"ecu": "bmx", "send": "2EF190", "polling": "often", "signals": [
           {"signal": "Volts", "at": 1, "type": "u7", "evidence": "D", "sources": "x"}]}]}
        """;
    ProfileException e = assertThrows(ProfileException.class, () -> read(json));
    String all = e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    for (String part :
        List.of(
            "format must be 1",
            "id must be",
            "title is missing",
            "tilte is not a known key",
            "/models/0/years",
            "/ecus/bms/request",
            "vinPattern",
            "probes/0/request",
            "/packs/0/cellsInSeries",
            "/packs/0/chemistry",
            "/requests/0/ecu",
            "'2EF190' is not a",
            "/requests/0/polling",
            "signals/0/signal",
            "signals/0/type",
            "signals/0/range")) {
      assertTrue(all.contains(part), part + " is missing in:\n" + all);
    }
  }

  @Test
  void brokenJsonAndDoubledKeysAreToldWithTheirLine() {
    assertTrue(
        assertThrows(ProfileException.class, () -> read("{\n\"format\": "))
            .getMessage()
            .contains("line 2"));
    assertThrows(ProfileException.class, () -> read("{\"format\": 1, \"format\": 1}"));
    assertThrows(ProfileException.class, () -> read("[]"));
    assertThrows(ProfileException.class, () -> read(""));
  }

  @Test
  void placesAreReadAsWritten() throws Exception {
    String x = "{\"signal\": \"X-T\", \"at\": 1, \"range\": [-1e9, 5e9], \"type\": ";
    assertEquals(new Value.Number(0xFE), decode(x + "\"u8\"", 0, 0xFE));
    assertEquals(new Value.Number(-2), decode(x + "\"s8\"", 0, 0xFE));
    assertEquals(new Value.Number(0x0102), decode(x + "\"u16\"", 0, 1, 2));
    assertEquals(new Value.Number(0x0201), decode(x + "\"u16le\"", 0, 1, 2));
    assertEquals(new Value.Number(-1), decode(x + "\"s24\"", 0, 0xFF, 0xFF, 0xFF));
    assertEquals(new Value.Number(4294967295.0), decode(x + "\"u32\"", 0, 255, 255, 255, 255));
    assertEquals(new Value.Number(-1), decode(x + "\"s32le\"", 0, 255, 255, 255, 255));
    assertEquals(new Value.Number(5), decode(x + "\"u8\", \"mask\": \"70\"", 0, 0x5F));
    assertEquals(new Value.Number(-3), decode(x + "\"s8\", \"mask\": \"70\"", 0, 0x5F));
    assertEquals(new Value.Number(1), decode(x + "\"bit\", \"bit\": 7", 0, 0x80));
    assertEquals(
        new Value.Number(-5),
        decode(x + "\"u8\", \"zero\": 100, \"multiply\": 2, \"divide\": 8, \"add\": 20", 0, 0));
  }

  @Test
  void whatIsNotAValueIsNever() throws Exception {
    String x =
        "{\"signal\": \"X-T\", \"at\": 0, \"type\": \"u8\", \"range\": [10, 20], \"invalid\": [15]";
    assertEquals(Quality.GOOD, decode(x, 10).quality());
    assertEquals(Quality.OUT_OF_RANGE, decode(x, 9).quality());
    assertEquals(Quality.OUT_OF_RANGE, decode(x, 21).quality());
    assertEquals(Quality.MISSING, decode(x, 15).quality());
    assertEquals(Quality.MISSING, decode(x).quality());
  }

  @Test
  void currentIsPositiveIntoTheBattery() throws Exception {
    String x = "{\"signal\": \"CurrentCurrent\", \"at\": 0, \"type\": \"s8\", \"range\": [-99, 99]";
    assertEquals(new Value.Number(5), decode(x + ", \"positive\": \"charge\"", 5));
    assertEquals(new Value.Number(-5), decode(x + ", \"positive\": \"discharge\"", 5));
    assertEquals(Quality.MISSING, decode(x + ", \"positive\": \"unknown\"", 5).quality());
    assertEquals(new Value.Number(0), decode(x + ", \"positive\": \"unknown\"", 0));
  }

  @Test
  void modelsAreFoundHoweverTheyAreWrittenAndNeverByDefault() throws Exception {
    ProfileCatalog catalog = ProfileCatalog.load(List.of());
    for (String name :
        List.of("Kia Niro EV", "Kia-Niro-EV", "kia e-niro", "Hyundai Kona Electric")) {
      assertEquals("hyundai-kia-400v", catalog.forModel(name, 2020).orElseThrow().id(), name);
    }
    assertTrue(catalog.forModel("Kia Niro EV", 2012).isEmpty());
    assertTrue(catalog.forModel("Kia Stinger", 2020).isEmpty());
    assertEquals(
        DriverException.Kind.BAD_DATA,
        assertThrows(DriverException.class, () -> catalog.byId("nothing")).kind());
  }

  @Test
  void aWorkshopsOwnProfileWins(@org.junit.jupiter.api.io.TempDir Path own) throws Exception {
    String json = Files.readString(CONFIG.resolve("vehicles/hyundai-kia-400v.json"));
    Files.writeString(own.resolve("mine.json"), json.replace("on the 400 V platform", "of mine"));
    String titles =
        ProfileCatalog.load(List.of(own)).list().stream()
            .map(VehicleProfile::title)
            .collect(Collectors.joining(";"));
    assertTrue(titles.startsWith("Hyundai and Kia battery cars of mine"), titles);
    Files.writeString(own.resolve("bad.json"), "{");
    assertEquals(
        DriverException.Kind.CONFIGURATION,
        assertThrows(DriverException.class, () -> ProfileCatalog.load(List.of(own))).kind());
  }
}
