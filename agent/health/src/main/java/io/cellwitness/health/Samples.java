package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;

/**
 * Cleaned samples of one visit, ascending in time. Current and state of charge are always present;
 * in the other arrays NaN stands for "not recorded".
 *
 * @param timeS seconds since the visit's first current reading
 * @param currentA current, A, positive when charging (after the sign test)
 * @param socPct state of charge, BMS scale, %
 * @param voltageV pack voltage, V
 * @param voltageFresh whether the voltage was read together with the current
 * @param temperatureC mean of the highest and lowest battery temperature, degC
 * @param speedKmh speed, km/h
 * @param netChargeAh lifetime charge in minus out, Ah
 * @param throughputAh lifetime charge in plus out, Ah
 * @param inverted whether the recorded current had the opposite sign
 * @param step holds the median time step
 */
record Samples(
    double[] timeS,
    double[] currentA,
    double[] socPct,
    double[] voltageV,
    boolean[] voltageFresh,
    double[] temperatureC,
    double[] speedKmh,
    double[] netChargeAh,
    double[] throughputAh,
    boolean inverted,
    MedianStep step) {

  /** The median time step, worked out when it is first asked for; many ask. */
  static final class MedianStep {
    private double seconds = Double.NaN;
  }

  int size() {
    return timeS.length;
  }

  /** Median time step, s; 0 with fewer than two samples. */
  double medianStepS() {
    if (Double.isNaN(step.seconds)) {
      step.seconds = Statistics.medianStep(timeS, 0, size() - 1);
    }
    return step.seconds;
  }

  /** Mean temperature of a range (inclusive), degC, NaN when none was recorded. */
  double meanTemperatureC(int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i <= to; i++) {
      if (!Double.isNaN(temperatureC[i])) {
        sum += temperatureC[i];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
