package io.cellwitness.can.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Value;
import io.cellwitness.can.AnswerDecoder;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BroadcastTest {

  private static VehicleProfile read(String broadcasts) throws ProfileException {
    String json =
        """
        {"format": 1, "id": "test", "title": "Test", "ecus": {}, "identification": {},
         "broadcasts": [%s]}
        """
            .formatted(broadcasts);
    return ProfileReader.read("test.json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static String signal(int start, int bits, String order, boolean signed) {
    return """
        {"signal": "X-S", "start": %d, "bits": %d, "order": "%s", "signed": %b,
         "range": [-1e16, 1e16], "evidence": "1", "sources": "test"}
        """
        .formatted(start, bits, order, signed);
  }

  /** The definition: walk bit by bit as the DBC format numbers them. */
  private static double slowly(byte[] data, int start, int bits, boolean little, boolean signed) {
    BigInteger value = BigInteger.ZERO;
    int bit = start;
    for (int i = 0; i < bits; i++) {
      int now = data[bit / 8] >> bit % 8 & 1;
      if (little) {
        value = now == 1 ? value.setBit(i) : value;
        bit++;
      } else {
        value = value.shiftLeft(1).or(BigInteger.valueOf(now));
        bit = bit % 8 == 0 ? bit + 15 : bit - 1;
      }
    }
    return signed && value.testBit(bits - 1)
        ? value.subtract(BigInteger.ONE.shiftLeft(bits)).doubleValue()
        : value.doubleValue();
  }

  @Test
  void everyPlaceIsTheOneOfTheDefinition() throws Exception {
    Random random = new Random(1);
    byte[] data = new byte[8];
    int tried = 0;
    for (int start = 0; start < 64; start++) {
      for (int bits = 1; bits <= 53; bits += 1 + random.nextInt(4)) {
        for (boolean little : new boolean[] {true, false}) {
          if (!FrameBits.fits(start, bits, little)) {
            continue;
          }
          boolean signed = random.nextBoolean();
          random.nextBytes(data);
          String order = little ? "little" : "big";
          String entry = "{\"id\": \"123\", \"polling\": \"fast\", \"signals\": [%s]}";
          VehicleProfile profile = read(entry.formatted(signal(start, bits, order, signed)));
          Value value = profile.broadcasts().get(0).decode(data).get(0).value();
          assertEquals(
              new Value.Number(slowly(data, start, bits, little, signed)),
              value,
              start + "|" + bits + " " + order + " signed " + signed);
          tried++;
        }
      }
    }
    assertTrue(tried > 1000, "only " + tried);
  }

  @Test
  void everyProblemHasItsPointerAndLine() {
    ProfileException e =
        assertThrows(
            ProfileException.class,
            () ->
                read(
                    """
                    {"id": "8FF", "polling": "fast", "dataBytes": [9],
                     "when": [{"start": 0, "bits": 3, "order": "little", "values": []}],
                     "signals": [
                      {"signal": "X-S", "start": 60, "bits": 8, "order": "little", "evidence": "1", "sources": "t", "range": [0, 1]},
                      {"signal": "X-S", "start": 0, "bits": 54, "order": "middle", "evidence": "1", "sources": "t"}]}
                    """));
    String all = String.join("\n", e.problems().stream().map(Problem::toString).toList());
    for (String part :
        List.of(
            "/broadcasts/0/id must",
            "/broadcasts/0/dataBytes must",
            "/broadcasts/0/when/0/values must",
            "line 5: /broadcasts/0/signals/0/start and bits",
            "line 6: /broadcasts/0/signals/1/order must",
            "/broadcasts/0/signals/1/bits must",
            "/broadcasts/0/signals/1/range is missing")) {
      assertTrue(all.contains(part), part + " is missing in:\n" + all);
    }
  }

  /** The frames are made from the published layout; no recording with a free licence is known. */
  @Test
  void teslaIsReadByItsLayout() throws Exception {
    VehicleProfile tesla = ProfileCatalog.load(List.of()).byId("tesla-model-3-y");
    assertTrue(tesla.isPassive());
    // 358.56 V; smoothed raw -246: discharging 24.6 A; unsmoothed raw 9508: the same.
    List<Decoded> pack = decode(tesla, "132", "108C 0AFF 2425 0000");
    assertEquals(new Value.Number(358.56), pack.get(0).value());
    assertEquals(new Value.Number(-24.6), pack.get(1).value());
    assertEquals(new Value.Number(-24.6), pack.get(2).value());
    assertEquals(
        new Value.Text("closed"), decode(tesla, "212", "0004 0000 0000 0000").get(0).value());
    assertEquals(List.of(), decode(tesla, "3F2", "0700000000000000"));
    Decoded cell = decode(tesla, "401", "23 2A 1090 2090 3090").get(2);
    assertEquals(108, cell.index());
    assertEquals(new Value.Number(3.6912), cell.value());
    assertEquals(
        108, tesla.places().stream().filter(p -> p.signal().name().equals("CellVoltage")).count());
  }

  private static List<Decoded> decode(VehicleProfile profile, String id, String data)
      throws Exception {
    HexFormat.of().parseHex(data.replace(" ", ""));
    return AnswerDecoder.decode(profile, id, data);
  }
}
