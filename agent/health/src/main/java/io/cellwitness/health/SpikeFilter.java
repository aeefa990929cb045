package io.cellwitness.health;

/** Replaces single wild current samples inside a charge (section "Cleaning" of the method). */
final class SpikeFilter {

  private static final double NEIGHBOURS_WITHIN = 0.1;
  private static final double SPIKE_A = 50;
  private static final double SPIKE_SHARE = 0.5;

  private SpikeFilter() {}

  /**
   * The current of a sample, A; a spike between two like neighbours becomes their mean.
   *
   * @param currentA of the whole visit
   * @param segment whose ends are never taken for spikes
   * @param i sample of the visit, inside the segment
   */
  static double at(double[] currentA, Segment segment, int i) {
    if (!segment.charging() || i == segment.from() || i == segment.to()) {
      return currentA[i];
    }
    double left = currentA[i - 1];
    double right = currentA[i + 1];
    double mean = (left + right) / 2;
    boolean alike = Math.abs(left - right) < NEIGHBOURS_WITHIN * Math.max(1, Math.abs(left));
    double limit = Math.max(SPIKE_A, SPIKE_SHARE * Math.abs(left));
    return alike && Math.abs(currentA[i] - mean) > limit ? mean : currentA[i];
  }
}
