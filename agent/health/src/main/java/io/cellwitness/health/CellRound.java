package io.cellwitness.health;

import java.util.SortedMap;
import java.util.TreeMap;

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

  /** Cell number to voltage, V, of the cells that are there. */
  SortedMap<Integer, Double> voltages() {
    SortedMap<Integer, Double> voltages = new TreeMap<>();
    for (int cell = 1; cell < voltageV.length; cell++) {
      if (voltageV[cell] > 0) {
        voltages.put(cell, voltageV[cell]);
      }
    }
    return voltages;
  }

  int cells() {
    int count = 0;
    for (double volts : voltageV) {
      count += volts > 0 ? 1 : 0;
    }
    return count;
  }
}
