package io.cellwitness.health;

import java.util.Arrays;

/** Cleaning and sign test of section "Cleaning" of the method. */
final class Cleaning {

  private static final double MAX_CURRENT_A = 1000;
  private static final double MAX_SOC_PCT = 100.5;
  private static final double MIN_TEMPERATURE_C = -40;
  private static final double MAX_TEMPERATURE_C = 80;

  /** Steps the sign test looks at: at most this long and this large. */
  private static final double SIGN_STEP_S = 60;

  private static final double SIGN_STEP_PCT = 2;

  private Cleaning() {}

  /**
   * Drops what cannot be used, keeps the first of equal times and turns the current so that it is
   * positive when charging.
   *
   * @param raw samples ascending in time; not to be used afterwards
   */
  static Samples clean(Samples raw) {
    int[] keep = kept(raw, true);
    return picked(raw, keep, signVotes(raw, keep) < 0);
  }

  /**
   * The same without looking at the state of charge, for what must not depend on it.
   *
   * @param raw samples ascending in time; not to be used afterwards
   * @param inverted whether the current has to be turned
   */
  static Samples withoutSoc(Samples raw, boolean inverted) {
    return picked(raw, kept(raw, false), inverted);
  }

  private static int[] kept(Samples raw, boolean needsSoc) {
    int[] keep = new int[raw.size()];
    int n = 0;
    for (int i = 0; i < raw.size(); i++) {
      boolean hasSoc = raw.socPct()[i] >= 0 && raw.socPct()[i] <= MAX_SOC_PCT;
      boolean usable = Math.abs(raw.currentA()[i]) <= MAX_CURRENT_A && (hasSoc || !needsSoc);
      boolean repeated = n > 0 && raw.timeS()[keep[n - 1]] == raw.timeS()[i];
      if (usable && !repeated) {
        keep[n++] = i;
      }
    }
    return Arrays.copyOf(keep, n);
  }

  /** Moves what is kept to the front of the raw arrays: the raw samples are used up by it. */
  private static Samples picked(Samples raw, int[] keep, boolean inverted) {
    int n = keep.length;
    for (int k = 0; k < n; k++) {
      int i = keep[k];
      raw.timeS()[k] = raw.timeS()[i];
      raw.currentA()[k] = inverted ? -raw.currentA()[i] : raw.currentA()[i];
      raw.socPct()[k] = raw.socPct()[i];
      raw.voltageV()[k] = raw.voltageV()[i];
      raw.voltageFresh()[k] = raw.voltageFresh()[i];
      raw.temperatureC()[k] = plausibleTemperature(raw.temperatureC()[i]);
      raw.speedKmh()[k] = raw.speedKmh()[i];
      raw.netChargeAh()[k] = raw.netChargeAh()[i];
      raw.throughputAh()[k] = raw.throughputAh()[i];
    }
    return new Samples(
        first(raw.timeS(), n),
        first(raw.currentA(), n),
        first(raw.socPct(), n),
        first(raw.voltageV(), n),
        n == raw.size() ? raw.voltageFresh() : Arrays.copyOf(raw.voltageFresh(), n),
        first(raw.temperatureC(), n),
        first(raw.speedKmh(), n),
        first(raw.netChargeAh(), n),
        first(raw.throughputAh(), n),
        inverted,
        new Samples.MedianStep());
  }

  private static double[] first(double[] values, int n) {
    return n == values.length ? values : Arrays.copyOf(values, n);
  }

  /** Below zero when the current runs against the state of charge. */
  private static double signVotes(Samples raw, int[] keep) {
    double votes = 0;
    for (int k = 0; k + 1 < keep.length; k++) {
      int a = keep[k];
      int b = keep[k + 1];
      double step = raw.socPct()[b] - raw.socPct()[a];
      if (raw.timeS()[b] - raw.timeS()[a] <= SIGN_STEP_S && Math.abs(step) <= SIGN_STEP_PCT) {
        votes += Math.signum(step) * (raw.currentA()[a] + raw.currentA()[b]) / 2;
      }
    }
    return votes;
  }

  private static double plausibleTemperature(double temperatureC) {
    return temperatureC >= MIN_TEMPERATURE_C && temperatureC <= MAX_TEMPERATURE_C
        ? temperatureC
        : Double.NaN;
  }
}
