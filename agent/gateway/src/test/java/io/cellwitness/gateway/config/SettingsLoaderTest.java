package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.cellwitness.api.Chemistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {

  @TempDir Path folder;
  private Path file;
  private SettingsLoader loader;

  @BeforeEach
  void setUp() {
    file = folder.resolve("agent.yaml");
    loader =
        new SettingsLoader(
            new Environment(
                Map.of("HOME", folder.toString(), "CREDENTIALS_DIRECTORY", folder + "/credentials"),
                Set.of("elm327", "replay")));
  }

  @Test
  void laysDropInsOverTheMainFileInTheOrderOfTheirNames() throws IOException {
    write(
        "agent.yaml",
        "gateway: {name: main, site: north}\nsources: [{address: 'elm327:a', pack: p1}]");
    write(
        "conf.d/20-b.yaml", "gateway: {name: second}\nsources: [{address: 'elm327:b', pack: p2}]");
    write(
        "conf.d/10-a.yaml", "gateway: {name: first}\npolling: {requestsPerSecond: 5}\nsources:\n");
    write("conf.d/.hidden.yaml", "gateway: {name: hidden}");
    write("conf.d/README", "not a drop-in");

    LoadResult.Loaded loaded = assertInstanceOf(LoadResult.Loaded.class, loader.load(file));

    Settings settings = loaded.settings();
    assertEquals("second", settings.gateway().name());
    assertEquals("north", settings.gateway().site());
    assertEquals(5, settings.polling().requestsPerSecond());
    assertEquals(
        List.of("p1", "p2"), settings.sources().stream().map(Settings.Source::pack).toList());
    assertEquals(
        List.of("agent.yaml", "10-a.yaml", "20-b.yaml"),
        loaded.files().stream().map(f -> f.getFileName().toString()).toList());
  }

  @Test
  void readsEverySettingOfASource() throws IOException {
    Settings.Source source =
        loaded(
                """
                sources:
                  - address: replay:charge.csv.gz#two
                    pack: bench
                    profile: hyundai-kia-400v
                    chemistry: nmc
                    series: 98
                    nominalAh: 180
                    certifiedKwh: 64.8
                """)
            .sources()
            .get(0);

    assertEquals("replay:charge.csv.gz#two", source.address().toString());
    assertEquals("hyundai-kia-400v", source.profile().orElseThrow());
    assertEquals(Chemistry.NMC, source.facts().chemistry());
    assertEquals(180.0, source.facts().nominalAh().orElseThrow().value());
    assertEquals(64.8, source.facts().certifiedKwh().orElseThrow().value());
    assertTrue(source.facts().nominalAh().orElseThrow().source().contains("operator"));
  }

  @Test
  void pathsStartAtTheFileTheyAreWrittenInOrAtHome() throws IOException {
    Path trust = Files.writeString(folder.resolve("t.json"), "{}");
    Settings settings = loaded("stateDir: ../state\noutDir: ~/reports\ntrustFile: " + trust + "\n");

    assertEquals(folder.resolve("../state").normalize(), settings.stateDir());
    assertEquals(folder.resolve("reports"), settings.outDir());
    assertEquals(trust, settings.trustFile().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, below",
    "5s, ok",
    "1h, ok",
    "61min, above",
    "30, no unit",
    "PT30S, ISO form",
    "-5s, negative",
    "999999999d, overflow"
  })
  void takesTimesWithUnitAndBoundsOnly(String written, String why) throws IOException {
    LoadResult result = load("polling: {retryAtMost: " + written + "}");
    assertEquals(why.equals("ok"), result instanceof LoadResult.Loaded, why);
  }

  @Test
  void readsTimesAndSizes() throws IOException {
    Settings settings = loaded("polling: {retryAtMost: 2min}\nstore: {telemetryMax: 1GiB}\n");
    assertEquals(Duration.ofMinutes(2), settings.polling().retryAtMost());
    assertEquals(1L << 30, settings.store().telemetryMaxBytes());
  }

  /** Only the spelling counts: a name that merely resolves to loopback today is not loopback. */
  @ParameterizedTest
  @CsvSource({
    "mqtt://localhost, mqtt://localhost:1883",
    "tcp://127.0.0.1:18883, mqtt://127.0.0.1:18883",
    "'mqtt://[::1]:1883/', 'mqtt://[::1]:1883'",
    "mqtts://broker.example.org, mqtts://broker.example.org:8883",
    "mqtt://localhost.example.org, ",
    "mqtt://127.0.0.1.example.org, ",
    "mqtt://10.0.0.1, ",
    "http://localhost, ",
    "mqtts://broker:0, ",
    "mqtts://broker:99999, ",
    "mqtts://broker/path, ",
    "broker.example.org:8883, "
  })
  void takesTlsAnywhereAndPlaintextToLoopbackOnly(String written, String read) throws IOException {
    LoadResult result = load("mqtt: {enabled: true, uri: '" + written + "'}");
    String got =
        result instanceof LoadResult.Loaded loaded
            ? loaded.settings().mqtt().uri().orElseThrow().toString()
            : null;
    assertEquals(read, got, result.toString());
  }

  @Test
  void plaintextMayLeaveTheMachineWhenTheOperatorSaysSo() throws IOException {
    Settings.Mqtt mqtt = loaded("mqtt: {uri: 'mqtt://10.0.0.1', allowPlaintext: true}").mqtt();
    assertTrue(mqtt.allowPlaintext());
  }

  @Test
  void secretsAreFilesOthersCannotRead() throws IOException {
    Path password = write("password", "hunter2");
    String yaml = "mqtt: {user: u, passwordFile: password}";
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(
        "mqtt.passwordFile names a file everybody can read; set its mode to 0640 or" + " stricter.",
        onlyProblem(yaml).sentence());

    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
    assertEquals(password, loaded(yaml).mqtt().passwordFile().orElseThrow());

    Files.writeString(password, "");
    assertTrue(onlyProblem(yaml).sentence().contains("empty file"));
  }

  @Test
  void secretsMayComeFromSystemd() throws IOException {
    Path password = write("credentials/mqtt", "hunter2");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("r--------"));
    String yaml = "mqtt: {user: u, passwordFile: 'credential:mqtt'}";
    assertEquals(password, loaded(yaml).mqtt().passwordFile().orElseThrow());

    loader = new SettingsLoader(new Environment(Map.of("HOME", "/h"), Set.of()));
    assertTrue(onlyProblem(yaml).sentence().contains("LoadCredential=mqtt:FILE"));
  }

  @Test
  void saysWhatIsWrongWithTheFileItself() throws IOException {
    assertTrue(fileProblem(folder.resolve("none.yaml")).contains("does not exist"));
    assertTrue(fileProblem(folder).contains("is a directory"));
    Files.write(file, "operator: Gar\u00e7on".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(fileProblem(file).contains("UTF-8"));
    Files.writeString(file, "#".repeat(YamlReader.MAX_FILE_BYTES + 1));
    assertTrue(fileProblem(file).contains("larger than 1 MiB"));
  }

  @Test
  void saysThatTheFileCannotBeRead() throws IOException {
    Files.writeString(file, "language: nl");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(file), "skipped: this user (root?) can read every file");
    assertTrue(fileProblem(file).contains("cannot be read by this user"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [",
        "{",
        "a: 'x",
        "? [a]\n: b",
        "a: &x\n - *x",
        "\u0000",
        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
      })
  void brokenYamlIsAProblemAndNeverAnException(String text) throws IOException {
    assertInstanceOf(LoadResult.Problems.class, load(text));
  }

  private LoadResult load(String yaml) throws IOException {
    return loader.load(Files.writeString(file, yaml));
  }

  private Settings loaded(String yaml) throws IOException {
    return assertInstanceOf(LoadResult.Loaded.class, load(yaml)).settings();
  }

  private Problem onlyProblem(String yaml) throws IOException {
    List<Problem> problems = assertInstanceOf(LoadResult.Problems.class, load(yaml)).problems();
    assertEquals(1, problems.size(), problems.toString());
    return problems.get(0);
  }

  private String fileProblem(Path path) {
    List<Problem> problems =
        assertInstanceOf(LoadResult.Problems.class, loader.load(path)).problems();
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).line().isEmpty());
    return problems.get(0).toString();
  }

  private Path write(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }
}
