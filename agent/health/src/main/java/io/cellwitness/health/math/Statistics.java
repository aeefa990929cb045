package io.cellwitness.health.math;

import java.util.Arrays;

/** Order statistics on primitive arrays. Arguments are not changed. */
public final class Statistics {

  /** Makes a median absolute deviation comparable with a standard deviation of normal data. */
  public static final double MAD_TO_SIGMA = 1.4826;

  private Statistics() {}

  /** Median of at least one value; the mean of the middle two for an even count. */
  public static double median(double[] values) {
    return medianOf(values.clone());
  }

  /** Median of the absolute distances from a centre. */
  public static double medianDeviation(double[] values, double centre) {
    double[] distances = new double[values.length];
    Arrays.setAll(distances, i -> Math.abs(values[i] - centre));
    return medianOf(distances);
  }

  /** Median of the steps between neighbours {@code from..to} (inclusive) of an ascending array. */
  public static double medianStep(double[] ascending, int from, int to) {
    if (to <= from) {
      return 0;
    }
    double[] steps = new double[to - from];
    Arrays.setAll(steps, i -> ascending[from + i + 1] - ascending[from + i]);
    return medianOf(steps);
  }

  /**
   * Median by selection, because the steps of a fast clock differ in their last digits and a sort
   * of them is what an evaluation would mostly wait for. Where the two orders could differ, at NaN
   * and at the two zeros, it sorts.
   */
  private static double medianOf(double[] owned) {
    int n = owned.length;
    if (!select(owned, n / 2)) {
      Arrays.sort(owned);
    }
    double upper = owned[n / 2];
    if (n % 2 == 1) {
      return upper;
    }
    double lower = owned[0];
    for (int i = 1; i < n / 2; i++) {
      lower = Math.max(lower, owned[i]);
    }
    return 0.5 * (lower + upper);
  }

  /**
   * Puts the value of a rank in its place, smaller ones before it, larger ones behind it (Hoare's
   * FIND, CACM 4 (1961) 321). A range that does not halve is sorted, so that no order of the values
   * makes it slow.
   *
   * @return false where the values do not have one order; they are shuffled then
   */
  private static boolean select(double[] values, int rank) {
    for (double value : values) {
      if (Double.isNaN(value) || value == 0) {
        return false;
      }
    }
    int low = 0;
    int high = values.length - 1;
    int rounds = 2 * (Integer.SIZE - Integer.numberOfLeadingZeros(values.length));
    while (low < high) {
      if (rounds-- == 0) {
        Arrays.sort(values, low, high + 1);
        return true;
      }
      double pivot = values[rank];
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (pivot < values[right]) {
          right--;
        }
        if (left <= right) {
          double swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      low = right < rank ? left : low;
      high = rank < left ? right : high;
    }
    return true;
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
