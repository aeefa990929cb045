package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HalfWidthTest {

  @Test
  void neverLessThanTheUncertainty() {
    assertEquals(new BigDecimal("6.6"), HalfWidth.up(6.5001, 1));
    assertEquals(new BigDecimal("6.5"), HalfWidth.up(6.5, 1));
    assertEquals(new BigDecimal("1"), HalfWidth.up(1e-9, 0));
    assertEquals(new BigDecimal("0.00"), HalfWidth.up(0, 2));
    assertEquals(new BigDecimal("12.0"), HalfWidth.up(12, 1));
  }

  /** 3 times 0.1 is 0.30000000000000004 in binary; that is no reason to say 0.4. */
  @Test
  void noiseOfTheArithmeticPushesNothingUp() {
    assertEquals(new BigDecimal("0.3"), HalfWidth.up(3 * 0.1, 1));
  }

  /** The page rounds what the report already rounded; the screen rounds the number itself. */
  @Test
  void roundingTwiceIsRoundingOnce() {
    Random random = new Random(11);
    for (int i = 0; i < 10_000; i++) {
      double uncertainty = 20 * random.nextDouble();
      BigDecimal once = HalfWidth.up(uncertainty, 1);
      assertEquals(once, HalfWidth.up(HalfWidth.up(uncertainty, 2), 1));
      assertTrue(once.doubleValue() >= uncertainty * (1 - 1e-11), () -> "of " + uncertainty);
    }
  }
}
