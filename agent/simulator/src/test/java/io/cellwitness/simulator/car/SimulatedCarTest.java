package io.cellwitness.simulator.car;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.simulator.ManualTime;
import io.cellwitness.simulator.pack.Charger;
import io.cellwitness.simulator.pack.PackSpec;
import io.cellwitness.simulator.pack.SimulatedPack;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedCarTest {

  private static final String VIN = "KMHK3815GKU000001";

  private final ManualTime time = new ManualTime();
  private final SimulatedPack pack =
      new SimulatedPack(new PackSpec(98, 180, 150, 0.08, 18), time, 3);
  private final SimulatedCar car =
      HyundaiKia400V.build(new BatteryManagement(pack, 3), VIN, 96_412, () -> {});

  @Test
  void overviewHoldsWhatThePackDoes() {
    pack.plugIn(Charger.DC_24_KW, Duration.ZERO);
    time.advance(Duration.ofHours(1));
    ByteBuffer data = ByteBuffer.wrap(read(0x7e4, "220101"));
    assertEquals(3 + 59, data.capacity());
    data = data.slice(3, 59);
    double truePercent = pack.state().soc() * 100;
    assertEquals(truePercent, (data.get(4) & 0xff) / 2.0, 6, "SOC, bent but near");
    assertEquals(-60, data.getShort(10) / 10.0, 0.7, "this car counts discharge as positive");
    assertEquals(pack.state().voltageV(), data.getShort(12) / 10.0, 0.06);
    assertEquals((byte) 0xc1, data.get(9), "charging, DC plug, relay closed");
    assertEquals(pack.state().voltageV(), data.getShort(51), 0.6, "behind closed contactors");
    double ahPerKwh = (double) data.getInt(38) / data.getInt(30) * 1000;
    assertTrue(ahPerKwh > 320 && ahPerKwh < 400, "kWh over Ah is a pack voltage: " + ahPerKwh);
    assertTrue((data.get(23) & 0xff) >= (data.get(25) & 0xff));
    assertEquals(143, data.get(29) & 0xff);
  }

  @Test
  void countersFollowTheCharge() {
    int before = ByteBuffer.wrap(read(0x7e4, "220101")).getInt(3 + 30);
    pack.plugIn(Charger.DC_24_KW, Duration.ZERO);
    time.advance(Duration.ofHours(2));
    int after = ByteBuffer.wrap(read(0x7e4, "220101")).getInt(3 + 30);
    assertEquals(pack.state().chargedAh(), (after - before) / 10.0, 1.3);
  }

  @Test
  void cellsSumToThePack() {
    int sum = 0;
    for (String request : List.of("220102", "220103", "220104")) {
      byte[] answer = read(0x7e4, request);
      assertEquals(3 + 36, answer.length);
      for (int i = 3 + 4; i < answer.length; i++) {
        sum += answer[i] & 0xff;
      }
    }
    byte[] health = read(0x7e4, "220105");
    assertEquals(3 + 43, health.length);
    sum += (health[3 + 34] & 0xff) + (health[3 + 35] & 0xff);
    assertEquals(pack.state().voltageV(), sum / 50.0, 98 * 0.01);
    assertEquals(1000, ByteBuffer.wrap(health).getShort(3 + 25), "it claims to be like new");
  }

  @Test
  void saysWhoItIs() {
    assertEquals(VIN, text(Arrays.copyOfRange(read(0x7e4, "22F190"), 3, 20)));
    assertEquals(VIN, text(Arrays.copyOfRange(read(0x7e4, "0902"), 3, 20)));
    assertEquals(0, read(0x7c6, "0902").length);
    byte[] odometer = read(0x7c6, "22B002");
    assertEquals(96_412, ByteBuffer.wrap(odometer).getInt(3 + 5) & 0xffffff);
  }

  @Test
  void severalUnitsAnswerAFunctionalRequest() {
    List<TimedFrame> first = car.hear(single(0x7df, "0902"));
    assertEquals(List.of(0x7eb, 0x7ec), first.stream().map(f -> f.frame().id()).toList());
    assertEquals(0, car.hear(new CanFrame(0x7df, new byte[] {0x30, 0, 0})).size());
    assertEquals(2, car.hear(new CanFrame(0x7e4, new byte[] {0x30, 0, 0})).size());
  }

  @ParameterizedTest
  @CsvSource({
    "7E4, 220199, 7F2231",
    "7E4, 2F F030 03, 7F2F11",
    "7E4, 2701, 7F2711",
    "7E4, 1101, 7F1111",
    "7E4, 2201, 7F2213",
    "7E4, 1002, 7F1012",
    "7E4, 1003, 5003003201F4",
    "7E4, 3E00, 7E00",
    "7E4, 3E80, ''",
    "7DF, 2701, ''",
    "7DF, 220199, ''",
    "7E5, 220101, ''",
    "7E4, 010D, ''",
  })
  void refusesTheRest(String id, String request, String expected) {
    byte[] answer = read(Integer.parseInt(id, 16), request.replace(" ", ""));
    assertEquals(expected, HexFormat.of().withUpperCase().formatHex(answer));
  }

  @Test
  void respectsBlockSizeAndDropsAMessageAfterANewRequest() {
    car.hear(single(0x7e4, "220101"));
    assertEquals(3, car.hear(new CanFrame(0x7e4, new byte[] {0x30, 3, 20})).size());
    List<TimedFrame> rest = car.hear(new CanFrame(0x7e4, new byte[] {0x30, 0, 20}));
    assertEquals(5, rest.size());
    assertEquals(20, rest.get(0).delayMillis());
    assertEquals(0x24, rest.get(0).frame().unsigned(0));
    car.hear(single(0x7e4, "220101"));
    car.hear(single(0x7e4, "3E00"));
    assertEquals(0, car.hear(new CanFrame(0x7e4, new byte[] {0x30, 0, 0})).size());
  }

  @Test
  void theSameSeedGivesTheSameCar() {
    SimulatedPack twin = new SimulatedPack(pack.spec(), new ManualTime(), 3);
    SimulatedCar other =
        HyundaiKia400V.build(new BatteryManagement(twin, 3), VIN, 96_412, () -> {});
    for (String request : List.of("220101", "220102", "220105")) {
      assertArrayEquals(read(0x7e4, request), read(other, 0x7e4, request));
    }
  }

  /** Asks as a tester does and puts the answer together; empty when nobody answers. */
  private static byte[] read(SimulatedCar car, int id, String request) {
    List<TimedFrame> frames = car.hear(single(id, request));
    if (frames.isEmpty()) {
      return new byte[0];
    }
    byte[] first = frames.get(0).frame().data();
    if (first[0] >> 4 == 0) {
      return Arrays.copyOfRange(first, 1, 1 + first[0]);
    }
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(first, 2, 6);
    for (TimedFrame next : car.hear(new CanFrame(id, new byte[] {0x30, 0, 0}))) {
      payload.write(next.frame().data(), 1, 7);
    }
    return Arrays.copyOf(payload.toByteArray(), (first[0] & 0xf) << 8 | first[1] & 0xff);
  }

  private byte[] read(int id, String request) {
    return read(car, id, request);
  }

  private static CanFrame single(int id, String request) {
    byte[] payload = HexFormat.of().parseHex(request);
    byte[] data = new byte[8];
    data[0] = (byte) payload.length;
    System.arraycopy(payload, 0, data, 1, payload.length);
    return new CanFrame(id, data);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
