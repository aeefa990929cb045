package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.LoadResult;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.Uplinks;
import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.Store;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who the broker is, and who we are: one clear sentence for each way it can be wrong. */
@Timeout(60)
class MqttTlsTest {

  @TempDir static Path dir;

  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new TestCertificates(dir);
  }

  @Test
  void connectsToABrokerOfThePrivateCa() throws Exception {
    try (FakeBroker broker = broker("good")) {
      MqttSubscriber.connect(trusting(broker.port(), "ca"), "x").close();
      assertEquals(1, broker.connections());
    }
  }

  @Test
  void refusesAWrongHostName() throws Exception {
    assertUntrusted("elsewhere", "ca", "is for another host name");
  }

  @Test
  void refusesAnExpiredCertificate() throws Exception {
    assertUntrusted("expired", "ca", "has expired");
  }

  @Test
  void refusesAnUnknownCa() throws Exception {
    assertUntrusted("good", "stranger", "is not signed by a trusted CA");
  }

  @Test
  void refusesTheSystemsTrustForAPrivateCa() throws Exception {
    try (FakeBroker broker = broker("good")) {
      UplinkException e = failure(MqttSettings.plain(uri("mqtts", broker.port()), "gw"));
      assertTrue(e.getMessage().contains("not signed by a trusted CA"), e.getMessage());
    }
  }

  @Test
  void saysWhenThePortDoesNotSpeakTls() throws Exception {
    try (FakeBroker broker = new FakeBroker(20, (publish, number) -> FakeBroker.Action.ACK)) {
      UplinkException e = failure(trusting(broker.port(), "ca"));
      assertEquals(UplinkException.Kind.UNAVAILABLE, e.kind());
      assertTrue(e.getMessage().contains("does not speak TLS"), e.getMessage());
    }
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Path missing = dir.resolve("missing.pem");
    Path nonsense = Files.writeString(dir.resolve("nonsense.pem"), "hello");
    Path pkcs1 = Files.writeString(dir.resolve("pkcs1.pem"), "-----BEGIN RSA PRIVATE KEY-----\n");
    Path good = certificates.certificate("client");
    assertFileProblem(withCa(missing), "the CA file " + missing + " cannot be read");
    assertFileProblem(withCa(nonsense), "the CA file " + nonsense + " ");
    assertFileProblem(
        withClient(certificates.certificate("expired"), certificates.key("expired")),
        "has expired; renew it");
    assertFileProblem(withClient(good, pkcs1), "is not PKCS#8");
  }

  @Test
  void aRealBrokerAdmitsTheClientCertificateAndRefusesItsAbsence() throws Exception {
    try (Mosquitto broker =
        new Mosquitto(
                Files.createDirectory(dir.resolve("mtls")),
                Mosquitto.freePort(),
                "cafile " + certificates.certificate("ca"),
                "certfile " + certificates.certificate("good"),
                "keyfile " + certificates.key("good"),
                "require_certificate true")
            .start()) {
      MqttSettings with =
          new MqttSettings(
              uri("mqtts", broker.port()),
              "gw",
              Optional.empty(),
              Optional.empty(),
              Optional.of(certificates.certificate("ca")),
              Optional.of(certificates.certificate("client")),
              Optional.of(certificates.key("client")),
              false);
      MqttSubscriber.connect(with, "x").close();
      UplinkException e = failure(trusting(broker.port(), "ca"));
      assertTrue(e.getMessage().contains("client certificate"), e.getMessage());
    }
  }

  @Test
  void aRealBrokerAdmitsThePasswordAndRefusesABadOne() throws Exception {
    Path users = Files.writeString(dir.resolve("users"), "garage:secret\n");
    try (Mosquitto broker =
        new Mosquitto(
            Files.createDirectory(dir.resolve("passwords")),
            Mosquitto.freePort(),
            "allow_anonymous false",
            "password_file " + users)) {
      Process hash =
          new ProcessBuilder("mosquitto_passwd", "-U", users.toString()).inheritIO().start();
      assertTrue(hash.waitFor(20, TimeUnit.SECONDS) && hash.exitValue() == 0);
      broker.start();
      MqttSubscriber.connect(withPassword(broker.port(), "secret"), "x").close();
      UplinkException bad = failure(withPassword(broker.port(), "wrong"));
      assertEquals(UplinkException.Kind.REFUSED, bad.kind());
      assertTrue(
          bad.getMessage().contains("refuses user name or password")
              || bad.getMessage().contains("refuses this gateway"),
          bad.getMessage());
      assertTrue(!bad.getMessage().contains("wrong"), "the password is not shown");
    }
  }

  @Test
  void aRunningUplinkTakesUpRenewedCertificates() throws Exception {
    Path home = Files.createDirectory(dir.resolve("renewal"));
    Path ca = Files.copy(certificates.certificate("stranger"), home.resolve("ca.pem"));
    try (Mosquitto broker =
            new Mosquitto(
                    home,
                    Mosquitto.freePort(),
                    "certfile " + certificates.certificate("good"),
                    "keyfile " + certificates.key("good"))
                .start();
        Store store = Store.open(home.resolve("state"), new MachineTime());
        MqttUplink uplink =
            new MqttUplink(
                new MqttSettings(
                    uri("mqtts", broker.port()),
                    "gw",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(ca),
                    Optional.empty(),
                    Optional.empty(),
                    false),
                new Topics("cw", "garage", "bay-1"),
                store.outbox(),
                new MachineTime(),
                UplinkExtras.NONE,
                note -> {})) {
      uplink.start();
      Duration patience = Duration.ofSeconds(40);
      Eventually.within(patience, () -> uplink.status().trouble().isPresent());
      String trouble = uplink.status().trouble().orElseThrow();
      assertTrue(trouble.contains("not signed by a trusted CA"), trouble);
      Files.copy(certificates.certificate("ca"), ca, StandardCopyOption.REPLACE_EXISTING);
      Eventually.within(patience, () -> uplink.status().connected());
    }
  }

  /** As systemd hands them over, and as a renewal replaces them. */
  @Test
  void aRunningUplinkTakesUpRenewedCredentials() throws Exception {
    Path home = Files.createDirectory(dir.resolve("credentials-renewal"));
    Path credentials = Files.createDirectory(home.resolve("credentials"));
    Files.copy(certificates.certificate("ca"), credentials.resolve("ca"));
    handOver("expired", credentials);
    try (Mosquitto broker =
        new Mosquitto(
                home,
                Mosquitto.freePort(),
                "cafile " + certificates.certificate("ca"),
                "certfile " + certificates.certificate("good"),
                "keyfile " + certificates.key("good"),
                "require_certificate true")
            .start()) {
      Path yaml =
          Files.writeString(
              home.resolve("agent.yaml"),
              "mqtt:\n  enabled: true\n  uri: mqtts://127.0.0.1:"
                  + broker.port()
                  + "\n  caFile: credential:ca\n  certificateFile: credential:client.pem\n"
                  + "  keyFile: credential:client.key\n");
      Environment environment =
          new Environment(
              Map.of(
                  "CREDENTIALS_DIRECTORY",
                  credentials.toString(),
                  "STATE_DIRECTORY",
                  home.resolve("state").toString()),
              Set.of());
      LoadResult loaded = new SettingsLoader(environment).load(yaml);
      assertTrue(loaded instanceof LoadResult.Loaded, loaded.toString());
      try (Station station =
              Station.open(((LoadResult.Loaded) loaded).settings(), new MachineTime());
          Uplink uplink =
              Uplinks.of(station, new MachineTime(), note -> {}, Optional.empty()).orElseThrow()) {
        uplink.start();
        Duration patience = Duration.ofSeconds(40);
        Eventually.within(patience, () -> uplink.status().trouble().isPresent());
        String trouble = uplink.status().trouble().orElseThrow();
        assertTrue(trouble.contains("has expired; renew it"), trouble);
        handOver("client", credentials);
        Eventually.within(patience, () -> uplink.status().connected());
      }
    }
  }

  private static void handOver(String alias, Path credentials) throws Exception {
    Files.copy(
        certificates.certificate(alias),
        credentials.resolve("client.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Path key = credentials.resolve("client.key");
    Files.copy(certificates.key(alias), key, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void takesUpARenewedPasswordFileAtTheNextConnection() throws Exception {
    Path file = Files.writeString(dir.resolve("renewed"), "");
    MqttSettings settings = withPasswordFile(1, file);
    assertTrue(failure(settings).getMessage().contains("is empty"));
    Files.writeString(file, "now there is one\n");
    assertTrue(failure(settings).getMessage().contains("no broker answers"));
  }

  private static void assertUntrusted(String shown, String trusted, String expected)
      throws Exception {
    try (FakeBroker broker = broker(shown)) {
      UplinkException e = failure(trusting(broker.port(), trusted));
      assertEquals(UplinkException.Kind.UNTRUSTED, e.kind());
      assertTrue(e.getMessage().contains(expected), e.getMessage());
    }
  }

  private static void assertFileProblem(MqttSettings settings, String expected) {
    UplinkException e = failure(settings);
    assertEquals(UplinkException.Kind.CONFIGURATION, e.kind());
    assertTrue(e.getMessage().contains(expected), e.getMessage());
  }

  private static UplinkException failure(MqttSettings settings) {
    UplinkException e =
        assertThrows(UplinkException.class, () -> MqttSubscriber.connect(settings, "x"));
    assertTrue(e.getMessage().length() < 250, e.getMessage());
    assertFalse(
        e.getMessage().contains("\n") || e.getMessage().contains("Exception"), "a sentence");
    return e;
  }

  private static FakeBroker broker(String alias) throws Exception {
    ServerSocket socket =
        certificates
            .context(alias)
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new FakeBroker(socket, 20, (publish, number) -> FakeBroker.Action.ACK);
  }

  private static MqttSettings trusting(int port, String ca) throws Exception {
    return new MqttSettings(
        uri("mqtts", port),
        "gw",
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificates.certificate(ca)),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static MqttSettings withCa(Path file) {
    return new MqttSettings(
        uri("mqtts", 1),
        "gw",
        Optional.empty(),
        Optional.empty(),
        Optional.of(file),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static MqttSettings withClient(Path certificate, Path key) {
    return new MqttSettings(
        uri("mqtts", 1),
        "gw",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(certificate),
        Optional.of(key),
        false);
  }

  private static MqttSettings withPassword(int port, String password) throws Exception {
    return withPasswordFile(port, Files.writeString(dir.resolve("password"), password + "\n"));
  }

  private static MqttSettings withPasswordFile(int port, Path file) {
    return new MqttSettings(
        uri("mqtt", port),
        "gw",
        Optional.of("garage"),
        Optional.of(file),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static URI uri(String scheme, int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }
}
