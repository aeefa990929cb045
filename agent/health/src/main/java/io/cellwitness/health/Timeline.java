package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.Arrays;

/**
 * A quantity over time as straight lines between its readings, with its integral. Longer silences
 * and readings without a value are gaps: no integral crosses them.
 */
final class Timeline {

  /** Longest silence between two readings, s; a slower stream may be silent for three steps. */
  private static final double GAP_S = 10;

  private final double[] timeS;
  private final double[] values;
  private final double least;
  private final double[] integral;

  /** Number of gaps and of readings at or below the least value, up to each reading. */
  private final int[] broken;

  /**
   * Prepares.
   *
   * @param timeS ascending, s
   * @param values in any unit, NaN for none
   * @param least values at or below it count as a gap
   */
  Timeline(double[] timeS, double[] values, double least) {
    int n = timeS.length;
    this.timeS = timeS;
    this.values = values;
    this.least = least;
    this.integral = new double[n];
    this.broken = new int[n];
    double gapS = Math.max(GAP_S, 3 * Statistics.medianStep(timeS, 0, n - 1));
    for (int i = 0; i < n; i++) {
      boolean bad = !(values[i] > least);
      broken[i] = bad ? 1 : 0;
      if (i > 0) {
        double stepS = timeS[i] - timeS[i - 1];
        double area = stepS * (values[i] + values[i - 1]) / 2;
        integral[i] = integral[i - 1] + (Double.isNaN(area) ? 0 : area);
        broken[i] += broken[i - 1] + (stepS > gapS ? 1 : 0);
      }
    }
  }

  /** A signal of a recording. */
  static Timeline of(Column column, long originNanos, double least) {
    double[] timeS = new double[column.size()];
    double[] values = new double[column.size()];
    int n = 0;
    for (int i = 0; i < column.size(); i++) {
      double at = (column.nanos(i) - originNanos) / 1e9;
      if (n == 0 || at > timeS[n - 1]) {
        timeS[n] = at;
        values[n++] = column.value(i);
      }
    }
    return new Timeline(Arrays.copyOf(timeS, n), Arrays.copyOf(values, n), least);
  }

  int size() {
    return timeS.length;
  }

  double timeS(int i) {
    return timeS[i];
  }

  double value(int i) {
    return values[i];
  }

  /** Whether a stretch lies inside the readings and has no gap. */
  boolean unbroken(double fromS, double toS) {
    int first = before(fromS);
    int last = before(toS);
    if (first < 0 || last < 0 || toS > timeS[timeS.length - 1]) {
      return false;
    }
    int end = timeS[last] < toS ? last + 1 : last;
    return broken[end] == broken[first] && values[first] > least;
  }

  /** Integral over an unbroken stretch, unit times seconds. */
  double integral(double fromS, double toS) {
    return upTo(toS) - upTo(fromS);
  }

  /** Value at a time by interpolation, NaN outside and in gaps. */
  double at(double atS) {
    int i = before(atS);
    if (i < 0 || atS > timeS[timeS.length - 1]) {
      return Double.NaN;
    }
    if (i == timeS.length - 1 || timeS[i] == atS) {
      return values[i];
    }
    double share = (atS - timeS[i]) / (timeS[i + 1] - timeS[i]);
    return broken[i + 1] > broken[i] ? Double.NaN : values[i] + share * (values[i + 1] - values[i]);
  }

  private double upTo(double atS) {
    int i = before(atS);
    double value = at(atS);
    return integral[i] + (Double.isNaN(value) ? 0 : (atS - timeS[i]) * (values[i] + value) / 2);
  }

  /** Last reading at or before a time; -1 before the first. */
  private int before(double atS) {
    int found = Arrays.binarySearch(timeS, atS);
    return found >= 0 ? found : -found - 2;
  }
}
