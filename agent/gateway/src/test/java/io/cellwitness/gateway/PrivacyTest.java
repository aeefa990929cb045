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
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A VIN stands where its owner hands it over and nowhere else. */
class PrivacyTest {

  @TempDir Path state;
  @TempDir Path published;

  @Test
  void theVinStaysInTheReportsDisclosureAndPage() throws Exception {
    // A broker that is not there: what would be published waits in the outbox.
    Path config =
        Files.writeString(
            state.resolve("agent.yaml"), "mqtt:\n  enabled: true\n  uri: mqtt://127.0.0.1:9\n");
    Cli check;
    try (Workshop workshop = Workshop.openWithoutBroker(new SystemTime(), 1)) {
      check =
          Cli.run(
              "check",
              "--mode",
              "quick",
              "--source",
              workshop.elm327Address(),
              "--config",
              config,
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
    for (Path file : filesIn(state)) {
      assertFalse(file.toString().contains(vin), file.toString());
    }
    nothingSaidOrHandedOutNamesTheVehicle(config, jws, vin);
  }

  private void nothingSaidOrHandedOutNamesTheVehicle(Path config, Path jws, String vin)
      throws IOException {
    Cli outbox = run(config, "outbox", "list", "--json");
    assertTrue(outbox.out().contains("/report/"), "the report waits under its topic");
    Path table = state.resolve("readings.csv");
    Path bundle = state.resolve("bundle.zip");
    Path web = Files.createDirectories(published.resolve("log"));
    Path page = published.resolve("verify.html");
    Path list = published.resolve("trust.jws");
    String id = jws.getParent().getFileName().toString();
    List<Cli> runs =
        List.of(
            outbox,
            run(config, "outbox", "list"),
            run(config, "store", "status", "--json"),
            run(config, "report", "list", "--json"),
            run(config, "report", id, "--json"),
            run(config, "verify", jws, "--json"),
            run(config, "verify", jws, "--expect-vin", vin + "000000"),
            run(config, "store", "export", table),
            run(config, "report", "log", web, "--json"),
            run(config, "verify", web, "--json"),
            run(config, "verify-page", page),
            run(config, "trust", "sign", list),
            run(config, "keys", "show", "--json"),
            run(config, "recompute", jws, "--session", jws.resolveSibling("session.jsonl.gz")),
            run(config, "support-bundle", "--to", bundle));
    for (Cli run : runs) {
      // Only what was typed may come back, and not even that does.
      assertFalse(run.out().contains(vin), run.out());
      assertFalse(run.err().contains(vin), run.err());
    }
    assertTrue(Files.exists(web.resolve("checkpoint")), "the log was written");
    for (Path file : filesIn(published)) {
      assertFalse(content(file).contains(vin) || file.toString().contains(vin), file.toString());
    }
    assertFalse(content(state.resolve("checkpoint")).contains(vin), "checkpoint");
    assertFalse(content(table).contains(vin), "readings.csv");
    try (ZipFile zip = new ZipFile(bundle.toFile())) {
      assertTrue(zip.size() > 0);
      for (ZipEntry entry : zip.stream().toList()) {
        String text =
            new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(vin) || entry.getName().contains(vin), entry.getName());
      }
    }
  }

  private Cli run(Path config, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--config", config, "--state-dir", state));
    return Cli.run(all.toArray());
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
