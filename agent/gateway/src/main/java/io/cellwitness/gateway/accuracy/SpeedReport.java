package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.health.HealthEstimator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** How fast the method is on this machine: made-up readings, accepted and evaluated. */
public final class SpeedReport {

  private static final int RUNS = 15;
  private static final double CAPACITY_AH = 100;
  private static final UUID BOOT = new UUID(0, 1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Console console;
  private final TimeSource time;
  private final Steps steps;

  /**
   * Makes the report.
   *
   * @param console where to write
   * @param time takes the time
   * @param steps told how far it is
   */
  public SpeedReport(Console console, TimeSource time, Steps steps) {
    this.console = console;
    this.time = time;
    this.steps = steps;
  }

  /** Measures and prints; the median of several runs after as many to warm up. */
  public void print() {
    console.say(
        format("%-24s %10s %10s %10s", "made-up recording", "readings", "median ms", "best ms"));
    List<Reading> hour = charges(1, 0.1);
    List<Reading> day = charges(24, 1);
    for (int run = 0; run < RUNS; run++) {
      millis(hour);
      millis(day);
    }
    row("1 h at 10 Hz", hour);
    row("24 h at 1 Hz", day);
  }

  private void row(String name, List<Reading> readings) {
    double[] millis = new double[RUNS];
    Arrays.setAll(millis, run -> millis(readings));
    Arrays.sort(millis);
    console.say(
        format("%-24s %10d %10.1f %10.1f", name, readings.size(), millis[RUNS / 2], millis[0]));
    console.emit(
        Console.event("speed")
            .put("recording", name)
            .put("readings", readings.size())
            .put("medianMillis", millis[RUNS / 2])
            .put("bestMillis", millis[0]));
  }

  private double millis(List<Reading> readings) {
    long start = time.now().monotonicNanos();
    HealthEstimator estimator = new HealthEstimator(pack());
    readings.forEach(estimator::accept);
    estimator.result();
    double millis = (time.now().monotonicNanos() - start) / 1e6;
    // Each of the two recordings is run as often to warm up as it is measured.
    steps.piece(4L * RUNS);
    return millis;
  }

  private static PackFacts pack() {
    return new PackFacts(
        Chemistry.NMC,
        OptionalInt.of(96),
        Optional.of(new Sourced(CAPACITY_AH, "made up")),
        Optional.empty(),
        Optional.empty());
  }

  /** Charged and discharged by 60 points in turns, an hour each. */
  private static List<Reading> charges(int hours, double stepS) {
    List<Reading> readings = new ArrayList<>();
    double socPct = 20;
    long steps = Math.round(hours * 3600 / stepS);
    for (long step = 0; step < steps; step++) {
      double timeS = step * stepS;
      double currentA = (long) (timeS / 3600) % 2 == 0 ? 60 : -60;
      long nanos = Math.round(timeS * 1e9);
      Stamp at = new Stamp(START.plusNanos(nanos), nanos, BOOT, true);
      put(readings, Signals.VOLTAGE, 330 + socPct + currentA / 20, at);
      put(readings, Signals.SOC, Math.floor(socPct * 2) / 2, at);
      put(readings, Signals.TEMPERATURE_MAX, 25, at);
      put(readings, Signals.CURRENT, currentA, at);
      socPct += 100 * currentA * stepS / 3600 / CAPACITY_AH;
    }
    return readings;
  }

  private static void put(List<Reading> readings, Signal signal, double value, Stamp at) {
    readings.add(new Reading(signal, 0, new Value.Number(value), at, "made up"));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
