package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.command.CommandToken;
import io.cellwitness.gateway.command.RemoteCommand;
import io.cellwitness.gateway.mqtt.Collector;
import io.cellwitness.gateway.mqtt.IncomingMessage;
import io.cellwitness.gateway.mqtt.Mosquitto;
import io.cellwitness.gateway.mqtt.MqttSettings;
import io.cellwitness.gateway.mqtt.MqttSubscriber;
import io.cellwitness.gateway.mqtt.MqttUplink;
import io.cellwitness.gateway.mqtt.Sayer;
import io.cellwitness.gateway.mqtt.Schemas;
import io.cellwitness.gateway.mqtt.TestCertificates;
import io.cellwitness.gateway.mqtt.Topics;
import io.cellwitness.gateway.mqtt.UplinkExtras;
import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.report.jose.SigningKeys;
import io.cellwitness.simulator.adapter.AdapterModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands to a running daemon through mosquitto with TLS, signed as the documents say. */
@Timeout(240)
class CommandsTest {

  private static final Topics TOPICS = new Topics("cellwitness", "garage", "gw-1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path dir;

  private static TestCertificates certificates;
  private static Mosquitto broker;

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Bench bench = new Bench();
  private Path config;
  private StopRequest stop;
  private Thread daemon;
  private volatile int exitCode = -1;

  @BeforeAll
  static void prepareAll() throws Exception {
    certificates = new TestCertificates(dir);
    broker =
        new Mosquitto(
                dir,
                Mosquitto.freePort(),
                "certfile " + certificates.certificate("good"),
                "keyfile " + certificates.key("good"))
            .start();
    desk("desk");
    desk("stranger");
  }

  @AfterAll
  static void endAll() {
    if (broker != null) {
      broker.close();
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    config = dir.resolve("agent.yaml");
    Files.writeString(config, yaml("mqtts", bench.elm(AdapterModel.STN)));
  }

  @AfterEach
  void end() throws Exception {
    stopDaemon();
    bench.close();
  }

  @Test
  void whatIsSignedIsDoneOnceAndAllElseIsRefused() throws Exception {
    try (MqttSubscriber answers = MqttSubscriber.connect(settings("answers"), TOPICS.ack());
        MqttSubscriber reports =
            MqttSubscriber.connect(settings("reports"), "cellwitness/garage/gw-1/report/#")) {
      startDaemon();
      String gateway = gatewayId();

      String status = sign("desk", gateway, "--status");
      JsonNode answer = ask(answers, status);
      assertEquals("accepted", answer.path("ack").stringValue());
      assertEquals("bay-1", answer.at("/status/packs/0/pack").stringValue());

      refused("unknown-pack", answers, sign("desk", gateway, "--check", "bay-2"));
      refused("nothing-to-send", answers, sign("desk", gateway, "--resend", new UUID(7, 7)));

      String check = sign("desk", gateway, "--check", "bay-1");
      assertEquals("accepted", ask(answers, check).path("ack").stringValue());
      JsonNode done = JSON.readTree(next(answers, Duration.ofSeconds(150)));
      assertEquals("done", done.path("ack").stringValue(), said.toString());
      IncomingMessage report = Collector.collect(reports, 1, PATIENCE).get(0);
      assertEquals(
          done.path("report").stringValue(), report.properties().get("message-id"), "its report");

      String resend = sign("desk", gateway, "--resend", done.path("report").stringValue());
      assertEquals("accepted", ask(answers, resend).path("ack").stringValue());
      IncomingMessage again = Collector.collect(reports, 1, PATIENCE).get(0);
      assertEquals(report.properties().get("message-id"), again.properties().get("message-id"));

      refused("replayed", answers, status);
      refused("unsigned", answers, "check bay-1");
      String[] parts = check.split("\\.");
      refused("unsigned", answers, parts[0] + "." + parts[1]);
      refused("signature", answers, parts[0] + "." + parts[1] + ".");
      refused("signature", answers, parts[0] + "." + parts[1] + "." + status.split("\\.")[2]);
      refused("issuer", answers, sign("stranger", gateway, "--status"));
      // A whole report is longer than any command; its kind is told apart below, by a short JWS.
      refused("too-long", answers, new String(report.body(), StandardCharsets.US_ASCII));
      refused("gateway", answers, sign("desk", UUID.randomUUID().toString(), "--status"));
      Path list = dir.resolve("list.jws");
      assertEquals(0, Cli.run("trust", "sign", list, "--state-dir", dir.resolve("desk")).code());
      refused("type", answers, Files.readString(list).strip());
      refused("expired", answers, token(gateway, Instant.now().minusSeconds(61), 60));
      refused("expired", answers, token(gateway, Instant.now().plusSeconds(300), 60));
      refused("expired", answers, token(gateway, Instant.now(), 601));
      refused("too-long", answers, "x".repeat(5000));
      refused("too-long", answers, "x".repeat(100_000));

      stopDaemon();
      assertEquals(0, exitCode, said.toString());
      String kept = sign("desk", gateway, "--status");
      Sayer.say(settings("sayer"), TOPICS.command(), bytes(kept), true);
      startDaemon();
      assertEquals("retained", reason(JSON.readTree(next(answers, PATIENCE))));
      refused("replayed", answers, check);
      assertEquals("accepted", ask(answers, kept).path("ack").stringValue());
    }
    String journal = Files.readString(dir.resolve("state/commands.log"));
    assertTrue(journal.contains("\"ack\":\"done\""), journal);
    assertTrue(journal.contains("\"reason\":\"too-long\""), journal);
    assertFalse(journal.contains(Bench.VIN), "no VIN");
  }

  @Test
  void aCommandIsNoReport() throws Exception {
    Path token = dir.resolve("command.jws");
    Files.writeString(token, sign("desk", UUID.randomUUID().toString(), "--status"));
    Cli verify = Cli.run("verify", token, "--trust", dir.resolve("desk/trust.json"));
    assertNotEquals(0, verify.code(), verify.out());
  }

  @Test
  void whatCannotBeSignedIsOneSentence() {
    Path desk = dir.resolve("desk");
    String id = UUID.randomUUID().toString();
    assertSign(2, "--gateway", "--state-dir", desk, "--status");
    assertSign(2, "--gateway takes an id", "--state-dir", desk, "--gateway", "gw-1", "--status");
    assertSign(2, "--check", "--state-dir", desk, "--gateway", id);
    assertSign(2, "mutually", "--state-dir", desk, "--gateway", id, "--status", "--check", "a");
    assertSign(2, "--check takes", "--state-dir", desk, "--gateway", id, "--check", "a b");
    assertSign(2, "--resend takes", "--state-dir", desk, "--gateway", id, "--resend", "last");
    assertSign(2, "--valid", "--state-dir", desk, "--gateway", id, "--status", "--valid", "601");
    assertSign(74, "'keys init'", "--state-dir", dir.resolve("no"), "--gateway", id, "--status");
  }

  private static void assertSign(int code, String sentence, Object... args) {
    Object[] all = new Object[args.length + 2];
    all[0] = "command";
    all[1] = "sign";
    System.arraycopy(args, 0, all, 2, args.length);
    Cli cli = Cli.run(all);
    assertEquals(code, cli.code(), cli.err());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().contains(sentence), cli.err());
  }

  @Test
  void nothingIsTakenWithoutTls() throws Exception {
    Files.writeString(config, yaml("mqtt", "elm327:tcp://127.0.0.1:1"));
    Cli run = Cli.run("run", "--config", config);
    assertEquals(78, run.code());
    assertTrue(run.err().contains("mqtt.commandIssuers takes commands, which come over TLS only"));
    try (Store store = Store.open(dir.resolve("other"), new SystemTime())) {
      UplinkExtras commands =
          new UplinkExtras(Optional.empty(), Optional.empty(), Optional.of(message -> {}));
      MqttSettings plain = MqttSettings.plain(URI.create("mqtt://127.0.0.1:1"), "gw");
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new MqttUplink(
                  plain, TOPICS, store.outbox(), new SystemTime(), commands, note -> {}));
    }
  }

  @Test
  void aListOfIssuersThatIsNoneIsToldAtTheStart() throws Exception {
    Path none = Files.writeString(dir.resolve("none.json"), "{}");
    String desk = dir.resolve("desk/trust.json").toString();
    Files.writeString(config, Files.readString(config).replace(desk, none.toString()));
    Cli run = Cli.run("run", "--config", config);
    assertEquals(78, run.code());
    assertTrue(run.err().contains("the trust list"), run.err());
  }

  private void refused(String reason, MqttSubscriber answers, String command) throws Exception {
    JsonNode answer = ask(answers, command);
    assertEquals("refused", answer.path("ack").stringValue());
    assertEquals(reason, reason(answer));
  }

  private static String reason(JsonNode answer) {
    return answer.path("reason").asString("none: " + answer);
  }

  private JsonNode ask(MqttSubscriber answers, String command) throws Exception {
    String[] parts = command.split("\\.");
    if (command.startsWith("eyJ") && parts.length == 3 && command.length() < 1000) {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      if (new String(payload, StandardCharsets.UTF_8).contains("\"do\"")) {
        Schemas.assertValid("command-1", payload);
      }
    }
    Sayer.say(settings("sayer"), TOPICS.command(), bytes(command), false);
    return JSON.readTree(next(answers, PATIENCE));
  }

  private byte[] next(MqttSubscriber answers, Duration patience) throws Exception {
    List<IncomingMessage> got = Collector.collect(answers, 1, patience);
    assertEquals(1, got.size(), () -> "no answer; the daemon said " + said);
    Schemas.assertValid("ack-1", got.get(0).body());
    assertEquals("ack/1", got.get(0).properties().get("schema"));
    return got.get(0).body();
  }

  private String token(String gateway, Instant issued, long seconds) throws Exception {
    return CommandToken.sign(
        new RemoteCommand(
            UUID.randomUUID(), new RemoteCommand.Status(), issued, issued.plusSeconds(seconds)),
        gateway,
        SigningKeys.load(dir.resolve("desk/signing.key")));
  }

  private String sign(String desk, Object gateway, Object... what) {
    Object[] args = new Object[what.length + 6];
    System.arraycopy(
        new Object[] {"command", "sign", "--state-dir", dir.resolve(desk), "--gateway", gateway},
        0,
        args,
        0,
        6);
    System.arraycopy(what, 0, args, 6, what.length);
    Cli cli = Cli.run(args);
    assertEquals(0, cli.code(), cli.err());
    return cli.out().strip();
  }

  /** A key, and a list that holds its public half, as the how-to makes them. */
  private static void desk(String name) throws Exception {
    Path state = dir.resolve(name);
    assertEquals(0, Cli.run("keys", "init", "--state-dir", state).code());
    Path jwk = dir.resolve(name + ".jwk");
    Files.writeString(jwk, Cli.run("keys", "show", "--jwk", "--state-dir", state).out());
    Cli added = Cli.run("trust", "add", jwk, "--name", name, "--state-dir", state);
    assertEquals(0, added.code(), added.err());
  }

  private String gatewayId() {
    Cli show = Cli.run("keys", "show", "--json", "--state-dir", dir.resolve("state"));
    return show.event("key").path("gatewayId").stringValue();
  }

  private String yaml(String scheme, String source) throws Exception {
    return String.join(
        "\n",
        "stateDir: " + dir.resolve("state"),
        "pdf: false",
        "gateway:",
        "  name: gw-1",
        "  site: garage",
        "mqtt:",
        "  enabled: true",
        "  uri: " + scheme + "://127.0.0.1:" + broker.port(),
        scheme.equals("mqtts") ? "  caFile: " + certificates.certificate("ca") : "",
        "  commandIssuers: " + dir.resolve("desk/trust.json"),
        "sources:",
        "  - address: " + source,
        "    pack: bay-1",
        "");
  }

  private MqttSettings settings(String client) throws Exception {
    return new MqttSettings(
        URI.create("mqtts://127.0.0.1:" + broker.port()),
        client,
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificates.certificate("ca")),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private void startDaemon() {
    stop = StopRequest.never();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    said.reset();
    daemon =
        new Thread(
            () ->
                exitCode =
                    Main.run(new Console(out, out, 0), stop, "run", "--config", config.toString()));
    daemon.start();
    Eventually.within(
        PATIENCE, () -> said.toString(StandardCharsets.UTF_8).contains("connected to the broker"));
  }

  private void stopDaemon() throws InterruptedException {
    if (daemon != null) {
      stop.request();
      daemon.join(60_000);
      assertFalse(daemon.isAlive(), () -> "the daemon does not end: " + said);
      daemon = null;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
