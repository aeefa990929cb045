package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.SourceTools;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.TestSettings;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckListener;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.simulator.AcceleratedTime;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import io.cellwitness.simulator.opcua.SimulatedUaServer;
import io.cellwitness.simulator.opcua.SimulatedVariable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * A storage pack without VIN that is visited twice over OPC UA: its own number joins the visits.
 */
class StationaryVisitsTest {

  private static final String NUMBER = "Rack-7/SN 004711";

  /** What the simulated pack loses by itself, % in 30 days. */
  private static final double LOSS_PCT = 3;

  private static final Map<Signal, Double> STEADY =
      Map.of(
          Signals.VOLTAGE, 52.8,
          Signals.CURRENT, 0.0,
          Signals.TEMPERATURE_MAX, 22.0,
          Signals.CHARGED_AH, 10_500.0,
          Signals.CONSUMED_AH, 10_200.0);

  @TempDir Path state;
  private final SystemTime real = new SystemTime();
  private final Drivers drivers = Drivers.installed();
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final Map<Signal, SimulatedVariable> variables = new LinkedHashMap<>();
  private SimulatedUaServer server;
  private SimulatedVariable serial;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    server =
        SimulatedUaServer.start(
            ServerSettings.of(
                port,
                ServerIdentity.create(
                    "urn:cellwitness:test:rack", List.of("127.0.0.1"), Period.ofYears(1))));
    for (Signal signal : STEADY.keySet()) {
      variables.put(signal, server.space().variable("Rack", signal.name(), Optional.empty()));
    }
    variables.put(
        Signals.SOC, server.space().variable("Rack", Signals.SOC.name(), Optional.empty()));
    serial = server.space().variable("Rack", "Serial", Optional.empty());
    SourceTools opcUa = drivers.tools("opcua");
    String sha256 =
        new JsonMapper()
            .readTree(
                opcUa
                    .probe(server.url(), context(new AcceleratedTime(real, 1, Duration.ZERO)))
                    .json())
            .path("certificates")
            .get(0)
            .path("sha256")
            .asString();
    opcUa.trust(sha256, context(new AcceleratedTime(real, 1, Duration.ZERO)));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void selfDischargeBetweenTwoVisitsIsRecovered() throws Exception {
    CheckOutcome first = visit(0, Optional.of(NUMBER));
    assertInstanceOf(Quantity.Refused.class, selfDischarge(first));
    CheckOutcome second = visit(60, Optional.of(NUMBER));
    Quantity.Number loss = assertInstanceOf(Quantity.Number.class, selfDischarge(second));
    System.out.println(
        "self-discharge of a pack that loses " + LOSS_PCT + " % in 30 days: " + loss);
    assertEquals(LOSS_PCT, loss.value(), 0.3);
    assertTrue(Math.abs(loss.value() - LOSS_PCT) <= loss.uncertainty().orElseThrow());

    Path session = second.files().get("session.jsonl.gz");
    Cli again = Cli.run("recompute", session, "--state-dir", state);
    assertEquals(0, again.code(), again.err());
    // The second is dated in the future, which verify rightly does not take.
    assertEquals(0, verify(first, NUMBER).code(), verify(first, NUMBER).out());
    assertEquals(0, verify(first, NUMBER.toLowerCase(Locale.ROOT)).code());
    assertEquals(1, verify(first, "Rack-7/SN 004712").code(), "another number is another pack");
    nobodyIsTold(second);
  }

  /** The number may come from the pack itself. */
  @Test
  void aNodeThatHoldsTheSerialNumberJoinsTheVisitsToo() throws Exception {
    serial.set("SN-1", Instant.now());
    visit(0, Optional.empty());
    assertInstanceOf(Quantity.Number.class, selfDischarge(visit(60, Optional.empty())));
    serial.set("SN-2", Instant.now());
    assertInstanceOf(Quantity.Refused.class, selfDischarge(visit(60, Optional.empty())));
  }

  @Test
  void anotherPackIsNotMixedIn() throws Exception {
    visit(0, Optional.of(NUMBER));
    assertInstanceOf(
        Quantity.Refused.class, selfDischarge(visit(60, Optional.of("Rack-7/SN 004712"))));
  }

  private static Quantity selfDischarge(CheckOutcome outcome) {
    return outcome.health().find(QuantityNames.SELF_DISCHARGE, Originator.MEASURED).orElseThrow();
  }

  private Cli verify(CheckOutcome outcome, String number) {
    return Cli.run(
        "verify", outcome.files().get("report.jws"), "--state-dir", state, "--expect-pack", number);
  }

  /** The number stands where its owner hands it over, and nowhere else. */
  private void nobodyIsTold(CheckOutcome outcome) throws IOException {
    assertTrue(Files.readString(outcome.files().get("report.html")).contains("RACK-7/SN 004711"));
    assertTrue(Files.readString(outcome.files().get("report.html")).contains("Pack number:"));
    assertFalse(mentions(notes.toString()), notes::toString);
    Path folder = outcome.files().get("report.jws").getParent();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertFalse(mentions(file.toString()), file::toString);
        String name = file.getFileName().toString();
        boolean owners = name.equals("report.html") || name.equals("source.json");
        if (!owners && !name.startsWith("cellwitness.db") && file.startsWith(folder)) {
          assertFalse(mentions(content(file)), file::toString);
        }
      }
    }
    Cli outbox = Cli.run("outbox", "list", "--json", "--state-dir", state);
    assertFalse(mentions(outbox.out()), outbox.out());
    assertTrue(outbox.out().matches("(?s).*/report/[0-9a-f]{32}.*"), outbox.out());
  }

  private static boolean mentions(String text) {
    return text.toUpperCase(Locale.ROOT).contains("004711");
  }

  private static String content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(plain.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private DriverContext context(AcceleratedTime time) {
    return new DriverContext(time, Optional.empty(), List.of(), 20, notes::add, Optional.of(state));
  }

  private Path source(Optional<String> number) throws IOException {
    StringBuilder nodes = new StringBuilder();
    for (Signal signal : variables.keySet()) {
      nodes.append(node(signal, signal.name())).append(",\n");
    }
    nodes.append(
        number.isPresent() ? node(Signals.SOH, "StateOfHealth") : node(Signals.PACK_ID, "Serial"));
    return Files.writeString(
        state.resolve("source.json"),
        """
        {"schema": "cellwitness-opcua-source-1", "endpoint": "%s",
         "sampling": {"intervalMillis": 1000, "timestamps": "receive",
                      "clockToleranceMillis": 3600000, "staleAfterMillis": 3600000},
         "pack": {"chemistry": "LFP", "cellsInSeries": 16, "nominalAh": 280,
                  "stationary": true%s},
         "nodes": [%s]}
        """
            .formatted(
                server.url(), number.map(n -> ", \"packId\": \"" + n + "\"").orElse(""), nodes));
  }

  private static String node(Signal signal, String name) {
    return "{\"signal\": \"%s\", \"unit\": \"%s\", \"node\": \"nsu=%s;s=Rack/%s\"}"
        .formatted(signal.name(), signal.unit(), ServerSettings.NAMESPACE, name);
  }

  /** A quick check so many days from now, of a pack that loses charge meanwhile. */
  private CheckOutcome visit(int day, Optional<String> number) throws Exception {
    STEADY.forEach((signal, value) -> variables.get(signal).set(value, Instant.now()));
    double soc = 62 - LOSS_PCT * day / 30;
    variables.get(Signals.SOC).set(Math.rint(10 * soc) / 10, Instant.now());
    AcceleratedTime time = new AcceleratedTime(real, 20, Duration.ofDays(-day));
    Path config =
        Files.writeString(
            state.resolve("agent.yaml"), "mqtt:\n  enabled: true\n  uri: mqtt://127.0.0.1:9\n");
    Settings settings = TestSettings.read(state, drivers.schemes(), config);
    CheckListener listener =
        new CheckListener() {
          @Override
          public void connecting(String source) {}

          @Override
          public void identified(VehicleFacts vehicle, PackFacts pack) {}

          @Override
          public void progress(CheckProgress progress) {}

          @Override
          public void note(String text) {
            notes.add(text);
          }
        };
    try (Station station = Station.open(settings, real)) {
      return new Check(station, drivers, time, time)
          .run(
              new CheckRequest(
                  SourceAddress.parse("opcua:" + source(number)),
                  Optional.empty(),
                  false,
                  Mode.QUICK,
                  Optional.empty(),
                  List.of(),
                  DriverContext.MOST_REQUESTS_PER_SECOND,
                  PackFacts.UNKNOWN,
                  OptionalDouble.empty()),
              listener,
              () -> false)
          .orElseThrow();
    }
  }
}
