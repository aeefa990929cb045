package io.cellwitness.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cellwitness.api.Stamp;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AcceleratedTimeTest {

  private final ManualTime real = new ManualTime();

  @Test
  void runsTheFactorFaster() {
    AcceleratedTime fast = new AcceleratedTime(real, 400, Duration.ofHours(3));
    Stamp before = fast.now();
    assertEquals(real.now().wall().minus(Duration.ofHours(3)), before.wall());
    for (int look = 0; look < 2700; look++) {
      real.advance(Duration.ofMillis(10));
      fast.now();
    }
    assertEquals(27 * 400.0, fast.now().secondsSince(before));
    assertEquals(real.now().wall(), fast.now().wall().plusSeconds(27));
    assertNotEquals(real.now().bootId(), fast.now().bootId());
    assertFalse(fast.now().clockSynced());
  }

  @Test
  void standsStillWhileNobodyLooks() {
    AcceleratedTime fast = new AcceleratedTime(real, 400, Duration.ZERO);
    Stamp before = fast.now();
    real.advance(Duration.ofSeconds(27));
    assertEquals(0.020 * 400, fast.now().secondsSince(before));
  }

  @Test
  void waitsTheFactorShorter() throws Exception {
    AcceleratedTime fast = new AcceleratedTime(real, 400, Duration.ZERO);
    Stamp before = real.now();
    fast.sleep(Duration.ofSeconds(2));
    assertEquals(0.005, real.now().secondsSince(before));
    fast.sleep(Duration.ofSeconds(-2));
    assertEquals(0.005, real.now().secondsSince(before));
  }

  @Test
  void refusesFactorsThatAreNone() {
    assertThrows(
        IllegalArgumentException.class, () -> new AcceleratedTime(real, 0.5, Duration.ZERO));
    assertThrows(
        IllegalArgumentException.class, () -> new AcceleratedTime(real, Double.NaN, Duration.ZERO));
  }
}
