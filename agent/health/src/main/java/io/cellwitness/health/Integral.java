package io.cellwitness.health;

/** Charge by integration of the current: the trapezoid of the spike-filtered current. */
final class Integral {

  private Integral() {}

  /** Running charge over a segment, Ah, starting at 0. */
  static double[] chargeAh(Samples samples, Segment segment) {
    double[] chargeAh = new double[segment.size()];
    for (int k = 1; k < chargeAh.length; k++) {
      chargeAh[k] = chargeAh[k - 1] + stepAh(samples, segment, segment.from() + k);
    }
    return chargeAh;
  }

  /** Charge over a whole segment, Ah. */
  static double totalAh(Samples samples, Segment segment) {
    double totalAh = 0;
    for (int i = segment.from() + 1; i <= segment.to(); i++) {
      totalAh += stepAh(samples, segment, i);
    }
    return totalAh;
  }

  /** Charge from the sample before to a sample, Ah; not for the first of a segment. */
  static double stepAh(Samples samples, Segment segment, int i) {
    double hours = (samples.timeS()[i] - samples.timeS()[i - 1]) / 3600;
    double nowA = SpikeFilter.at(samples.currentA(), segment, i);
    double beforeA = SpikeFilter.at(samples.currentA(), segment, i - 1);
    return hours * (nowA + beforeA) / 2;
  }
}
