package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.simulator.opcua.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server's values become, by polling. */
class ReadingTest {

  @TempDir static Path folder;
  private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = new Bench(folder).start();
    bench.add("Cells", "mV");
    bench.add("Mixed", "");
    bench.add("Vin", "");
    bench.add("Odd", "A");
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void fresh() {
    bench.refresh();
    bench.notes.clear();
    bench.time = new RealTime();
  }

  @Test
  void everyKindOfNodeIdAndAPathAreFound() throws Exception {
    int ns = bench.variables.get("Voltage").id().getNamespaceIndex().intValue();
    UUID guid = UUID.fromString("09087e75-8e5e-499b-954f-f2a9603db28a");
    var space = bench.server.space();
    bench.keep(space.variable("Ids", new NodeId(ns, UInteger.valueOf(4_000_000_000L)), "N"), 91.0);
    bench.keep(space.variable("Ids", new NodeId(ns, guid), "G"), 11.5);
    bench.keep(
        space.variable("Ids", new NodeId(ns, ByteString.of(new byte[] {1, 2, 3})), "B"),
        (short) 20);
    String prefix = "nsu=" + ServerSettings.NAMESPACE + ";";
    Path file =
        bench.file(
            Bench.OPEN,
            "{\"signal\":\"StateOfHealth\",\"unit\":\"%\",\"node\":\"" + prefix + "i=4000000000\"}",
            "{\"signal\":\"X-InletTemperature\",\"unit\":\"degC\",\"node\":\"ns="
                + ns
                + ";g="
                + guid
                + "\"}",
            "{\"signal\":\"X-ChargePowerLimit\",\"unit\":\"kW\",\"node\":\"" + prefix + "b=AQID\"}",
            "{\"signal\":\"X-DcLinkVoltage\",\"unit\":\"V\",\"path\":[\""
                + ns
                + ":Pack\",\""
                + prefix
                + "Voltage\"]}");
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      List<Reading> readings = new ArrayList<>();
      driver.poll(readings::add);
      assertEquals(91.0, value(readings, "StateOfHealth"));
      assertEquals(11.5, value(readings, "X-InletTemperature"));
      assertEquals(20.0, value(readings, "X-ChargePowerLimit"));
      assertEquals(355.5, value(readings, "X-DcLinkVoltage"));
      assertTrue(bench.notes.isEmpty(), bench.notes::toString);
    }
  }

  private static double value(List<Reading> readings, String signal) {
    return Bench.number(
        readings.stream().filter(r -> r.signal().name().equals(signal)).findFirst().orElseThrow());
  }

  @Test
  void arraysAreReadInPartAndWithAUnitForEachElement() throws Exception {
    bench.keep(bench.variables.get("Cells"), new Integer[] {3700, 3710, 3720, 3730});
    bench.keep(bench.variables.get("Mixed"), new Double[] {355.0, 12.0, 298.15});
    Path file =
        bench.file(
            Bench.OPEN,
            Bench.node("CellVoltage", "Cells", "mV", ",\"indexRange\":\"1:2\",\"firstIndex\":2"),
            Bench.node("X-DcLinkVoltage", "Mixed", "V", ",\"indexRange\":\"0\""),
            Bench.node("Temperature.Max", "Mixed", "K", ",\"indexRange\":\"2\""));
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      List<Reading> readings = new ArrayList<>();
      driver.poll(readings::add);
      List<Reading> cells =
          readings.stream().filter(r -> r.signal().equals(Signals.CELL_VOLTAGE)).toList();
      assertEquals(List.of(2, 3), cells.stream().map(Reading::index).toList());
      assertEquals(3.71, Bench.number(cells.get(0)), 1e-12);
      assertEquals(3.72, Bench.number(cells.get(1)), 1e-12);
      assertEquals(355.0, value(readings, "X-DcLinkVoltage"), 1e-9);
      assertEquals(25.0, value(readings, "Temperature.Max"), 1e-9);
    }
  }

  @Test
  void badStaleAndForeignValuesAreGapsAndTheOthersFlowOn() throws Exception {
    try (Driver driver =
        bench.driver(bench.file(Bench.OPEN + "\"sampling\":{\"intervalMillis\":100},"))) {
      driver.connect();
      bench.set("Current", -42.0, Instant.now(), 0x808C0000L);
      Bench.await(driver, Bench.absent(Signals.CURRENT, "Bad_SensorFailure"));
      bench.set("Current", -42.0, Instant.now().minusSeconds(20));
      Bench.await(driver, Bench.absent(Signals.CURRENT, "sampled 2"));
      bench.set("Current", -42.0, Instant.now().plusSeconds(20));
      Bench.await(driver, Bench.absent(Signals.CURRENT, "in the future"));
      bench.set("Current", "a text", Instant.now());
      Bench.await(driver, Bench.absent(Signals.CURRENT, ""));
      bench.keep(bench.variables.get("Voltage"), 356.0);
      Bench.await(driver, Bench.good(Signals.VOLTAGE).and(r -> Bench.number(r) == 356.0));
    }
  }

  @Test
  void aWrongClockHereOrThereIsToldAndCorrected() throws Exception {
    bench.time = new RealTime(Duration.ofHours(-1));
    try (Driver driver = bench.driver(bench.file(Bench.OPEN))) {
      driver.connect();
      List<Reading> readings = new ArrayList<>();
      driver.poll(readings::add);
      Reading voltage =
          readings.stream().filter(Bench.good(Signals.VOLTAGE)).findFirst().orElseThrow();
      Duration age = Duration.between(voltage.at().wall(), bench.time.now().wall());
      assertTrue(age.abs().toSeconds() < 10, "dated by this machine: " + age);
    }
    assertTrue(
        bench.notes.stream().anyMatch(n -> n.contains("s ahead of this machine's")),
        bench.notes::toString);
  }

  @Test
  void oneHugeArrayCostsTheOthersNothing() throws Exception {
    Double[] huge = new Double[1_000_000];
    Arrays.fill(huge, 3.7);
    bench.keep(bench.variables.get("Odd"), huge);
    Path file =
        bench.file(
            Bench.OPEN + "\"sampling\":{\"intervalMillis\":100},",
            Bench.node("X-ReferenceCurrent", "Odd", "A", ""));
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      // Which status it is differs between servers: Milo's calls it an internal error.
      Bench.await(driver, Bench.absent(Signals.REFERENCE_CURRENT, "status Bad_"));
      bench.refresh();
      Bench.await(driver, Bench.good(Signals.VOLTAGE));
    }
  }

  @Test
  void aNodeAskedForAloneThatCannotBeAnsweredDoesNotEndTheLink() throws Exception {
    Double[] huge = new Double[1_000_000];
    Arrays.fill(huge, 3.7);
    bench.keep(bench.variables.get("Odd"), huge);
    Path file =
        bench.file(
            Bench.OPEN + "\"sampling\":{\"intervalMillis\":1000},",
            Bench.node("X-ReferenceCurrent", "Odd", "A", ",\"intervalMillis\":50"));
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      for (int i = 0; i < 5; i++) {
        Bench.await(driver, Bench.absent(Signals.REFERENCE_CURRENT, "status Bad_"));
      }
      bench.keep(bench.variables.get("Voltage"), 356.0);
      Bench.await(driver, Bench.good(Signals.VOLTAGE).and(r -> Bench.number(r) == 356.0));
    }
    assertTrue(bench.notes.stream().noneMatch(n -> n.contains("lost")), bench.notes::toString);
  }

  @Test
  void theVinIsTakenOnlyIfItIsOneAndNeverNoted() throws Exception {
    bench.keep(bench.variables.get("Vin"), "KMHC851JFMU000017");
    Path file =
        bench.file(Bench.OPEN, Bench.node("Vehicle.VehicleIdentification.VIN", "Vin", "", ""));
    try (Driver driver = bench.driver(file)) {
      VehicleFacts facts = driver.connect();
      assertEquals("KMHC851JFMU000017", facts.vin().orElseThrow());
      assertTrue(facts.link().values().stream().noneMatch(v -> v.contains("KMHC")));
    }
    bench.keep(bench.variables.get("Vin"), "not a vin 12345");
    try (Driver driver = bench.driver(file)) {
      assertTrue(driver.connect().vin().isEmpty());
    }
    assertTrue(bench.notes.stream().noneMatch(n -> n.contains("12345")), bench.notes::toString);
  }

  @Test
  void aServerWithoutTheNodesIsNotTakenForTheRightOne() throws Exception {
    Path file =
        bench.rawFile(
            Bench.OPEN + "\"nodes\":[" + Bench.node("StateOfHealth", "Nowhere", "%", "") + "]");
    try (Driver driver = bench.driver(file)) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
      assertTrue(e.getMessage().contains("Bad_NodeIdUnknown"), e.getMessage());
    }
    Path path =
        bench.rawFile(
            Bench.OPEN
                + "\"nodes\":[{\"signal\":\"StateOfHealth\",\"unit\":\"%\",\"path\":[\"nsu=urn:none;X\"]}]");
    try (Driver driver = bench.driver(path)) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertTrue(e.getMessage().contains("has none of the 1 nodes"), e.getMessage());
    }
  }

  @Test
  void addressesThatCannotBeRightAreUsageErrors() throws Exception {
    for (String target :
        List.of("", "http://x:1", "opc.tcp://x", "opc.tcp://x:4840#Basic256", "f.json#1")) {
      DriverException e = assertThrows(DriverException.class, () -> bench.driver(target));
      assertEquals(DriverException.Kind.USAGE, e.kind(), target);
    }
  }
}
