package io.cellwitness.health;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The last complete set of cell voltages, for the bar chart.
 *
 * @param voltagesV cell number from 1 to voltage, V; cells without a value are not in the map
 * @param atRest whether the pack carried less than C/50 then
 */
public record CellSnapshot(SortedMap<Integer, Double> voltagesV, boolean atRest) {
  /** Copies the map. */
  public CellSnapshot {
    voltagesV = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(voltagesV)));
  }
}
