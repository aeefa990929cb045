package io.cellwitness.simulator.pack;

/**
 * Rest voltage of one NMC cell over its charge: a smooth, strictly rising curve through measured
 * points.
 *
 * <p>Lower half: medians of the rest voltage after 10 minutes of 26 retired 21 Ah NMC car cells at
 * 5, 10 … 50 % of their measured capacity (PulseBat, terencetaothucb/Pulse-Voltage-Response-
 * Generation @ 92aeb9b, MIT). Upper half: slow charging of a real NMC car, corrected for its
 * resistance and moved down by up to 20 mV to meet the lower half and a cell of 4.18 V at full
 * (BatICM/unsupervised-battery-faults @ 57bb1c0, car 3, MIT). Empty at 3.30 V is set by hand.
 *
 * <p>Between the points: cubic Hermite with the slopes of Fritsch and Carlson (SIAM J. Numer. Anal.
 * 17 (1980) 238, doi 10.1137/0717021) in the harmonic-mean form, which keeps it rising; straight
 * beyond both ends.
 */
final class NmcCurve {

  private static final double[] CHARGE = {
    0, 0.02, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40, 0.45, 0.50, 0.55, 0.60, 0.65, 0.70,
    0.75, 0.80, 0.85, 0.90, 0.95, 1
  };

  private static final double[] VOLTS = {
    3.300, 3.390, 3.448, 3.482, 3.523, 3.566, 3.598, 3.616, 3.629, 3.643, 3.659, 3.683, 3.724,
    3.770, 3.824, 3.878, 3.930, 3.978, 4.028, 4.080, 4.130, 4.180
  };

  private static final double[] SLOPES = slopes();

  private NmcCurve() {}

  /**
   * Rest voltage.
   *
   * @param charge fraction of the capacity, 0 empty, 1 full
   * @return V per cell
   */
  static double volts(double charge) {
    int last = CHARGE.length - 1;
    if (charge <= 0) {
      return VOLTS[0] + SLOPES[0] * charge;
    }
    if (charge >= 1) {
      return VOLTS[last] + SLOPES[last] * (charge - 1);
    }
    int i = 0;
    while (charge > CHARGE[i + 1]) {
      i++;
    }
    double width = CHARGE[i + 1] - CHARGE[i];
    double t = (charge - CHARGE[i]) / width;
    double h00 = (1 + 2 * t) * (1 - t) * (1 - t);
    double h10 = t * (1 - t) * (1 - t);
    double h01 = t * t * (3 - 2 * t);
    double h11 = t * t * (t - 1);
    return h00 * VOLTS[i]
        + h10 * width * SLOPES[i]
        + h01 * VOLTS[i + 1]
        + h11 * width * SLOPES[i + 1];
  }

  private static double[] slopes() {
    int last = CHARGE.length - 1;
    double[] slopes = new double[last + 1];
    slopes[0] = secant(0);
    slopes[last] = secant(last - 1);
    for (int i = 1; i < last; i++) {
      double left = secant(i - 1);
      double right = secant(i);
      slopes[i] = 2 * left * right / (left + right);
    }
    return slopes;
  }

  private static double secant(int i) {
    return (VOLTS[i + 1] - VOLTS[i]) / (CHARGE[i + 1] - CHARGE[i]);
  }
}
