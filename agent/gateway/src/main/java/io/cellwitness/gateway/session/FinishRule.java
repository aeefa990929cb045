package io.cellwitness.gateway.session;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Decides when a live check has seen enough. Time is that of the readings, so that a check in
 * compressed time ends like one in real time.
 */
final class FinishRule {

  /** Above this the battery is being charged, A; the same limit the method uses. */
  static final double CHARGING_A = 0.5;

  /** A charge has ended when it has not flowed for this long, s: balancing pauses are shorter. */
  static final double CHARGE_ENDED_S = 120;

  /** So long is a charge awaited, s. */
  static final double CHARGE_AWAITED_S = 1800;

  /** So long the daemon follows a parked car before it begins a new session, s. */
  static final double FOLLOWED_S = 12 * 3600;

  /** A quick check takes at most this long, s. */
  static final double QUICK_LIMIT_S = 120;

  /** A quick check ends early when no signal turned up for the first time in this long, s. */
  static final double QUICK_NOTHING_NEW_S = 10;

  private final Mode mode;
  private final Set<String> seen = new HashSet<>();
  private Stamp first;
  private Stamp latest;
  private Stamp lastNew;
  private Stamp lastCharging;

  FinishRule(Mode mode) {
    this.mode = mode;
  }

  void accept(Reading reading) {
    latest = reading.at();
    if (first == null) {
      first = latest;
      lastNew = latest;
    }
    if (seen.add(reading.signal().name() + '#' + reading.index())) {
      lastNew = latest;
    }
    if (reading.signal().equals(Signals.CURRENT)
        && reading.value() instanceof Value.Number current
        && current.number() > CHARGING_A) {
      lastCharging = latest;
    }
  }

  /**
   * Why the check is over.
   *
   * @return a short sentence, or empty while it goes on
   */
  Optional<String> over() {
    if (first == null) {
      return Optional.empty();
    }
    double elapsedS = latest.secondsSince(first);
    return switch (mode) {
      case STREAM -> Optional.empty();
      case QUICK ->
          elapsedS >= QUICK_LIMIT_S || latest.secondsSince(lastNew) >= QUICK_NOTHING_NEW_S
              ? Optional.of("everything the car offers was read once")
              : Optional.empty();
      case CHARGE -> chargeOver(elapsedS, CHARGE_AWAITED_S, "no charging was seen in 30 minutes");
      case FOLLOW -> chargeOver(elapsedS, FOLLOWED_S, "no charging was seen in 12 hours");
    };
  }

  private Optional<String> chargeOver(double elapsedS, double awaitedS, String neverCame) {
    if (lastCharging == null) {
      return elapsedS >= awaitedS ? Optional.of(neverCame) : Optional.empty();
    }
    return latest.secondsSince(lastCharging) >= CHARGE_ENDED_S
        ? Optional.of("the charge has ended")
        : Optional.empty();
  }

  /**
   * How long it goes on at most if nothing more happens.
   *
   * @return seconds; empty where no such end is near, as while a charge flows
   */
  OptionalDouble leftAtMostS() {
    double elapsedS = first == null ? 0 : latest.secondsSince(first);
    return switch (mode) {
      case QUICK -> OptionalDouble.of(Math.max(0, QUICK_LIMIT_S - elapsedS));
      case CHARGE ->
          charged()
              ? OptionalDouble.empty()
              : OptionalDouble.of(Math.max(0, CHARGE_AWAITED_S - elapsedS));
      case STREAM, FOLLOW -> OptionalDouble.empty();
    };
  }

  /**
   * Whether a charge was seen at all.
   *
   * @return true after the first charging current
   */
  boolean charged() {
    return lastCharging != null;
  }
}
