package io.cellwitness.health;

/**
 * Every cell once.
 *
 * @param nanos monotonic time of its last cell, ns
 * @param voltageV by cell number, NaN where there is none; index 0 is not used
 */
record CellRound(long nanos, double[] voltageV) {

  /** Mean over the cells that are there, V. */
  double meanV() {
    double sum = 0;
    int count = 0;
    for (double volts : voltageV) {
      if (volts > 0) {
        sum += volts;
        count++;
      }
    }
    return sum / count;
  }

  int cells() {
    int count = 0;
    for (double volts : voltageV) {
      count += volts > 0 ? 1 : 0;
    }
    return count;
  }
}
