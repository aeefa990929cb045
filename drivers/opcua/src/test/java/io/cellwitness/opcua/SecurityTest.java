package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signals;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.opcua.trust.CertificateFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
