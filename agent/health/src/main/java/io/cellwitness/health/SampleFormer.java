package io.cellwitness.health;

import io.cellwitness.api.Signals;

/**
 * Forms one raw sample per current reading.
 *
 * <p>The other signals are taken from the same moment or, where they are polled more slowly, from
 * their last reading before it, as long as that is young enough. An absent reading ends the
 * validity of the value before it.
 */
final class SampleFormer {

  /** Age up to which a state of charge counts: 0.25 % at one full charge per hour. */
  static final double SOC_HELD_S = 9;

  /** Age up to which a pack voltage counts; resistance takes {@link #FRESH_S} instead. */
  static final double VOLTAGE_HELD_S = 5;

  /** Age up to which voltage and current count as read together. */
  static final double FRESH_S = 0.25;

  /** Age up to which a temperature counts; batteries are slow. */
  static final double TEMPERATURE_HELD_S = 120;

  /** Age up to which a speed counts. */
  static final double SPEED_HELD_S = 5;

  /** Age up to which a lifetime counter counts. */
  static final double COUNTER_HELD_S = 2;

  private SampleFormer() {}

  /** Raw samples in order of time, before cleaning; current may be missing or implausible. */
  static Samples form(Recording recording) {
    Column current = recording.sorted(Signals.CURRENT);
    int n = current.size();
    Cursor soc = new Cursor(recording.sorted(Signals.SOC), SOC_HELD_S);
    Cursor voltage = new Cursor(recording.sorted(Signals.VOLTAGE), VOLTAGE_HELD_S);
    Cursor hottest = new Cursor(recording.sorted(Signals.TEMPERATURE_MAX), TEMPERATURE_HELD_S);
    Cursor coldest = new Cursor(recording.sorted(Signals.TEMPERATURE_MIN), TEMPERATURE_HELD_S);
    Cursor speed = new Cursor(recording.sorted(Signals.SPEED), SPEED_HELD_S);
    Cursor charged = new Cursor(recording.sorted(Signals.CHARGED_AH), COUNTER_HELD_S);
    Cursor consumed = new Cursor(recording.sorted(Signals.CONSUMED_AH), COUNTER_HELD_S);
    Samples raw = allocate(n);
    for (int i = 0; i < n; i++) {
      long now = current.nanos(i);
      raw.timeS()[i] = (now - current.nanos(0)) / 1e9;
      raw.currentA()[i] = current.value(i);
      raw.socPct()[i] = soc.at(now);
      double held = voltage.at(now);
      boolean justBefore = voltage.ageS(now) <= FRESH_S;
      boolean justAfter = !justBefore && voltage.untilNextS(now) <= FRESH_S;
      raw.voltageV()[i] = justAfter ? voltage.nextValue() : held;
      raw.voltageFresh()[i] = justBefore || justAfter;
      raw.temperatureC()[i] = meanTemperature(hottest.at(now), coldest.at(now));
      raw.speedKmh()[i] = speed.at(now);
      double in = charged.at(now);
      double out = consumed.at(now);
      raw.netChargeAh()[i] = in - out;
      raw.throughputAh()[i] = in + out;
    }
    return raw;
  }

  static Samples allocate(int n) {
    return new Samples(
        new double[n],
        new double[n],
        new double[n],
        new double[n],
        new boolean[n],
        new double[n],
        new double[n],
        new double[n],
        new double[n],
        false,
        new Samples.MedianStep());
  }

  /** Mean of both probes where both are there, one of them otherwise; NaN without any. */
  private static double meanTemperature(double hottestC, double coldestC) {
    if (Double.isNaN(hottestC)) {
      return coldestC;
    }
    return Double.isNaN(coldestC) ? hottestC : 0.5 * (hottestC + coldestC);
  }

  /** Walks a column forward, giving the value that holds at a moment. */
  private static final class Cursor {
    private final Column column;
    private final double heldS;
    private int next;

    Cursor(Column column, double heldS) {
      this.column = column;
      this.heldS = heldS;
    }

    /** Moments must not go back. Of several readings of one moment the first with a value holds. */
    double at(long nanos) {
      while (next < column.size() && column.nanos(next) <= nanos) {
        next++;
      }
      int found = next - 1;
      while (found > 0
          && column.nanos(found - 1) == column.nanos(found)
          && (Double.isNaN(column.value(found)) || !Double.isNaN(column.value(found - 1)))) {
        found--;
      }
      return found >= 0 && ageS(nanos) <= heldS ? column.value(found) : Double.NaN;
    }

    double ageS(long nanos) {
      return next == 0 ? Double.POSITIVE_INFINITY : (nanos - column.nanos(next - 1)) / 1e9;
    }

    double untilNextS(long nanos) {
      return next == column.size() ? Double.POSITIVE_INFINITY : (column.nanos(next) - nanos) / 1e9;
    }

    double nextValue() {
      return column.value(next);
    }
  }
}
