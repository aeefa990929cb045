package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceTools;
import io.cellwitness.opcua.config.SourceFile;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.simulator.opcua.UaSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looking around on a server, and reading one whose words are known. */
class ProbeTest {

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

  private SourceTools.Answer probe(String suffix) throws Exception {
    return new OpcUaTools().probe(bench.server.url() + suffix, bench.context());
  }

  @Test
  void anUnknownServerIsDescribedButNotEntered() throws Exception {
    SourceTools.Answer answer = probe("");
    JsonNode json = JsonMapper.shared().readTree(answer.json());
    // Three policies in two modes, and None; the discovery address is not offered for sessions.
    assertEquals(7, json.get("endpoints").size());
    assertEquals(
        CertificateFiles.sha256(Bench.identity().certificate()),
        json.get("certificates").get(0).get("sha256").stringValue());
    assertTrue(json.get("problem").stringValue().contains("cellwitness trust add opcua"));
    assertFalse(json.has("source"));
    assertTrue(answer.lines().stream().anyMatch(l -> l.startsWith("not browsed: ")));
  }

  @Test
  void aTrustedServerYieldsASourceFileThatWorks() throws Exception {
    UaSpace space = bench.server.space();
    bench.keep(space.variable("Charger/DcMeter", "OutputCurrent", Optional.of("A")), 100.0);
    bench.keep(space.variable("Charger/DcMeter", "CurrentLimit", Optional.of("A")), 200.0);
    bench.keep(space.variable("Line", "ConveyorSpeed", Optional.of("m/s")), 1.0);
    bench.trustServer();
    SourceTools.Answer answer = probe("");
    String source = JsonMapper.shared().readTree(answer.json()).get("source").toString();
    Path file = Files.writeString(folder.resolve("proposed.json"), source);
    List<String> signals =
        SourceFile.read(file).nodes().stream().map(n -> n.signal().name()).sorted().toList();
    assertEquals(
        List.of("CurrentCurrent", "CurrentVoltage", "StateOfCharge.Current", "X-ReferenceCurrent"),
        signals);
    bench.refresh();
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      assertEquals(-42.0, Bench.number(Bench.await(driver, Bench.good(Signals.CURRENT))));
    }
  }

  @Test
  void theGenericMapNeedsNoSourceFile() throws Exception {
    UaSpace space = bench.server.space();
    bench.keep(
        space.variable("Hall/TractionBattery", "CurrentVoltage", Optional.of("mV")), 400_000);
    bench.keep(space.variable("Hall/TractionBattery", "CurrentCurrent", Optional.empty()), 12.5);
    bench.keep(
        space.variable("Hall/TractionBattery", "CellVoltage", Optional.of("V")),
        new Double[] {3.7, 3.8});
    bench.keep(space.variable("Hall/ChargeMeter", "X-ReferenceCurrent", Optional.of("A")), 12.4);
    bench.trustServer();
    try (Driver driver = bench.driver(bench.server.url())) {
      driver.connect();
      List<Reading> readings = new ArrayList<>();
      driver.poll(readings::add);
      assertEquals(5, readings.size(), readings::toString);
      assertEquals(400.0, value(readings, "CurrentVoltage"), 1e-9);
      assertEquals(12.5, value(readings, "CurrentCurrent"), 1e-9);
      assertEquals(12.4, value(readings, "X-ReferenceCurrent"), 1e-9);
    }
    bench.keep(space.variable("Hall2/TractionBattery", "CurrentCurrent", Optional.empty()), 1.0);
    try (Driver driver = bench.driver(bench.server.url() + "#Aes256_Sha256_RsaPss")) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertTrue(e.getMessage().contains("more than one battery"), e.getMessage());
    }
  }

  private static double value(List<Reading> readings, String signal) {
    return Bench.number(
        readings.stream().filter(r -> r.signal().name().equals(signal)).findFirst().orElseThrow());
  }

  @Test
  void aServerWithoutKnownWordsIsNotGuessedAt() throws Exception {
    try (Driver driver = bench.driver(bench.server.url() + "#None")) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertTrue(e.getMessage().contains("probe opcua"), e.getMessage());
    }
  }

  @Test
  void aVeryWideServerIsSeenInPartAndSaysSo() throws Exception {
    UaSpace space = bench.server.space();
    for (int i = 0; i < 1500; i++) {
      space.variable("Wide", "Voltage" + i, Optional.empty());
    }
    JsonNode json = JsonMapper.shared().readTree(probe("#None").json());
    assertFalse(json.get("complete").booleanValue());
    assertTrue(json.get("source").get("nodes").size() <= 300);
  }
}
