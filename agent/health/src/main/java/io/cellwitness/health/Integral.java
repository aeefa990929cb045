package io.cellwitness.health;

/** Charge by integration of the current. */
final class Integral {

  private Integral() {}

  /** Running trapezoid of the spike-filtered current over a segment, Ah, starting at 0. */
  static double[] chargeAh(Samples samples, Segment segment) {
    double[] currentA = SpikeFilter.filtered(samples.currentA(), segment);
    double[] chargeAh = new double[currentA.length];
    for (int k = 1; k < chargeAh.length; k++) {
      int i = segment.from() + k;
      double hours = (samples.timeS()[i] - samples.timeS()[i - 1]) / 3600;
      chargeAh[k] = chargeAh[k - 1] + hours * (currentA[k] + currentA[k - 1]) / 2;
    }
    return chargeAh;
  }
}
