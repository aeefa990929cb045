package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signals;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.simulator.opcua.ServerIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against node-opcua, where it is installed (see {@code interop/README.md}). */
class ForeignServerTest {

  private static final Path INTEROP = Path.of("interop").toAbsolutePath();
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final List<String> POLICIES =
      List.of("Basic256Sha256", "Aes128_Sha256_RsaOaep", "Aes256_Sha256_RsaPss");

  @TempDir static Path keys;
  @TempDir Path folder;
  private Bench bench;
  private Process process;
  private BufferedReader out;
  private Writer in;
  private String namespace;

  @BeforeAll
  static void installed() throws Exception {
    assumeTrue(
        works("node", "-e", "require.resolve('node-opcua')"),
        "skipped: Node.js or node-opcua is not installed; see drivers/opcua/interop/README.md");
  }

  private static boolean works(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).directory(INTEROP.toFile()).start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder);
    serve();
  }

  @AfterEach
  void stop() {
    process.destroyForcibly();
    bench.close();
  }

  private void serve() throws Exception {
    process =
        new ProcessBuilder("node", "server.js", Integer.toString(bench.port), keys.toString())
            .directory(INTEROP.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    out = process.inputReader();
    in = process.outputWriter();
    namespace = line("READY").substring("READY ".length());
  }

  private String line(String begin) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(begin)) {
        return line;
      }
    }
    throw new IOException("the server ended");
  }

  private void tell(String command) throws IOException {
    in.write(command + "\n");
    in.flush();
    line("DONE " + command);
  }

  private Path file(String extra) throws IOException {
    String node = ",\"node\":\"nsu=" + namespace + ";s=Pack/";
    return bench.rawFile(
        extra
            + "\"nodes\":[{\"signal\":\"CurrentVoltage\",\"unit\":\"V\""
            + node
            + "Voltage\"},{\"signal\":\"CurrentCurrent\",\"unit\":\"A\",\"sign\":-1"
            + node
            + "Current\"},{\"signal\":\"CellVoltage\",\"unit\":\"V\""
            + node
            + "Cells\"},{\"signal\":\"X-PackIdentifier\""
            + node
            + "Serial\"}]");
  }

  /** Meets the server's certificate unknown and trusts it with the command the sentence names. */
  private String trust(String policy) throws Exception {
    try (Driver driver = bench.driver(file(Bench.policy(policy, "SignAndEncrypt") + PATIENT))) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      Matcher sha256 =
          Pattern.compile("cellwitness trust add opcua ([0-9a-f]{64})").matcher(e.getMessage());
      assertTrue(sha256.find(), e.getMessage());
      new OpcUaTools().trust(sha256.group(1), bench.context());
      return sha256.group(1);
    }
  }

  /** The array of cells has the timestamp of the server's start. */
  private static final String PATIENT = "\"sampling\":{\"staleAfterMillis\":3600000},";

  @Test
  void threePoliciesAndThreeIdentitiesAndNoUnknownCertificate() throws Exception {
    ServerIdentity user = ServerIdentity.create("urn:user:witness", List.of(), Period.ofYears(1));
    Files.write(folder.resolve("user.der"), user.certificate().getEncoded());
    Files.writeString(folder.resolve("user.pem"), CertificateFiles.pem(user.keys().getPrivate()));
    Files.writeString(folder.resolve("password"), "secret\n");
    for (String secret : List.of("user.pem", "password")) {
      Files.setPosixFilePermissions(
          folder.resolve(secret), PosixFilePermissions.fromString("rw-------"));
    }
    Map<String, String> identities =
        Map.of(
            "anonymous", "",
            "password",
                "\"identity\":{\"type\":\"password\",\"user\":\"witness\","
                    + "\"passwordFile\":\"password\"},",
            "certificate",
                "\"identity\":{\"type\":\"certificate\",\"certificateFile\":\"user.der\","
                    + "\"privateKeyFile\":\"user.pem\"},");
    int admitted = 0;
    for (String policy : POLICIES) {
      String sha256 = trust(policy);
      for (String mode : List.of("Sign", "SignAndEncrypt")) {
        for (Map.Entry<String, String> identity : identities.entrySet()) {
          Path file = file(Bench.policy(policy, mode) + PATIENT + identity.getValue());
          try (Driver driver = bench.driver(file)) {
            var facts = driver.connect();
            assertEquals(policy + "/" + mode, facts.link().get("opcua.security"));
            assertEquals("SN-1", facts.packId().orElseThrow());
            double amperes = Bench.number(Bench.await(driver, Bench.good(Signals.CURRENT)));
            assertTrue(amperes > 40 && amperes < 44, Double.toString(amperes));
            admitted++;
          }
        }
      }
      new OpcUaTools().distrust(sha256, bench.context());
    }
    System.out.println(
        "node-opcua: " + admitted + " of 18 ways in, unknown certificate refused under 3 of 3");
    assertEquals(18, admitted);
  }

  @Test
  void badAndStaleValuesAreMissingAndComeBack() throws Exception {
    trust(POLICIES.get(0));
    for (String mode : List.of("poll", "subscribe")) {
      try (Driver driver = bench.driver(file(sampling(mode)))) {
        driver.connect();
        Bench.await(driver, Bench.good(Signals.CURRENT));
        tell("bad");
        Bench.await(driver, Bench.absent(Signals.CURRENT, "Bad_SensorFailure"));
        tell("good");
        Bench.await(driver, Bench.good(Signals.CURRENT));
        tell("stale");
        Bench.await(
            driver,
            r ->
                r.signal().equals(Signals.CURRENT)
                    && r.value() instanceof io.cellwitness.api.Value.Absent);
        tell("good");
        Bench.await(driver, Bench.good(Signals.CURRENT));
      }
    }
    System.out.println("node-opcua: bad and stale values missing, by polling and subscription");
  }

  private static String sampling(String mode) {
    return "\"sampling\":{\"mode\":\"" + mode + "\",\"intervalMillis\":100},";
  }

  @Test
  void aKickedSessionAndACrashAreOvercomeWithinTenSeconds() throws Exception {
    trust(POLICIES.get(0));
    for (String mode : List.of("poll", "subscribe")) {
      try (Driver driver = bench.driver(file(sampling(mode)))) {
        driver.connect();
        Bench.await(driver, Bench.good(Signals.CURRENT));
        long kicked = System.nanoTime();
        tell("kick");
        Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
        Bench.await(driver, Bench.good(Signals.CURRENT), WITHIN, () -> {});
        told(mode, "a kicked session", kicked);

        process.destroyForcibly().waitFor();
        Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
        serve();
        long back = System.nanoTime();
        Bench.await(driver, Bench.good(Signals.CURRENT), WITHIN, () -> {});
        told(mode, "the return of a killed server", back);
      }
    }
  }

  private static void told(String mode, String what, long since) {
    System.out.printf(
        "node-opcua, %s: values %.2f s after %s%n", mode, (System.nanoTime() - since) / 1e9, what);
  }
}
