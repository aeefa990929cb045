package io.cellwitness.can.slcan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The clock of the adapter begins anew every minute. */
class StickClockTest {

  private static final long MILLI = 1_000_000;

  @Test
  void waitingInBuffersIsTakenOut() {
    StickClock clock = new StickClock();
    assertEquals(1_000 * MILLI, clock.nanos(59_950, 1_000 * MILLI));
    assertEquals(1_020 * MILLI, clock.nanos(59_970, 1_100 * MILLI));
    assertEquals(1_040 * MILLI, clock.nanos(59_990, 1_100 * MILLI));
  }

  /** Two hours with random delays, silences of minutes and a clock that runs 100 ppm fast. */
  @Test
  void wrapsDriftAndSilenceLeaveTheTimeRight() {
    StickClock clock = new StickClock();
    Random random = new Random(5);
    long millis = 0;
    long latest = 0;
    double worst = 0;
    while (millis < 7_200_000) {
      millis += random.nextInt(200) == 0 ? 61_000 + random.nextInt(200_000) : random.nextInt(40);
      long delay = random.nextInt(8) == 0 ? 0 : random.nextInt(90);
      long host = Math.max(latest, (millis + delay) * MILLI);
      latest = host;
      long at = clock.nanos((int) ((long) (millis * 1.0001) % 60_000), host);
      assertTrue(at <= host);
      worst = Math.max(worst, Math.abs(at - millis * MILLI) / 1e6);
    }
    assertTrue(worst <= 100, "off by " + worst + " ms");
  }

  @Test
  void aStampThatIsNoneIsNotUsed() {
    StickClock clock = new StickClock();
    assertEquals(77, clock.nanos(60_000, 77));
    assertEquals(78, clock.nanos(65_535, 78));
  }
}
