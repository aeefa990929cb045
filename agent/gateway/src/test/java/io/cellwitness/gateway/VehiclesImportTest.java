package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists people already have become profiles, and profiles are checked before they are used. */
class VehiclesImportTest {

  private static final String DBC =
      """
      BO_ 306 Pack: 8 X
       SG_ Volts : 0|16@1+ (0.01,0) [0|655.35] "V" X
       SG_ Raw : 0|60@1+ (1,0) [0|0] "" X
      """;

  private static final String OBDB =
      """
      {"commands": [
        {"hdr": "7E4", "rax": "7EC", "cmd": {"22": "0101"}, "freq": 1, "signals": [
          {"id": "T_SOC", "name": "s", "fmt": {"len": 8, "max": 100, "unit": "percent"}}]},
        {"hdr": "7E4", "rax": "7EC", "cmd": {"2F": "F030"}, "freq": 1, "signals": []}]}
      """;

  @TempDir Path dir;
  private Path dbc;
  private Path obdb;

  @BeforeEach
  void write() throws Exception {
    dbc = Files.writeString(dir.resolve("car.dbc"), DBC);
    obdb = Files.writeString(dir.resolve("set.json"), OBDB);
  }

  @Test
  void aDbcBecomesAProfileThatDecodes() throws Exception {
    Path profiles = Files.createDirectory(dir.resolve("profiles"));
    Path out = profiles.resolve("car.json");
    Cli cli = Cli.run("vehicles", "import", dbc, "--id", "my-car", "--out", out, "--json");
    assertEquals(0, cli.code(), cli.err());
    JsonNode event = cli.event("imported");
    assertEquals(1, event.path("broadcasts").asInt(0));
    assertTrue(event.path("leftOut").get(0).asString().contains("Pack.Raw has 60 bits"));
    assertEquals(0, Cli.run("vehicles", "lint", out).code());

    Path config = Files.writeString(dir.resolve("agent.yaml"), "profileDirectories: [profiles]\n");
    Cli decoded =
        Cli.run(
            "vehicles",
            "decode",
            "--config",
            config,
            "--profile",
            "my-car",
            "--request",
            "132",
            "--response",
            "108C");
    assertEquals(0, decoded.code(), decoded.err());
    assertTrue(decoded.out().contains("358.560 V"), decoded.out());
    assertTrue(
        Cli.run("vehicles", "list", "--config", config).out().contains("imported and unverified"));
  }

  @Test
  void theProfileAloneGoesToStandardOutput() throws Exception {
    Cli cli = Cli.run("vehicles", "import", obdb, "--id", "my-car", "--year", "2022");
    assertEquals(0, cli.code(), cli.err());
    Path file = Files.writeString(dir.resolve("copy.json"), cli.out());
    assertEquals(0, Cli.run("vehicles", "lint", file).code());
    assertTrue(
        cli.err().contains("left out: 7E4:2FF030 is not a request that only reads"), cli.err());
  }

  @Test
  void mistakesAreToldInASentence() throws Exception {
    Cli again = Cli.run("vehicles", "import", dbc, "--id", "my-car", "--out", obdb);
    assertEquals(2, again.code());
    assertTrue(again.err().contains("is there already"), again.err());
    assertEquals(OBDB, Files.readString(obdb));
    assertEquals(2, Cli.run("vehicles", "import", obdb, "--id", "my-car").code());
    assertEquals(2, Cli.run("vehicles", "import", dbc, "--id", "my-car", "--format", "xml").code());
    Path other = Files.writeString(dir.resolve("other.txt"), "hello\n");
    Cli unknown = Cli.run("vehicles", "import", other, "--id", "my-car");
    assertEquals(65, unknown.code());
    assertTrue(unknown.err().contains("give --format"), unknown.err());
    assertEquals(
        65,
        Cli.run("vehicles", "import", obdb, "--id", "my-car", "--year", "2022", "--format", "dbc")
            .code());
  }

  @Test
  void lintTellsEveryProblemOfEveryFile() throws Exception {
    Path good = Path.of("..", "..", "config", "vehicles", "bmw-i3.json");
    Path bad =
        Files.writeString(
            dir.resolve("bad.json"),
            """
            {"format": 1, "id": "x1", "title": "X",
             "ecus": {"bms": {"request": "100", "response": "108"}},
             "identification": {},
             "requests": [{"ecu": "bms", "send": "2EF190",
               "polling": "often", "signals": []}]}
            """);
    Cli cli = Cli.run("vehicles", "lint", good, bad);
    assertEquals(65, cli.code());
    assertTrue(cli.out().contains("bmw-i3.json: good, bmw-i3 with"), cli.out());
    for (String part :
        new String[] {
          "bad.json:2: /ecus/bms/request is no identifier of diagnostics",
          "bad.json:4: /requests/0/send '2EF190' is not a request that only reads",
          "bad.json:5: /requests/0/polling must be"
        }) {
      assertTrue(cli.out().contains(part), part + " is missing in " + cli.out());
    }
    JsonNode event = Cli.run("vehicles", "lint", bad, "--json").event("lint");
    assertEquals("/ecus/bms/request", event.path("problems").get(0).path("pointer").asString());
    assertEquals(2, event.path("problems").get(0).path("line").asInt(0));
  }

  @Test
  void aProfileThatIsNotThereIsNamedNearly() {
    Cli cli = Cli.run("vehicles", "show", "hyundai-kia-egpm");
    assertEquals(2, cli.code());
    assertTrue(cli.err().contains("did you mean hyundai-kia-egmp"), cli.err());
    assertTrue(Cli.run("vehicles", "show", "leaf").err().contains("did you mean nissan-leaf"));
  }

  /** Somebody who mistypes the make is shown the profiles of that make. */
  @Test
  void aMakeNearlyWrittenFindsItsProfiles() {
    for (String wrong : new String[] {"hyunday", "Hyundia", "hundai"}) {
      Cli cli = Cli.run("vehicles", "show", wrong);
      assertEquals(2, cli.code());
      assertTrue(cli.err().contains("did you mean hyundai-kia-400v"), cli.err());
    }
    assertTrue(Cli.run("vehicles", "show", "tessla").err().contains("tesla-model-3-y"));
    assertFalse(Cli.run("vehicles", "show", "xyzzyx").err().contains("did you mean"));
  }

  @Test
  void brokenJsonIsToldWithItsLineAndReason() throws Exception {
    Path bad = Files.writeString(dir.resolve("bad.json"), "{\"format\": 1,\n \"id\": x1}\n");
    Cli cli = Cli.run("vehicles", "lint", bad);
    assertEquals(65, cli.code());
    assertTrue(cli.out().contains("bad.json:2: is not JSON: Unrecognized token 'x1'"), cli.out());
    JsonNode event = Cli.run("vehicles", "lint", bad, "--json").event("lint");
    assertEquals(2, event.path("problems").get(0).path("line").asInt(0));
    Path empty = Files.writeString(dir.resolve("empty.json"), "");
    Cli nothing = Cli.run("vehicles", "lint", empty);
    assertEquals(65, nothing.code());
    assertFalse(nothing.out().contains(":0:"), nothing.out());
  }

  @Test
  void whereNothingFitsTheReasonsAreTold() throws Exception {
    Path none =
        Files.writeString(
            dir.resolve("none.dbc"), "BO_ 306 Pack: 8 X\n SG_ Raw : 0|60@1+ (1,0) [0|0] \"\" X\n");
    Cli cli = Cli.run("vehicles", "import", none, "--id", "my-car");
    assertEquals(65, cli.code());
    assertTrue(cli.err().contains("left out: Pack.Raw has 60 bits"), cli.err());
    assertTrue(cli.err().contains("no signal of the DBC file can be read"), cli.err());
  }

  @Test
  void theRuleOfAnIdIsSaid() {
    Cli cli = Cli.run("vehicles", "import", dbc, "--id", "q");
    assertEquals(2, cli.code());
    assertTrue(
        cli.err().contains("--id must be 2 to 61 lower-case letters, digits, dots and hyphens"),
        cli.err());
    assertTrue(cli.err().contains("not 'q'"), cli.err());
  }

  @Test
  void aTorqueListWithoutAColumnIsToldWhichOne() throws Exception {
    Path list =
        Files.writeString(
            dir.resolve("list.csv"),
            "Name,ShortName,ModeAndPID,Min Value,Max Value,Units,Header\nVolts,v,220101,0,500,V,7E4\n");
    Cli cli = Cli.run("vehicles", "import", list, "--id", "my-car");
    assertEquals(65, cli.code());
    assertTrue(
        cli.err().contains("names its columns in line 1 but has no column Equation"), cli.err());
  }

  @Test
  void aBatchIsUtf8AndStandsAlone() throws Exception {
    Path batch =
        Files.write(
            dir.resolve("b.jsonl"), "{\"id\": \"é\"}\n".getBytes(StandardCharsets.ISO_8859_1));
    Cli cli = Cli.run("vehicles", "decode", "--batch", batch);
    assertEquals(65, cli.code());
    assertTrue(cli.err().contains("is not UTF-8; save it as UTF-8"), cli.err());
    assertEquals(2, Cli.run("vehicles", "decode", "--batch", batch, "--year", "2020").code());
  }
}
