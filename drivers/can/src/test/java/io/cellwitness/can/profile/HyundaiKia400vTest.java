package io.cellwitness.can.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.Captures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recorded answers of an e-Niro, decoded frame by frame as they came over the bus. */
class HyundaiKia400vTest {

  private static VehicleProfile profile;

  @BeforeAll
  static void load() throws Exception {
    profile = ProfileCatalog.load(List.of()).byId("hyundai-kia-400v");
  }

  private static Map<String, Object> values(String request, int occurrence) throws Exception {
    List<Captures.Exchange> matching = new ArrayList<>();
    for (Captures.Exchange exchange : Captures.candump("kia-eniro.log")) {
      if (exchange.request().equals(request)) {
        matching.add(exchange);
      }
    }
    Map<String, Object> values = new TreeMap<>();
    for (Decoded d : AnswerDecoder.decode(profile, request, matching.get(occurrence).response())) {
      String key = d.signal().name() + (d.index() > 0 ? "#" + d.index() : "");
      values.put(key, d.value() instanceof Value.Number n ? n.number() : d.value().quality());
    }
    return values;
  }

  /** Worked out by hand from the bytes 62 01 01 FF F7 E7 FF 99 00 00 00 00 03 00 B1 0E FE 12 … */
  @Test
  void theMainBlock() throws Exception {
    Map<String, Object> expected = new TreeMap<>();
    expected.put("StateOfCharge.Current", 76.5);
    expected.put("X-ChargePowerLimit", 0.0);
    expected.put("X-DischargePowerLimit", 0.0);
    expected.put("X-ChargingFlag", 0.0);
    expected.put("X-DcPlug", 0.0);
    expected.put("X-AcPlug", 0.0);
    expected.put("X-MainContactorClosed", 1.0);
    // The car drives: raw +17.7 A is discharge, so it goes out of the battery.
    expected.put("CurrentCurrent", -17.7);
    expected.put("CurrentVoltage", 383.8);
    expected.put("Temperature.Max", 18.0);
    expected.put("Temperature.Min", 15.0);
    expected.put("X-ModuleTemperature#1", 17.0);
    expected.put("X-ModuleTemperature#2", 16.0);
    expected.put("X-ModuleTemperature#3", 15.0);
    expected.put("X-ModuleTemperature#4", 18.0);
    // The fifth sensor is not there; such sensors read 0.
    expected.put("X-ModuleTemperature#5", Quality.MISSING);
    expected.put("X-InletTemperature", 24.0);
    expected.put("CellVoltage.Max", 3.92);
    expected.put("CellVoltage.IndexMax", 56.0);
    expected.put("CellVoltage.Min", 3.9);
    expected.put("CellVoltage.IndexMin", 11.0);
    expected.put("X-FanState", 0.0);
    expected.put("X-FanSpeed", 0.0);
    expected.put("Vehicle.LowVoltageBattery.CurrentVoltage", 13.2);
    expected.put("AccumulatedChargedThroughput", 1443.6);
    expected.put("AccumulatedConsumedThroughput", 1370.1);
    expected.put("AccumulatedChargedEnergy", 543.4);
    expected.put("AccumulatedConsumedEnergy", 498.0);
    expected.put("X-OperatingTime", 411_393.0);
    expected.put("X-Ignition", 1.0);
    expected.put("X-DcLinkVoltage", 383.0);
    expected.put("X-MotorSpeed#1", 3_034.0);
    expected.put("X-MotorSpeed#2", 3_034.0);
    expected.put("X-IsolationResistance", 1_000.0);
    assertEquals(expected, values("7E4:220101", 0));
  }

  @Test
  void healthDisplayAndTheLastTwoCells() throws Exception {
    Map<String, Object> v = values("7E4:220105", 0);
    assertEquals(100.0, v.get("StateOfHealth"));
    assertEquals(86.0, v.get("StateOfCharge.Displayed"));
    assertEquals(Quality.MISSING, v.get("X-WeakestCell"));
    assertEquals(0.02, v.get("X-CellVoltageDeviation"));
    assertEquals(3.98, v.get("CellVoltage#97"));
    assertEquals(3.98, v.get("CellVoltage#98"));
  }

  @Test
  void ninetySixCellsInThreeAnswers() throws Exception {
    Map<String, Object> cells = new TreeMap<>();
    for (String request : List.of("7E4:220102", "7E4:220103", "7E4:220104")) {
      cells.putAll(values(request, 0));
    }
    assertEquals(96, cells.size());
    assertEquals(4.06, cells.get("CellVoltage#1"));
    assertEquals(4.14, cells.get("CellVoltage#55"));
    assertTrue(cells.values().stream().allMatch(v -> v instanceof Double d && d > 4 && d < 4.2));
  }

  @Test
  void odometer() throws Exception {
    assertEquals(Map.of("Vehicle.TraveledDistance", 13_067.0), values("7C6:22B002", 0));
  }

  /** Every damage to a recorded answer gives no value at all, never another one. */
  @Test
  void aLostDoubledOrSwappedFrameGivesNoValue() throws Exception {
    List<String> lines = Captures.candump("kia-eniro.log").get(0).lines();
    for (int i = 0; i < lines.size(); i++) {
      List<String> lost = new ArrayList<>(lines);
      lost.remove(i);
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      List<String> swapped = new ArrayList<>(lines);
      swapped.add(Math.min(i + 1, lines.size() - 1), swapped.remove(i));
      for (List<String> damaged : List.of(lost, doubled, swapped)) {
        // A first frame may come twice; behind the last one the message is whole already.
        boolean harmless = damaged == doubled && (i == 0 || i == lines.size() - 1);
        if (damaged.equals(lines) || harmless) {
          continue;
        }
        for (Decoded d : AnswerDecoder.decode(profile, "7E4:220101", String.join("\n", damaged))) {
          assertEquals(Quality.MISSING, d.value().quality(), i + " " + d.signal().name());
        }
      }
    }
  }

  @Test
  void refusedSilentAndForeignAnswersHaveNoValue() throws Exception {
    for (String response :
        List.of("7F2231", "NO DATA", "", "7EC037F2231", "620102FFFF", "hello", "7EB0462010100")) {
      List<Decoded> decoded = AnswerDecoder.decode(profile, "7E4:220101", response);
      assertEquals(34, decoded.size());
      assertTrue(decoded.stream().allMatch(d -> d.value().quality() == Quality.MISSING), response);
    }
  }

  @Test
  void theMessageMayComeWithOrWithoutBlanks() throws Exception {
    String message = "62B002E0000000FFB400330B0000000000000000";
    String spaced = message.replaceAll("(..)", "$1 ");
    assertEquals(
        AnswerDecoder.decode(profile, "7C6:22B002", message),
        AnswerDecoder.decode(profile, "7c6:22b002", spaced));
    assertEquals(
        new Value.Number(13_067),
        AnswerDecoder.decode(profile, "7C6:22B002", message).get(0).value());
  }
}
