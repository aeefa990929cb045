package io.cellwitness.can.profile;

import java.time.Duration;
import java.util.Locale;

/** How often a request is worth sending. */
public enum Polling {
  /** Voltage, current, charge. */
  FAST(Duration.ofSeconds(1)),
  /** Highest and lowest cell, temperatures. */
  MEDIUM(Duration.ofSeconds(5)),
  /** All cells, declared health. */
  SLOW(Duration.ofSeconds(30)),
  /** Odometer and what hardly changes in a visit. */
  RARE(Duration.ofMinutes(10)),
  /** Who the car is: asked while it is recognised, not afterwards. */
  ONCE(Duration.ofDays(365));

  private final Duration period;

  Polling(Duration period) {
    this.period = period;
  }

  /**
   * Wanted time between two readings.
   *
   * @return the period
   */
  public Duration period() {
    return period;
  }

  static Polling read(JsonPart part) {
    String word = part.textOr("polling", "slow");
    for (Polling polling : values()) {
      if (polling.name().toLowerCase(Locale.ROOT).equals(word)) {
        return polling;
      }
    }
    part.problem("polling", "must be fast, medium, slow, rare or once");
    return SLOW;
  }
}
