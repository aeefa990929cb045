package io.cellwitness.health;

import io.cellwitness.health.math.Sorting;
import java.util.Arrays;

/**
 * One signal of one recording: monotonic nanoseconds and values side by side in primitive arrays.
 *
 * <p>An entry without a value (an absent reading) is kept as NaN so that it ends the validity of
 * the value before it; NaN never leaves this package.
 */
final class Column {
  private long[] nanos = new long[64];
  private double[] values = new double[64];
  private int size;
  private boolean sorted = true;

  void add(long atNanos, double value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    sorted &= size == 0 || nanos[size - 1] <= atNanos;
    nanos[size] = atNanos;
    values[size++] = value;
  }

  void addAll(Column other) {
    for (int i = 0; i < other.size; i++) {
      add(other.nanos[i], other.values[i]);
    }
  }

  int size() {
    return size;
  }

  /** Monotonic time of an entry, ns. */
  long nanos(int index) {
    return nanos[index];
  }

  /** Value of an entry, NaN when there was none. */
  double value(int index) {
    return values[index];
  }

  /** Orders the entries by time; entries of one time keep the order they came in. */
  void sort() {
    if (sorted) {
      return;
    }
    int[] order = Sorting.stableOrder(nanos, size);
    long[] newNanos = new long[size];
    double[] newValues = new double[size];
    for (int i = 0; i < size; i++) {
      newNanos[i] = nanos[order[i]];
      newValues[i] = values[order[i]];
    }
    nanos = newNanos;
    values = newValues;
    sorted = true;
  }

  /** Number of entries that have a value. */
  int valueCount() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += Double.isNaN(values[i]) ? 0 : 1;
    }
    return count;
  }

  /** The last entry in time that has a value, NaN when there is none. */
  double lastValue() {
    sort();
    for (int i = size - 1; i >= 0; i--) {
      if (!Double.isNaN(values[i])) {
        return values[i];
      }
    }
    return Double.NaN;
  }
}
