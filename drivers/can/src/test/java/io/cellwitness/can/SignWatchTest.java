package io.cellwitness.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The battery itself shows which way a current flows. */
class SignWatchTest {

  private static final double OHM = 0.1;
  private static final double REST_VOLTS = 360;

  private final FakeTime time = new FakeTime();

  /** One reading of each; {@code sign} is what the car makes of a current into the battery. */
  private void read(SignWatch watch, double intoTheBatteryA, int sign) {
    time.sleep(Duration.ofSeconds(1));
    watch.voltage(REST_VOLTS + OHM * intoTheBatteryA, time.now());
    watch.current(sign * intoTheBatteryA, time.now());
  }

  private void steps(SignWatch watch, int count, int sign) {
    for (int step = 0; step <= count; step++) {
      for (int i = 0; i < 2; i++) {
        read(watch, step % 2 == 0 ? 0 : 30, sign);
      }
      if (step > 0 && step < count) {
        // The window begins anew behind a step that counted.
        read(watch, step % 2 == 0 ? 0 : 30, sign);
        read(watch, step % 2 == 0 ? 0 : 30, sign);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void threeStepsSettleAnUnknownDirection(int sign) {
    SignWatch watch = new SignWatch(0);
    steps(watch, 2, sign);
    assertEquals(0, watch.direction());
    steps(watch, 3, sign);
    assertEquals(sign, watch.direction());
    assertFalse(watch.contradicted());
  }

  @Test
  void aWrongDirectionIsContradictedAndStaysSo() {
    SignWatch watch = new SignWatch(1);
    steps(watch, 6, -1);
    assertTrue(watch.contradicted());
    assertEquals(0, watch.direction());
    steps(watch, 20, 1);
    assertEquals(0, watch.direction());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1})
  void aSteadyChargeSettlesItByItsPercents(int sign) {
    SignWatch watch = new SignWatch(0);
    for (int i = 0; i <= 6; i++) {
      assertEquals(0, watch.direction(), "after " + i);
      read(watch, 20, sign);
      watch.soc(50 + 0.5 * i);
    }
    assertEquals(sign, watch.direction());
  }

  @Test
  void correctionsOfTheChargeAndCurrentsNearZeroSayNothing() {
    SignWatch watch = new SignWatch(0);
    for (int i = 0; i < 20; i++) {
      read(watch, 20, 1);
      watch.soc(90 - 4 * i);
    }
    for (int i = 0; i < 20; i++) {
      read(watch, 1, 1);
      watch.soc(50 - 0.5 * i);
    }
    assertEquals(0, watch.direction());
  }

  /** A voltage from before the step would make the step look as if nothing followed it. */
  @Test
  void oldVoltagesAndCurrentsThatNeverStandStillSayNothing() {
    SignWatch watch = new SignWatch(0);
    watch.voltage(REST_VOLTS, time.now());
    for (int i = 0; i < 40; i++) {
      time.sleep(Duration.ofSeconds(1));
      watch.current(i % 4 < 2 ? 0 : 30, time.now());
    }
    for (int i = 0; i < 40; i++) {
      read(watch, 40 * (i % 2), -1);
    }
    assertEquals(0, watch.direction());
  }

  @Test
  void evenVotesLeaveItOpen() {
    SignWatch watch = new SignWatch(0);
    for (int i = 0; i < 10; i++) {
      steps(watch, 1, 1);
      steps(watch, 1, -1);
    }
    assertEquals(0, watch.direction());
  }
}
