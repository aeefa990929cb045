package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.opcua.trust.CertificateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is trusted and how the connection is protected. */
class SecurityTest {

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Basic256Sha256,Sign",
    "Basic256Sha256,SignAndEncrypt",
    "Aes128_Sha256_RsaOaep,SignAndEncrypt",
    "Aes256_Sha256_RsaPss,SignAndEncrypt"
  })
  void anUnknownServerIsRefusedUnderEveryPolicyAndReadOnceTrusted(String policy, String mode)
      throws Exception {
    Path file = bench.file(Bench.policy(policy, mode));
    String sha256 = CertificateFiles.sha256(Bench.identity().certificate());
    try (Driver driver = bench.driver(file)) {
      DriverException refused = assertThrows(DriverException.class, driver::connect);
      assertEquals(DriverException.Kind.UNAVAILABLE, refused.kind());
      assertTrue(
          refused.getMessage().contains("cellwitness trust add opcua " + sha256),
          refused.getMessage());
    }
    assertEquals(0, bench.server.sessions());

    new OpcUaTools().trust(sha256, bench.context());
    try (Driver driver = bench.driver(file)) {
      VehicleFacts facts = driver.connect();
      assertEquals(policy + "/" + mode, facts.link().get("opcua.security"));
      assertEquals(sha256, facts.link().get("opcua.certificateSha256"));
      assertEquals(42.0, Bench.number(Bench.await(driver, Bench.good(Signals.CURRENT))), "sign -1");
    }
    new OpcUaTools().distrust(sha256, bench.context());
    try (Driver driver = bench.driver(file)) {
      assertThrows(DriverException.class, driver::connect);
    }
  }

  @Test
  void noneIsUsedOnlyWhenNamed() throws Exception {
    try (Driver driver = bench.driver(bench.file(Bench.OPEN))) {
      VehicleFacts facts = driver.connect();
      assertEquals("None/None", facts.link().get("opcua.security"));
      assertFalse(facts.link().containsKey("opcua.applicationUri"), "claimed, not proved");
    }
    try (Driver driver = bench.driver(bench.file(""))) {
      // The default policy meets an unknown certificate and does not fall back.
      assertThrows(DriverException.class, driver::connect);
    }
  }

  /** A pack without VIN is known by its own number, text or figure, in the file or in a node. */
  @Test
  void thePacksOwnNumberIsAFact() throws Exception {
    bench.keep(bench.add("Serial", ""), "SN-0815/7");
    bench.keep(bench.add("Number", ""), 4_711_000_123L);
    bench.keep(bench.add("Odd", ""), "SN-\u00e4");
    assertEquals(Optional.of("SN-0815/7"), number(Bench.OPEN, "Serial"));
    assertEquals(Optional.of("4711000123"), number(Bench.OPEN, "Number"));
    assertEquals(Optional.empty(), number(Bench.OPEN, "Odd"));
    assertTrue(
        bench.notes.stream().anyMatch(n -> n.contains("pack number")), bench.notes::toString);
    assertFalse(bench.notes.toString().contains("SN-"), bench.notes::toString);
    String stated = Bench.OPEN + "\"pack\":{\"packId\":\"PLATE 1\"},";
    try (Driver driver = bench.driver(bench.file(stated))) {
      VehicleFacts facts = driver.connect();
      assertEquals(Optional.of("PLATE 1"), facts.packId());
      assertEquals(Optional.empty(), facts.vin());
      assertFalse(facts.link().toString().contains("PLATE"), facts.link()::toString);
    }
  }

  private Optional<String> number(String security, String name) throws Exception {
    Path file = bench.file(security, Bench.node("X-PackIdentifier", name, "", ""));
    try (Driver driver = bench.driver(file)) {
      return driver.connect().packId();
    }
  }

  /** Whoever is on the network could have said it: the method is told once. */
  @Test
  void aMeterWithoutSecurityIsToldApart() throws Exception {
    bench.trustServer();
    bench.keep(bench.add("Meter", "A"), 41.0);
    String meter = Bench.node("X-ReferenceCurrent", "Meter", "A", "");
    try (Driver driver = bench.driver(bench.file(Bench.OPEN, meter))) {
      driver.connect();
      assertEquals(
          0.0, Bench.number(Bench.await(driver, Bench.good(Signals.REFERENCE_AUTHENTICATED))));
    }
    for (Path file : List.of(bench.file("", meter), bench.file(Bench.OPEN))) {
      List<Reading> readings = new ArrayList<>();
      try (Driver driver = bench.driver(file)) {
        driver.connect();
        driver.poll(readings::add);
        assertTrue(readings.size() > 2, readings::toString);
        assertTrue(
            readings.stream().noneMatch(r -> r.signal().equals(Signals.REFERENCE_AUTHENTICATED)));
      }
    }
  }

  @Test
  void theOwnKeyIsMadeOnceAndPrivate() throws Exception {
    try (Driver driver = bench.driver(bench.file(Bench.OPEN))) {
      driver.connect();
    }
    Path key = bench.pki().resolve("own/private/cellwitness.pem");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key)));
    byte[] before = Files.readAllBytes(key);
    try (Driver driver = bench.driver(bench.file(Bench.OPEN))) {
      driver.connect();
    }
    assertTrue(java.util.Arrays.equals(before, Files.readAllBytes(key)));
    assertFalse(Files.list(key.getParent()).anyMatch(f -> f.toString().endsWith(".part")));
  }
}
