package io.cellwitness.opcua.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signals;
import io.cellwitness.api.UseFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SourceFileTest {

  private static final Path CONFIG = Path.of("../../config");

  @TempDir Path folder;

  private OpcUaSource read(String json) throws Exception {
    return SourceFile.read(Files.writeString(folder.resolve("bench.json"), json));
  }

  private static String file(String body) {
    return "{\"schema\":\"cellwitness-opcua-source-1\",\"endpoint\":\"opc.tcp://bench:4840\""
        + body
        + "}";
  }

  private String problem(String json) {
    DriverException e = assertThrows(DriverException.class, () -> read(json));
    assertEquals(DriverException.Kind.CONFIGURATION, e.kind());
    return e.getMessage();
  }

  static Stream<Path> samples() throws IOException {
    return Files.list(CONFIG.resolve("opcua")).filter(f -> f.toString().endsWith(".json"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everySampleIsReadAndFitsTheSchema(Path sample) throws Exception {
    assertTrue(SourceFile.read(sample).nodes().size() > 0);
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(CONFIG.resolve("schemas").resolve("opcua-source-1.json")));
    JsonNode tree = JsonMapper.shared().readTree(Files.readString(sample));
    assertEquals(List.of(), schema.validate(tree));
  }

  @Test
  void theSamplePackIsStationary() throws Exception {
    UseFacts use =
        SourceFile.read(CONFIG.resolve("opcua").resolve("storage-pack.json")).pack().use();
    assertTrue(use.stationary());
    assertEquals(7.5, use.ratedPowerKw().orElseThrow().value());
    assertEquals(94, use.roundTripPct().orElseThrow().value());
    assertEquals(3, use.ageYears().orElseThrow().value());
  }

  /** The number is as secret as a VIN: a sentence about it does not repeat it. */
  @Test
  void thePacksNumberIsGivenOnceAndNeverRepeated() throws Exception {
    OpcUaSource source = read(file(",\"pack\":{\"packId\":\" SN 12/ab \"},\"nodes\":[]"));
    assertEquals("SN 12/ab", source.packId().orElseThrow());
    String node = "{\"signal\":\"X-PackIdentifier\",\"node\":\"i=5\"}";
    assertTrue(
        problem(file(",\"pack\":{\"packId\":\"SN-SECRET\"},\"nodes\":[" + node + "]"))
            .contains("/pack has a packId, which is also told by a node"));
    for (String wrong : List.of("SN\\\"SECRET", "SN-\u00fcSECRET", "SECRET".repeat(22), "")) {
      String message = problem(file(",\"pack\":{\"packId\":\"" + wrong + "\"},\"nodes\":[]"));
      assertTrue(message.contains("/pack/packId must be 1 to 128"), message);
      assertTrue(!message.contains("SECRET"), message);
    }
  }

  @Test
  void theMetersAccuracyIsStatedOnce() throws Exception {
    OpcUaSource meter = SourceFile.read(CONFIG.resolve("opcua").resolve("charger-meter.json"));
    assertEquals(0.5, meter.meterAccuracyPct().orElseThrow());
    String node = "{\"signal\":\"X-ReferenceAccuracy\",\"node\":\"i=5\",\"unit\":\"%\"}";
    assertTrue(
        problem(file(",\"meterAccuracyPct\":1,\"nodes\":[" + node + "]"))
            .contains("/meterAccuracyPct is also told by a node"));
    assertTrue(
        problem(file(",\"meterAccuracyPct\":0,\"nodes\":[]")).contains("/meterAccuracyPct must"));
  }

  @Test
  void defaultsAreTheSafeOnes() throws Exception {
    OpcUaSource source = read(file(",\"nodes\":[]"));
    assertEquals(Policy.BASIC256SHA256, source.security().policy());
    assertEquals(MessageMode.SIGN_AND_ENCRYPT, source.security().mode());
    assertInstanceOf(Identity.Anonymous.class, source.identity());
    assertEquals(Sampling.DEFAULT, source.sampling());
    assertEquals("bench.json", source.origin());
  }

  @Test
  void everythingThatIsSaidArrives() throws Exception {
    OpcUaSource source =
        read(
            file(
                ",\"model\":\"Rack 7\",\"security\":{\"policy\":\"Aes128_Sha256_RsaOaep\","
                    + "\"mode\":\"Sign\",\"serverName\":\"bench-1\",\"applicationUri\":\"urn:b\"},"
                    + "\"identity\":{\"type\":\"password\",\"user\":\"w\",\"passwordFile\":\"secret\"},"
                    + "\"sampling\":{\"mode\":\"subscribe\",\"intervalMillis\":100,\"timestamps\":\"server\"},"
                    + "\"pack\":{\"chemistry\":\"LFP\",\"cellsInSeries\":16,\"nominalAh\":280,\"source\":\"plate\"},"
                    + "\"nodes\":[{\"signal\":\"CellVoltage\",\"path\":[\"2:Pack\",\"nsu=urn:v;Cells\"],"
                    + "\"indexRange\":\"0:15\",\"firstIndex\":17,\"unit\":\"mV\",\"scale\":0.1,\"offset\":2,"
                    + "\"range\":[2,4],\"intervalMillis\":5000,\"comment\":\"upper half\"}]"));
    assertEquals(MessageMode.SIGN, source.security().mode());
    assertEquals(new Identity.Password("w", folder.resolve("secret")), source.identity());
    assertTrue(source.sampling().subscribe());
    assertEquals(Timestamps.SERVER, source.sampling().timestamps());
    assertEquals(Chemistry.LFP, source.pack().chemistry());
    assertEquals("plate", source.pack().nominalAh().orElseThrow().source());
    NodeMapping node = source.nodes().get(0);
    assertEquals(Signals.CELL_VOLTAGE, node.signal());
    assertEquals(17, node.firstIndex());
    assertEquals("2:Pack/nsu=urn:v;Cells[0:15]", node.source());
    assertEquals(3.402, node.conversion().apply(34_000), 1e-12);
    assertEquals(Duration.ofSeconds(5), node.interval().orElseThrow());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String message =
        problem(
            file(
                ",\"secruity\":{},\"sampling\":{\"intervalMillis\":1},\"nodes\":["
                    + "{\"signal\":\"CurrentCurrent\",\"node\":\"ns=2;s=I\",\"unit\":\"V\"},"
                    + "{\"signal\":\"Nonsense\",\"node\":\"Pack.Voltage\",\"unit\":\"V\"},"
                    + "{\"signal\":\"CurrentVoltage\",\"unit\":\"V\",\"sign\":0}]"));
    for (String part :
        List.of(
            "/secruity is not known here; did you mean \"security\"?",
            "/sampling/intervalMillis must lie between 50 and 3600000",
            "/nodes/0/unit is 'V', which does not fit CurrentCurrent; use one of A, mA, kA",
            "/nodes/1/signal is 'Nonsense'",
            "/nodes/1/node is 'Pack.Voltage'; use one of ns=2;s=NAME",
            "/nodes/2 needs either \"node\" or \"path\"",
            "/nodes/2/sign must be 1 or -1")) {
      assertTrue(message.contains(part), part + " not in: " + message);
    }
  }

  @ParameterizedTest
  @CsvSource({"Basic128Rsa15", "Basic256", "Whatever"})
  void deprecatedPoliciesAreRefusedByName(String policy) {
    String message = problem(file(",\"nodes\":[],\"security\":{\"policy\":\"" + policy + "\"}"));
    assertTrue(message.contains("use one of Basic256Sha256, "), message);
  }

  @Test
  void noSecretTravelsWithoutProtection() {
    String message =
        problem(
            file(
                ",\"nodes\":[],\"security\":{\"policy\":\"None\"},\"identity\":{\"type\":"
                    + "\"password\",\"user\":\"w\",\"passwordFile\":\"secret\"}"));
    assertTrue(message.contains("cannot be sent under policy None"), message);
  }

  @Test
  void oneSignalHasOneNode() {
    String node = "{\"signal\":\"StateOfHealth\",\"node\":\"i=5\",\"unit\":\"%\"}";
    assertTrue(problem(file(",\"nodes\":[" + node + "," + node + "]")).contains("is fed twice"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://bench:4840, must start with opc.tcp://",
    "opc.tcp://bench, needs a host and a port",
    "opc.tcp://u:p@bench:4840, must not hold a user name",
    "opc.tcp://be nch:4840, is not a URL"
  })
  void endpointsAreCheckedBeforeAnybodyDials(String url, String reason) {
    String message = problem(file(",\"nodes\":[]").replace("opc.tcp://bench:4840", url));
    assertTrue(message.contains("/endpoint " + reason), message);
  }

  @Test
  void brokenJsonNamesItsLine() {
    assertTrue(problem("{\n\"schema\": nope}").contains("line 2"));
    assertTrue(problem("{\"schema\":1,\"schema\":2}").contains("uplicate"), "duplicate keys");
    assertTrue(problem("[]").contains("must be an object"));
    assertTrue(problem("null").contains("must be an object"));
  }

  @Test
  void aMissingFileIsSaidPlainly() {
    DriverException e =
        assertThrows(DriverException.class, () -> SourceFile.read(folder.resolve("no.json")));
    assertEquals(DriverException.Kind.INPUT_OUTPUT, e.kind());
  }

  @ParameterizedTest
  @CsvSource({
    "ns=2;s=Pack.Voltage, true",
    "nsu=http://a/b;i=17, true",
    "i=2258, true",
    "ns=1;g=09087e75-8e5e-499b-954f-f2a9603db28a, true",
    "ns=1;b=M/RbKBsRVkePCePcx24oRA==, true",
    "ns=1;i=4294967295, true",
    "ns=1;i=4294967296, false",
    "ns=65536;i=1, false",
    "ns=1;g=09087e75, false",
    "ns=1;b=***, false",
    "s=, false",
    "Pack, false"
  })
  void nodeIdsOfAllFourTypes(String text, boolean fits) {
    assertEquals(fits, NodeAddress.Id.parse(text).isPresent());
  }
}
