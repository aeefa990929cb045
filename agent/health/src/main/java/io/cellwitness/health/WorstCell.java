package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.List;
import java.util.Optional;

/**
 * The cell that stands out most from the others.
 *
 * @param cell its number
 * @param pct how far it lies above the reference, % of that
 * @param sigmaPct standard uncertainty of {@code pct}
 * @param othersPct scatter of all cells, as a standard deviation from their median deviation, %
 */
record WorstCell(int cell, double pct, double sigmaPct, double othersPct) {

  static final int FEWEST_CELLS = 8;
  private static final double TELLING_SIGMAS = 6;

  /** One cell: its value and the standard uncertainty of that, in any unit. */
  record Value(int cell, double value, double sigma) {}

  /**
   * The cell of the highest value; empty where there are too few to tell.
   *
   * @param cells in order of their numbers
   * @param reference what the values are related to, above 0
   */
  static Optional<WorstCell> of(List<Value> cells, double reference) {
    if (cells.size() < FEWEST_CELLS) {
      return Optional.empty();
    }
    double[] pct = cells.stream().mapToDouble(c -> 100 * c.value() / reference).toArray();
    double median = Statistics.median(pct);
    double others = Statistics.MAD_TO_SIGMA * Statistics.medianDeviation(pct, median);
    int highest = 0;
    for (int i = 1; i < pct.length; i++) {
      highest = pct[i] > pct[highest] ? i : highest;
    }
    Value cell = cells.get(highest);
    return Optional.of(
        new WorstCell(cell.cell(), pct[highest], 100 * cell.sigma() / reference, others));
  }

  /** Whether it stands out by more than a limit and the scatter of the others. */
  boolean outlier(double limitPct) {
    return pct > limitPct && pct > TELLING_SIGMAS * Math.max(othersPct, sigmaPct);
  }
}
