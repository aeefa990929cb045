package io.cellwitness.health.math;

import java.util.Arrays;

/** Order statistics on primitive arrays. Arguments are not changed. */
public final class Statistics {

  /** Makes a median absolute deviation comparable with a standard deviation of normal data. */
  public static final double MAD_TO_SIGMA = 1.4826;

  private Statistics() {}

  /** Median of at least one value; the mean of the middle two for an even count. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
  }

  /** Median of the absolute distances from a centre. */
  public static double medianDeviation(double[] values, double centre) {
    double[] distances = new double[values.length];
    Arrays.setAll(distances, i -> Math.abs(values[i] - centre));
    return median(distances);
  }

  /** Median of the steps between neighbours {@code from..to} (inclusive) of an ascending array. */
  public static double medianStep(double[] ascending, int from, int to) {
    if (to <= from) {
      return 0;
    }
    double[] steps = new double[to - from];
    Arrays.setAll(steps, i -> ascending[from + i + 1] - ascending[from + i]);
    return median(steps);
  }

  /** Root of the sum of squares. */
  public static double rootSumSquares(double... terms) {
    double sum = 0;
    for (double term : terms) {
      sum += term * term;
    }
    return Math.sqrt(sum);
  }
}
