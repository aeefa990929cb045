package io.cellwitness.gateway.session;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.health.HealthEstimator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Reads until the source is exhausted, the finish rule is met or the operator stops it. */
final class Measurement {

  /** The screen is told this often, s of real time. */
  private static final double PROGRESS_EVERY_S = 0.25;

  private final Driver driver;
  private final HealthEstimator estimator;
  private final FinishRule finish;
  private final CheckListener listener;
  private final TimeSource realTime;
  private final ReadingSink also;
  private final FloodGate gate;

  private Stamp first;
  private Stamp latest;
  private Stamp lastShown;
  private Stamp began;
  private long readings;
  private boolean declaresHealth;
  private boolean clockSynced = true;
  private OptionalDouble socPct = OptionalDouble.empty();
  private OptionalDouble currentA = OptionalDouble.empty();

  /**
   * Prepares the loop.
   *
   * @param also receives every reading before the estimator does: store and session file
   */
  Measurement(
      Driver driver,
      HealthEstimator estimator,
      Mode mode,
      CheckListener listener,
      TimeSource realTime,
      ReadingSink also) {
    this.driver = driver;
    this.estimator = estimator;
    this.finish = new FinishRule(mode);
    this.listener = listener;
    this.realTime = realTime;
    this.also = also;
    this.gate = new FloodGate(listener::note);
  }

  /**
   * Runs to the end.
   *
   * @param stopRequested true once the operator wants to finish now
   * @return why it ended, a short sentence
   */
  String run(BooleanSupplier stopRequested) throws DriverException, InterruptedException {
    try {
      return poll(stopRequested);
    } finally {
      gate.close();
    }
  }

  private String poll(BooleanSupplier stopRequested) throws DriverException, InterruptedException {
    ReadingSink sink = driver.live() ? this::acceptUnlessTooMany : this::accept;
    began = realTime.now();
    lastShown = began;
    while (!stopRequested.getAsBoolean()) {
      boolean more = driver.poll(sink);
      showNowAndThen();
      if (!more) {
        return stopRequested.getAsBoolean()
            ? "the operator ended it"
            : driver.live() ? "the source was lost" : "the recording has ended";
      }
      Optional<String> over = driver.live() ? finish.over() : Optional.empty();
      if (over.isPresent()) {
        return over.get();
      }
    }
    return "the operator ended it";
  }

  /** Whether the car itself declares a State of Health. */
  boolean declaresHealth() {
    return declaresHealth;
  }

  /** Whether the clock was known to be right at every reading. */
  boolean clockSynced() {
    return clockSynced;
  }

  /** Whether a charge was seen. */
  boolean charged() {
    return finish.charged();
  }

  Optional<Stamp> firstStamp() {
    return Optional.ofNullable(first);
  }

  Optional<Stamp> lastStamp() {
    return Optional.ofNullable(latest);
  }

  private void acceptUnlessTooMany(Reading reading) {
    if (gate.admits(reading)) {
      accept(reading);
    }
  }

  /** Hands one reading to everybody. */
  void accept(Reading reading) {
    latest = reading.at();
    if (first == null) {
      first = latest;
    }
    clockSynced &= latest.clockSynced();
    readings++;
    also.accept(reading);
    estimator.accept(reading);
    finish.accept(reading);
    if (reading.value() instanceof Value.Number number) {
      if (reading.signal().equals(Signals.SOC)) {
        socPct = OptionalDouble.of(number.number());
      } else if (reading.signal().equals(Signals.CURRENT)) {
        currentA = OptionalDouble.of(number.number());
      } else if (reading.signal().equals(Signals.SOH)) {
        declaresHealth = true;
      }
    }
  }

  private void showNowAndThen() {
    Stamp now = realTime.now();
    if (first == null || now.secondsSince(lastShown) < PROGRESS_EVERY_S) {
      return;
    }
    lastShown = now;
    listener.progress(
        new CheckProgress(
            phase(),
            (latest.monotonicNanos() - first.monotonicNanos()) / 1e9,
            now.secondsSince(began),
            driver.played(),
            driver.live() ? finish.leftAtMostS() : OptionalDouble.empty(),
            readings,
            socPct,
            currentA,
            estimator.progress()));
  }

  private String phase() {
    if (currentA.isPresent() && currentA.getAsDouble() > FinishRule.CHARGING_A) {
      return "charging";
    }
    return finish.charged() || !driver.live() ? "reading" : CheckProgress.WAITING;
  }
}
