package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who CellWitness is to a server that does not admit just anybody. */
class IdentityTest {

  @TempDir static Path folder;
  private static Bench bench;
  private static ServerIdentity user;

  @BeforeAll
  static void start() throws Exception {
    user = ServerIdentity.create("urn:user:witness", List.of(), Period.ofYears(1));
    bench = new Bench(folder);
    ServerSettings s = bench.settings();
    bench
        .with(
            new ServerSettings(
                s.port(),
                s.identity(),
                s.claimedUri(),
                s.namespaceUri(),
                List.of(),
                true,
                Map.of("witness", "se cret"),
                false,
                user.certificate()::equals))
        .start();
    bench.trustServer();
    Files.write(folder.resolve("user.der"), user.certificate().getEncoded());
    Files.writeString(folder.resolve("user.pem"), CertificateFiles.pem(user.keys().getPrivate()));
    Files.setPosixFilePermissions(
        folder.resolve("user.pem"), PosixFilePermissions.fromString("rw-------"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static Path file(String security, String identity) throws Exception {
    return bench.file(
        security + "\"sampling\":{\"staleAfterMillis\":600000},\"identity\":{" + identity + "},");
  }

  private static String password(String password) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "p", ""), password);
    return "\"type\":\"password\",\"user\":\"witness\",\"passwordFile\":\""
        + file.getFileName()
        + "\"";
  }

  private static String refusal(Path file) throws Exception {
    try (Driver driver = bench.driver(file)) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss"})
  void passwordAndCertificateAreAdmittedUnderEveryPolicy(String policy) throws Exception {
    for (String mode : List.of("Sign", "SignAndEncrypt")) {
      String security = Bench.policy(policy, mode);
      try (Driver driver = bench.driver(file(security, password("se cret\n")))) {
        driver.connect();
      }
      String certificate =
          "\"type\":\"certificate\",\"certificateFile\":\"user.der\",\"privateKeyFile\":\"user.pem\"";
      try (Driver driver = bench.driver(file(security, certificate))) {
        driver.connect();
      }
    }
  }

  @Test
  void theWrongPasswordIsSaidWithoutSayingIt() throws Exception {
    String message = refusal(file("", password("wrong-one")));
    assertTrue(message.contains("refused user 'witness'"), message);
    assertTrue(!message.contains("wrong-one"), message);
  }

  @Test
  void nobodyInParticularIsNotAdmittedHere() throws Exception {
    String message = refusal(file("", "\"type\":\"anonymous\""));
    assertTrue(message.contains("admits no anonymous users"), message);
  }

  @Test
  void missingSecretsAreAMatterOfThisMachine() throws Exception {
    String message = secretRefused("\"passwordFile\":\"no-such-file\"");
    assertTrue(message.contains("there is no password file"), message);
  }

  @Test
  void secretsEverybodyCanReadAreNotUsed() throws Exception {
    Path open = Files.writeString(folder.resolve("open"), "se cret\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    String message = secretRefused("\"passwordFile\":\"open\"");
    assertTrue(message.contains("everybody can read the password file"), message);
    assertTrue(!message.contains("se cret"), message);
  }

  @Test
  void anEmptyPasswordFileIsNotAnEmptyPassword() throws Exception {
    Path empty = Files.createTempFile(folder, "p", "");
    String message = secretRefused("\"passwordFile\":\"" + empty.getFileName() + "\"");
    assertTrue(message.contains("must be the password"), message);
  }

  private static String secretRefused(String secret) throws Exception {
    String identity = "\"type\":\"password\",\"user\":\"witness\"," + secret;
    try (Driver driver = bench.driver(file("", identity))) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertEquals(DriverException.Kind.CONFIGURATION, e.kind());
      return e.getMessage();
    }
  }
}
