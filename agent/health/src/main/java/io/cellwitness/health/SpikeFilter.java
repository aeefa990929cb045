package io.cellwitness.health;

/** Replaces single wild current samples inside a charge (section "Cleaning" of the method). */
final class SpikeFilter {

  private static final double NEIGHBOURS_WITHIN = 0.1;
  private static final double SPIKE_A = 50;
  private static final double SPIKE_SHARE = 0.5;

  private SpikeFilter() {}

  /** The current of a segment, A; spikes between two like neighbours become their mean. */
  static double[] filtered(double[] currentA, Segment segment) {
    double[] filtered = new double[segment.size()];
    for (int k = 0; k < filtered.length; k++) {
      int i = segment.from() + k;
      filtered[k] = currentA[i];
      if (segment.charging() && k > 0 && k < filtered.length - 1) {
        double left = currentA[i - 1];
        double right = currentA[i + 1];
        double mean = (left + right) / 2;
        boolean alike = Math.abs(left - right) < NEIGHBOURS_WITHIN * Math.max(1, Math.abs(left));
        double limit = Math.max(SPIKE_A, SPIKE_SHARE * Math.abs(left));
        if (alike && Math.abs(currentA[i] - mean) > limit) {
          filtered[k] = mean;
        }
      }
    }
    return filtered;
  }
}
