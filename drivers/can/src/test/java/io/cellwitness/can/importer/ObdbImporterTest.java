package io.cellwitness.can.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import io.cellwitness.can.profile.ProfileReader;
import io.cellwitness.can.profile.VehicleProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ObdbImporterTest {

  /** Written for this test in the published schema; no content of an OBDb repository. */
  private static final String SET =
      """
      {"commands": [
        {"hdr": "7E4", "rax": "7EC", "fcm1": true, "cmd": {"22": "0101"}, "freq": 1, "signals": [
          {"id": "T_SOC", "name": "s", "fmt": {"bix": 8, "len": 8, "max": 100, "div": 2, "unit": "percent"}},
          {"id": "T_I", "name": "i", "fmt": {"bix": 16, "len": 16, "sign": true, "max": 300, "min": -300, "div": 10, "unit": "amps"}},
          {"id": "T_NIB", "name": "n", "fmt": {"bix": 4, "len": 6, "max": 63, "unit": "scalar"}},
          {"id": "T_LE", "name": "l", "fmt": {"bix": 32, "len": 16, "blsb": true, "max": 65535, "nullmax": 65535, "unit": "scalar"}},
          {"id": "T_WORD", "name": "w", "fmt": {"bix": 0, "len": 8, "map": {"1": {"description": "d", "value": "V"}}}}]},
        {"hdr": "FC00", "pri": "17", "tst": "7B", "rax": "FE007B", "cmd": {"22": "028C"}, "freq": 5, "signals": [
          {"id": "T_M", "name": "m", "fmt": {"len": 8, "max": 100, "mul": 2, "div": 5, "unit": "percent"}}]},
        {"hdr": "6F1", "rax": "607", "eax": "07", "cmd": {"22": "6335"}, "freq": 60, "signals": [
          {"id": "T_H", "name": "h", "fmt": {"bix": 24, "len": 8, "max": 100, "unit": "percent"}}]},
        {"hdr": "7E5", "rax": "7ED", "cmd": {"22": "0001"}, "freq": 60, "filter": {"to": 2020}, "signals": [
          {"id": "T_OLD", "name": "o", "fmt": {"len": 8, "max": 100, "unit": "percent"}}]},
        {"hdr": "7E4", "rax": "7EC", "cmd": {"2F": "F030"}, "freq": 1, "signals": [
          {"id": "T_BAD", "name": "b", "fmt": {"len": 8, "max": 1, "unit": "offon"}}]}
      ]}
      """;

  private static Imported imported(String set, int year) throws DriverException {
    Importer importer = Importer.of(Importer.Format.OBDB, "test", OptionalInt.of(year));
    importer.add("set.json", set.getBytes(StandardCharsets.UTF_8));
    return importer.finish();
  }

  private static VehicleProfile profile(int year) throws Exception {
    return ProfileReader.read(
        "test", imported(SET, year).profileJson().getBytes(StandardCharsets.UTF_8));
  }

  private static Value value(String request, String response, String id) throws Exception {
    return AnswerDecoder.decode(profile(2022), request, response).stream()
        .filter(d -> d.signal().name().equals("X-" + id))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void bitsSignsAndByteOrderAreKept() throws Exception {
    String answer = "62 0101 03 A8 FF9C 3412";
    assertEquals(new Value.Number(84), value("7E4:220101", answer, "T_SOC"));
    assertEquals(new Value.Number(-10), value("7E4:220101", answer, "T_I"));
    assertEquals(new Value.Number(14), value("7E4:220101", answer, "T_NIB"));
    assertEquals(new Value.Number(0x1234), value("7E4:220101", answer, "T_LE"));
    assertEquals(new Value.Number(80), value("17FC007B:22028C", "17FE007B0462028CC8", "T_M"));
    assertEquals(
        new Value.Number(94), value("6F1:226335", "607F110076263350000\n607F121005E", "T_H"));
  }

  /** OBDb shows the nearest limit instead, which turns nonsense into a plausible number. */
  @Test
  void outsideItsLimitsThereIsNoValue() throws Exception {
    String answer = "62 0101 03 FF 7FFF FFFF";
    for (String id : List.of("T_SOC", "T_I", "T_LE")) {
      assertEquals(Quality.OUT_OF_RANGE, value("7E4:220101", answer, id).quality(), id);
    }
  }

  @Test
  void whatDoesMoreThanReadIsRefusedByName() throws Exception {
    Imported imported = imported(SET, 2022);
    assertEquals(3, imported.requests());
    assertTrue(
        imported.leftOut().contains("7E4:2FF030 is not a request that only reads; it is refused"));
  }

  @Test
  void yearsDecide() throws Exception {
    assertEquals(4, imported(SET, 2019).requests());
    assertEquals(3, imported(SET, 2021).requests());
  }

  @Test
  void whatIsNoSignalSetIsTold() {
    for (String set : List.of("", "[]", "{", "{\"commands\": []}", "{\"x\": 1}")) {
      assertEquals(
          DriverException.Kind.BAD_DATA,
          assertThrows(DriverException.class, () -> imported(set, 2022)).kind());
    }
  }
}
