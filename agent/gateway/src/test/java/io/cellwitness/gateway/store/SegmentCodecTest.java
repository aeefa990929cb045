package io.cellwitness.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SegmentCodecTest {

  private final SegmentCodec codec = new SegmentCodec(new MemoryDictionary());

  @Test
  void losesNothing() {
    for (int count : new int[] {1, 2, 3, 10, 4096, 65_536}) {
      List<Reading> readings = Samples.car(count, count);
      assertEquals(readings, codec.decode(codec.encode(readings)));
    }
  }

  @Test
  void keepsEveryBitOfAwkwardNumbers() {
    double[] numbers = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      1e300,
      -1e-300,
      351.20000000000005,
      0.1 * 3,
      9007199254740993.0,
      -9007199254740992.0,
      4.35,
      1e22,
      123456789.123456789
    };
    for (double single : numbers) {
      assertNumbers(single);
    }
    assertNumbers(numbers);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      double scale = Math.pow(10, -random.nextInt(6)) * (1 + random.nextInt(3));
      assertNumbers(random.doubles(50).map(d -> Math.rint(d * 1000 - 500) * scale).toArray());
      assertNumbers(
          random
              .longs(50)
              .mapToDouble(Double::longBitsToDouble)
              .filter(Double::isFinite)
              .toArray());
    }
  }

  @Test
  void keepsClocksThatJump() {
    UUID other = UUID.fromString("00000000-0000-4000-8000-0000000000b1");
    List<Reading> readings = new ArrayList<>();
    String[] walls = {
      "2026-05-01T08:00:00Z", "1970-01-01T00:00:00.000000001Z", "2261-12-31T00:00:00Z"
    };
    long[] monos = {Long.MIN_VALUE, Long.MAX_VALUE, 0};
    for (int i = 0; i < 3; i++) {
      Stamp at =
          new Stamp(Instant.parse(walls[i]), monos[i], i == 1 ? other : FakeTime.BOOT, i == 2);
      readings.add(Samples.number(Signals.VOLTAGE, 0, 1, at));
    }
    assertEquals(readings, codec.decode(codec.encode(readings)));
  }

  @Test
  void noticesEveryFlippedByte() {
    byte[] good = codec.encode(Samples.car(200, 3));
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x10;
      StoreException e = assertThrows(StoreException.class, () -> codec.decode(bad), "byte " + i);
      assertEquals(StoreException.Kind.CORRUPT, e.kind());
    }
  }

  @Test
  void aMonthOfAFleetCarFitsInto250Megabytes() {
    // 10 values a second for 30 days are 25.92 million; a full segment stands for all of them.
    int bytes = codec.encode(Samples.car(SegmentWriter.FULL_SEGMENT, 9)).length;
    double megabytes = bytes / (double) SegmentWriter.FULL_SEGMENT * 25_920_000 / 1e6;
    System.out.printf("30 days at 10 readings/s: %.0f MB%n", megabytes);
    assertTrue(megabytes < 250, megabytes + " MB");
  }

  private void assertNumbers(double... numbers) {
    List<Reading> readings = new ArrayList<>();
    for (double number : numbers) {
      readings.add(Samples.number(Signals.VOLTAGE, 0, number, Samples.voltage(0).at()));
    }
    if (readings.isEmpty()) {
      return;
    }
    List<Reading> back = codec.decode(codec.encode(readings));
    for (int i = 0; i < numbers.length; i++) {
      double number = ((Value.Number) back.get(i).value()).number();
      assertEquals(Double.doubleToRawLongBits(numbers[i]), Double.doubleToRawLongBits(number));
    }
  }

  private static final class MemoryDictionary implements Dictionary {
    private final Map<Channel, Long> channels = new HashMap<>();
    private final Map<UUID, Long> boots = new HashMap<>();

    @Override
    public long channelId(Channel channel) {
      return channels.computeIfAbsent(channel, key -> channels.size() + 1L);
    }

    @Override
    public long bootId(UUID boot) {
      return boots.computeIfAbsent(boot, key -> boots.size() + 1L);
    }

    @Override
    public Channel channel(long id) {
      return keyOf(channels, id);
    }

    @Override
    public UUID boot(long id) {
      return keyOf(boots, id);
    }

    private static <K> K keyOf(Map<K, Long> map, long id) {
      return map.entrySet().stream()
          .filter(entry -> entry.getValue() == id)
          .findFirst()
          .orElseThrow(IndexOutOfBoundsException::new)
          .getKey();
    }
  }
}
