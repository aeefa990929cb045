package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.Workshop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VIN stands where its owner hands it over and nowhere else. */
class PrivacyTest {

  @TempDir Path state;

  @Test
  void theVinStaysInTheReportsDisclosureAndPage() throws Exception {
    Cli check;
    try (Workshop workshop = Workshop.openWithoutBroker(new SystemTime(), 1)) {
      check =
          Cli.run(
              "check",
              "--mode",
              "quick",
              "--source",
              workshop.elm327Address(),
              "--state-dir",
              state,
              "--json");
    }
    Path jws = Path.of(check.event("report").path("files").path("report.jws").asString());
    Path disclosure = jws.resolveSibling("vin.disclosure");
    assertTrue(Files.exists(disclosure), "the simulated car told its VIN");
    Cli verify = Cli.run("verify", jws, "--state-dir", state, "--expect-vin", "WVWZZZE1ZMP000000");
    assertEquals(1, verify.code(), "another VIN is another car");

    // The maker's part of the simulated VIN; the whole number depends on the seed.
    String vin = "KMHK3815GKU";
    assertFalse(check.out().contains(vin) || check.err().contains(vin), "console");
    assertFalse(verify.out().contains(vin) || verify.err().contains(vin), "console of verify");
    for (Path file : filesIn(jws.getParent())) {
      assertFalse(file.toString().contains(vin), file.toString());
      boolean ownersCopy =
          file.equals(disclosure) || file.getFileName().toString().equals("report.html");
      if (!ownersCopy) {
        assertFalse(content(file).contains(vin), file.toString());
      }
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  private static String content(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
