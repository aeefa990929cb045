package io.cellwitness.can;

import io.cellwitness.api.Stamp;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps reading from emptying the 12 V battery: below 12.8 V nothing charges it. A short dip is
 * normal, a minute is not; below 12.0 V two measurements are enough.
 */
final class SupplyWatch {

  /** How often to measure. */
  static final Duration PERIOD = Duration.ofSeconds(15);

  static final double RESTING_VOLTS = 12.8;
  static final double LOW_VOLTS = 12.0;
  private static final double LONGEST_LOW_SECONDS = 60;

  private Optional<Stamp> restingSince = Optional.empty();
  private int lows;

  /**
   * Takes one measurement.
   *
   * @param volts at the diagnostic socket
   * @param charging whether the traction battery takes charge, when the car keeps the 12 V one up
   * @param at when
   * @return whether reading must stop
   */
  boolean mustStop(double volts, boolean charging, Stamp at) {
    if (charging || volts >= RESTING_VOLTS) {
      restingSince = Optional.empty();
      lows = 0;
      return false;
    }
    lows = volts < LOW_VOLTS ? lows + 1 : 0;
    if (restingSince.isEmpty()) {
      restingSince = Optional.of(at);
    }
    return lows >= 2 || at.secondsSince(restingSince.get()) >= LONGEST_LOW_SECONDS;
  }
}
