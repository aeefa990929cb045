package io.cellwitness.can.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.Captures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real answers of several families, each value worked out by hand from the bytes. */
class RecordedFamiliesTest {

  private static ProfileCatalog catalog;

  @BeforeAll
  static void load() throws Exception {
    catalog = ProfileCatalog.load(List.of());
  }

  private static Map<String, Double> decode(String profile, String request, String response)
      throws Exception {
    Map<String, Double> values = new TreeMap<>();
    for (Decoded d : AnswerDecoder.decode(catalog.byId(profile), request, response)) {
      if (d.value() instanceof Value.Number n) {
        values.put(d.signal().name() + (d.index() > 0 ? "#" + d.index() : ""), n.number());
      }
    }
    return values;
  }

  private static String recorded(String file, String request) throws Exception {
    return Captures.candump(file).stream()
        .filter(e -> e.request().equals(request))
        .findFirst()
        .orElseThrow()
        .response();
  }

  @Test
  void eGmp() throws Exception {
    String p = "hyundai-kia-egmp";
    Map<String, Double> main = decode(p, "7E4:220101", recorded("hyundai-egmp.log", "7E4:220101"));
    assertEquals(708.7, main.get("CurrentVoltage"));
    assertEquals(-31.6, main.get("CurrentCurrent"));
    assertEquals(77.0, main.get("StateOfCharge.Current"));
    assertEquals(3.92, main.get("CellVoltage.Min"));
    assertEquals(311.8, main.get("AccumulatedChargedThroughput"));
    assertEquals(708.0, main.get("X-DcLinkVoltage"));
    assertEquals(17.0, main.get("X-InletTemperature"));
    Map<String, Double> health =
        decode(p, "7E4:220105", recorded("hyundai-egmp.log", "7E4:220105"));
    assertEquals(100.0, health.get("StateOfHealth"));
    assertEquals(78.0, health.get("StateOfCharge.Displayed"));
    assertEquals(52.846, health.get("X-RemainingEnergy"));
  }

  /** The pack voltage and the sum of the cells, two places of the same answer, agree. */
  @Test
  void zoe() throws Exception {
    String p = "renault-zoe-ph1";
    Map<String, Double> main = decode(p, "79B:2101", recorded("renault-zoe.log", "79B:2101"));
    assertEquals(-5.9, main.get("CurrentCurrent"));
    Map<String, Double> last = decode(p, "79B:2142", recorded("renault-zoe.log", "79B:2142"));
    assertEquals(358.72, last.get("CurrentVoltage"));
    Map<String, Double> cells = decode(p, "79B:2141", recorded("renault-zoe.log", "79B:2141"));
    double sum = cells.values().stream().mapToDouble(Double::doubleValue).sum();
    for (int i = 63; i <= 96; i++) {
      sum += last.get("CellVoltage#" + i);
    }
    assertEquals(last.get("X-SumOfCells"), sum, 0.05);
    assertEquals(
        97.0, decode(p, "79B:2161", recorded("renault-zoe.log", "79B:2161")).get("StateOfHealth"));
  }

  /**
   * Single facts, written as people meet them. The bytes follow from the documented place and
   * scale; the sign of each current is the one proved for that car.
   */
  @ParameterizedTest
  @CsvSource({
    "vw-meb, 17FC007B:221E3B, 62 1E3B 05E8, CurrentVoltage, 378.0",
    "vw-meb, FC007B:221E3D, 62 1E3D 00027C8300, CurrentCurrent, 129.47",
    "vw-meb, 17FC007B:22028C, 62 028C C8, StateOfCharge.Current, 80.0",
    "vw-meb, 17FC007B:221E41, 62 1E41 0B86, CellVoltage#2, 3.95",
    "vw-meb, 18DB33F1:019A, 41 9A 06 00 5890 FF82, CurrentCurrent, -12.6",
    "vw-eup-egolf, 7E5:221E3D, 62 1E3D 07E4, CurrentCurrent, -6.0",
    "nissan-leaf, 743:220E01, 62 0E01 0210CE, Vehicle.TraveledDistance, 135374.0",
    "nissan-leaf, 79B:2161, 61 61 0AD3 130C 061305130C03, StateOfHealth, 48.76",
    "bmw-i3, 6F1:22DD69, 62 DD69 FFFFFD07, CurrentCurrent, -7.61",
    "bmw-i3, 6F1:226335, 62 6335 0000005E, StateOfHealth, 94.0",
    "mg-ev, 7E5:22B043, 62 B043 9C5E, CurrentCurrent, -0.75",
    "mg-ev, 781:22B046, 62 B046 0200, StateOfCharge.Current, 51.2",
    "audi-porsche, 7E5:221802, 62 1802 01A6EA, CurrentCurrent, -417.34",
    "audi-porsche, 7E5:221E33, 62 1E33 0E20 0017, CellVoltage.Max, 3.616",
    "audi-porsche, 7E5:221E33, 62 1E33 924A 01, CellVoltage.Max, 3.745",
    "jaguar-i-pace, 7E4:22490C, 62 490C 8193, CurrentCurrent, -10.075",
    "ford-ev, 7E0:019A, 41 9A 0E 00 5860 004F, CurrentCurrent, -7.9",
    "ford-ev, 7E4:22490C, 62 490C BC, StateOfHealth, 94.0",
    "gm-bolt, 7E7:224200, 62 4200 CBFF, CellVoltage#32, 3.984359",
    "byd-atto3, 7E7:220009, 62 0009 8C13, CurrentCurrent, -0.4",
    "renault-29bit, 18DADBF1:229001, 62 9001 1F40, StateOfCharge.Current, 77.0",
    "hyundai-kia-400v, 7C6:22B002, 62 B002 D0000000009B00000000A79E, Vehicle.TraveledDistance, 69056.95104",
    "toyota-bz4x, 7E0:0142, 41 42 3138, Vehicle.LowVoltageBattery.CurrentVoltage, 12.6"
  })
  void singleFacts(String profile, String request, String response, String signal, double value)
      throws Exception {
    assertEquals(value, decode(profile, request, response).get(signal), 1e-5);
  }

  /** Codes that mean "no value", values that cannot be, lengths of another layout. */
  @ParameterizedTest
  @CsvSource({
    "vw-meb, 17FC007B:221E3B, 62 1E3B 0FFE",
    "vw-meb, 17FC007B:22028C, 62 028C FE",
    "vw-meb, 17FC007B:221EAB, 62 1EAB 0FFE",
    "vw-meb, 710:222AB2, 62 2AB2 1994 04 00",
    "vw-meb, 710:222AB2, 62 2AB6 00CE",
    "nissan-leaf, 79B:2101, 61 01 0000032802880000",
    "bmw-i3, 6F1:22DDBC, 62 DDBC FFFF FFFF FFFF",
    "ford-ev, 7E4:22490C, 62 490C FF",
    "ford-ev, 7E0:019A, 41 9A 04 00 0000 0000",
    "ford-ev, 7E4:2248F9, 62 48F9 00FF",
    "mg-ev, 7E5:22B045, 62 B045 3FFF",
    "generic-obd, 7DF:01D2, 41 D2 00 FF FF",
    "generic-obd, 7DF:019A, 41 9A 04 00 0000 0001"
  })
  void whatIsNoValueHasNone(String profile, String request, String response) throws Exception {
    assertEquals(Map.of(), decode(profile, request, response));
  }

  /** Every model of every profile is found by its own profile and by no other. */
  @Test
  void modelsBelongToOneProfile() {
    for (VehicleProfile profile : catalog.list()) {
      for (VehicleProfile.Model model : profile.models()) {
        assertEquals(
            profile.id(),
            catalog
                .forModel(model.make() + " " + model.name(), model.firstYear())
                .orElseThrow()
                .id(),
            model.name());
      }
    }
  }
}
