package io.cellwitness.health;

import java.util.Map;
import java.util.SortedMap;

/**
 * One row of a recorded CSV; a column that is empty or missing is not in {@code values}.
 *
 * @param timeS column {@code t_s}
 * @param values column name to number
 * @param cells cell number to voltage
 */
record Row(double timeS, Map<String, Double> values, SortedMap<Integer, Double> cells) {

  boolean has(String column) {
    return values.containsKey(column);
  }

  double get(String column) {
    return values.get(column);
  }

  Row with(String column, double value) {
    Map<String, Double> changed = new java.util.HashMap<>(values);
    changed.put(column, value);
    return new Row(timeS, changed, cells);
  }
}
