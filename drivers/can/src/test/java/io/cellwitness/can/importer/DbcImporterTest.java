package io.cellwitness.can.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DbcImporterTest {

  private static final String DBC =
      """
      VERSION ""
      BU_: BMS Tester
      BO_ 291 Pack: 8 BMS
       SG_ Volts : 0|16@1+ (0.01,0) [0|655.35] "V" Tester
       SG_ Amps : 23|16@0- (-0.1,0) [-3000|3000] "A" Tester
       SG_ Temp : 32|8@1+ (0.5,-40) [0|0] "°C" Tester
       SG_ Mode : 40|3@1+ (1,0) [0|7] "" Tester
       SG_ Energy : 43|11@1+ (0.1,0) [0|204] "kWh" Tester
       SG_ Ratio : 0|32@1- (1,0) [0|0] "" Tester
      BO_ 2566869176 Counters: 8 BMS
       SG_ Which M : 0|8@1+ (1,0) [0|0] "" Tester
       SG_ Inner m1M : 8|8@1+ (1,0) [0|0] "" Tester
       SG_ Ac m0 : 16|32@1+ (0.001,0) [0|4294967] "kWh" Tester
       SG_ Deep m7 : 16|16@1+ (1,0) [0|0] "" Tester
       SG_ Wide m1 : 0|64@1+ (1,0) [0|0] "" Tester
      BO_ 400 Long: 64 BMS
       SG_ A : 0|8@1+ (1,0) [0|0] "" Tester
      BO_ 3221225472 VECTOR__INDEPENDENT_SIG_MSG: 0 Vector__XXX
       SG_ Lost : 0|8@1+ (1,0) [0|0] "" Vector__XXX
      CM_ SG_ 291 Volts "a comment that goes on
      BO_ 5 NotAMessage: 8 BMS
      and ends";
      BO_ 500 Broken 8 BMS
      VAL_ 291 Mode 0 "idle" 1 "drive" 2 "charge" 7 "SNA" ;
      VAL_ 291 Energy 2047 "SNA" ;
      SIG_VALTYPE_ 291 Ratio : 1;
      SG_MUL_VAL_ 2566869176 Inner Which 1-1;
      SG_MUL_VAL_ 2566869176 Ac Which 0-0;
      SG_MUL_VAL_ 2566869176 Deep Inner 3-4, 7-7;
      """;

  private static Imported imported(byte[] file) throws DriverException {
    Importer importer = Importer.of(Importer.Format.DBC, "test", OptionalInt.empty());
    importer.add("car.dbc", file);
    return importer.finish();
  }

  private static List<Decoded> decode(String id, String data) throws Exception {
    String json = imported(DBC.getBytes(StandardCharsets.UTF_8)).profileJson();
    VehicleProfile profile = ProfileReader.read("test", json.getBytes(StandardCharsets.UTF_8));
    assertTrue(profile.unverified());
    return AnswerDecoder.decode(profile, id, data);
  }

  private static Value value(String id, String data, String signal) throws Exception {
    return decode(id, data).stream()
        .filter(d -> d.signal().name().equals("X-" + signal))
        .findFirst()
        .orElseThrow(() -> new AssertionError(signal + " is not there"))
        .value();
  }

  private static double number(String id, String data, String signal) throws Exception {
    return ((Value.Number) value(id, data, signal)).number();
  }

  @Test
  void bothByteOrdersSignsAndScales() throws Exception {
    String frame = "108C FF9C 50 12 00 00";
    assertEquals(358.56, number("123", frame, "Volts"), 1e-9);
    assertEquals(10.0, number("123", frame, "Amps"), 1e-9);
    assertEquals(0.0, number("123", frame, "Temp"), 1e-9);
    assertEquals("degC", decode("123", frame).get(2).signal().unit());
  }

  @Test
  void wordsAreStatesAndSingleCodesMarkNoValue() throws Exception {
    assertEquals(new Value.Text("charge"), value("123", "0000000000020000", "Mode"));
    assertEquals(Quality.MISSING, value("123", "0000000000050000", "Mode").quality());
    assertEquals(Quality.MISSING, value("123", "0000000000F83F00", "Energy").quality());
    assertEquals(200.0, number("123", "0000000000803E00", "Energy"), 1e-9);
  }

  @Test
  void multiplexedSignalsAreThereOnlyWhenSelected() throws Exception {
    String id = "18FF50B8";
    assertEquals(
        List.of("X-Which", "X-Ac"),
        decode(id, "0000E803000000").stream().map(d -> d.signal().name()).toList());
    assertEquals(1.0, number(id, "0000E80300000000", "Ac"), 1e-9);
    assertEquals(0x0201, number(id, "0104010200000000", "Deep"));
    for (String other : List.of("0105010200000000", "0203010200000000")) {
      assertTrue(decode(id, other).stream().noneMatch(d -> d.signal().name().equals("X-Deep")));
    }
  }

  @Test
  void aShortFrameGivesNoValueForWhatItDoesNotHold() throws Exception {
    assertEquals(Quality.GOOD, value("123", "108C", "Volts").quality());
    assertEquals(Quality.MISSING, value("123", "108CFF", "Amps").quality());
    assertEquals(
        List.of(),
        decode("18FF50B8", "").stream().filter(d -> d.value().quality() == Quality.GOOD).toList());
  }

  @Test
  void whatCannotBeReadIsNamed() throws Exception {
    String all = String.join("\n", imported(DBC.getBytes(StandardCharsets.UTF_8)).leftOut());
    for (String part :
        List.of(
            "Pack.Ratio is a floating-point number",
            "Counters.Wide has 64 bits",
            "Long has 64 bytes",
            "car.dbc:23 a BO_ that cannot be read")) {
      assertTrue(all.contains(part), part + " is missing in:\n" + all);
    }
    assertTrue(!all.contains("NotAMessage") && !all.contains("Lost"), all);
  }

  @Test
  void filesOfVectorsToolsAreNotUtf8() throws Exception {
    Imported imported = imported(DBC.getBytes(Charset.forName("windows-1252")));
    assertTrue(imported.profileJson().contains("degC"));
  }

  @Test
  void whatIsNoDbcIsTold() {
    for (String text : List.of("", "VERSION", "BO_ x", "BO_ 1 A: 8 B")) {
      DriverException e =
          assertThrows(
              DriverException.class, () -> imported(text.getBytes(StandardCharsets.UTF_8)), text);
      assertEquals(DriverException.Kind.BAD_DATA, e.kind());
    }
  }
}
