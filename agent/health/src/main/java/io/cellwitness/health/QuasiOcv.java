package io.cellwitness.health;

import io.cellwitness.health.electrode.FitWindow;
import io.cellwitness.health.math.Statistics;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Quasi-open-circuit voltage of a cell from a slow charge (method, 7.5). */
final class QuasiOcv {

  /** Part of the capacity skipped after every start, while the voltage settles. */
  private static final double SETTLE_SHARE = 0.012;

  private static final int FEWEST_POINTS = 25;
  private static final int MOST_POINTS = 200;

  private QuasiOcv() {}

  /**
   * Median charge and voltage of each slice of the capacity.
   *
   * @param cells cells in series
   * @param cellOhm resistance of one cell, Ohm, whose drop is taken off
   * @param sliceShare width of a slice as a share of the nominal capacity
   * @return 25 to 200 points; empty where the charge is too short for them
   */
  static Optional<FitWindow> window(
      ChargeRun run, int cells, double cellOhm, double nominalAh, double sliceShare) {
    return window(run, cells, cellOhm, nominalAh, sliceShare, Statistics::median);
  }

  /**
   * The same with another middle than the median.
   *
   * @param middle of the charges and of the voltages of a slice
   */
  static Optional<FitWindow> window(
      ChargeRun run,
      int cells,
      double cellOhm,
      double nominalAh,
      double sliceShare,
      ToDoubleFunction<double[]> middle) {
    double[] chargeAh = new double[run.size()];
    double[] cellV = new double[run.size()];
    int n = 0;
    double startedAtAh = 0;
    boolean flowing = false;
    for (int k = 0; k < run.size(); k++) {
      boolean flows = run.currentA(k) > Segmenter.CHARGING_A;
      if (flows && !flowing) {
        startedAtAh = run.chargeAh()[k];
      }
      flowing = flows;
      boolean settled = run.chargeAh()[k] - startedAtAh >= SETTLE_SHARE * nominalAh;
      if (flows && settled && !Double.isNaN(run.voltageV(k))) {
        chargeAh[n] = run.chargeAh()[k];
        cellV[n++] = run.voltageV(k) / cells - cellOhm * run.currentA(k);
      }
    }
    return slices(
        Arrays.copyOf(chargeAh, n), Arrays.copyOf(cellV, n), sliceShare * nominalAh, middle);
  }

  private static Optional<FitWindow> slices(
      double[] chargeAh, double[] cellV, double sliceAh, ToDoubleFunction<double[]> middle) {
    double[] q = new double[chargeAh.length];
    double[] u = new double[chargeAh.length];
    int points = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < chargeAh.length; ) {
      double slice = Math.floor(chargeAh[from] / sliceAh);
      int to = from;
      while (to < chargeAh.length && Math.floor(chargeAh[to] / sliceAh) == slice) {
        to++;
      }
      q[points] = middle.applyAsDouble(Arrays.copyOfRange(chargeAh, from, to));
      // The voltage of a charge does not fall; noise must not make it seem so.
      highest = Math.max(highest, middle.applyAsDouble(Arrays.copyOfRange(cellV, from, to)));
      u[points++] = highest;
      from = to;
    }
    if (points < FEWEST_POINTS || points > MOST_POINTS) {
      return Optional.empty();
    }
    return Optional.of(new FitWindow(Arrays.copyOf(q, points), Arrays.copyOf(u, points)));
  }
}
