package io.cellwitness.health;

import io.cellwitness.health.math.Sorting;
import java.util.Arrays;

/**
 * One signal of one recording: monotonic nanoseconds and values side by side in primitive arrays.
 *
 * <p>The arrays are blocks of equal length. A block that is full stays where it is: a growing array
 * would be copied again and again, and arrays of half a megabyte cost a garbage collector that
 * works in regions several times what it costs to fill them.
 *
 * <p>An entry without a value (an absent reading) is kept as NaN so that it ends the validity of
 * the value before it; NaN never leaves this package.
 */
final class Column {
  private static final int BITS = 12;
  private static final int BLOCK = 1 << BITS;
  private static final int MASK = BLOCK - 1;
  private static final int FIRST = 64;

  private long[][] nanos = {new long[FIRST]};
  private double[][] values = {new double[FIRST]};
  private int size;
  private boolean sorted = true;

  void add(long atNanos, double value) {
    int block = size >> BITS;
    int at = size & MASK;
    if (block == 0 && at == nanos[0].length) {
      nanos[0] = Arrays.copyOf(nanos[0], 2 * at);
      values[0] = Arrays.copyOf(values[0], 2 * at);
    } else if (block == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * block);
      values = Arrays.copyOf(values, 2 * block);
    }
    if (nanos[block] == null) {
      nanos[block] = new long[BLOCK];
      values[block] = new double[BLOCK];
    }
    sorted &= size == 0 || nanos(size - 1) <= atNanos;
    nanos[block][at] = atNanos;
    values[block][at] = value;
    size++;
  }

  void addAll(Column other) {
    for (int i = 0; i < other.size; i++) {
      add(other.nanos(i), other.value(i));
    }
  }

  int size() {
    return size;
  }

  /** Monotonic time of an entry, ns. */
  long nanos(int index) {
    return nanos[index >> BITS][index & MASK];
  }

  /** Value of an entry, NaN when there was none. */
  double value(int index) {
    return values[index >> BITS][index & MASK];
  }

  /** Orders the entries by time; entries of one time keep the order they came in. */
  void sort() {
    if (sorted) {
      return;
    }
    long[] keys = new long[size];
    Arrays.setAll(keys, this::nanos);
    double[] unordered = new double[size];
    Arrays.setAll(unordered, this::value);
    int[] order = Sorting.stableOrder(keys, size);
    for (int i = 0; i < size; i++) {
      nanos[i >> BITS][i & MASK] = keys[order[i]];
      values[i >> BITS][i & MASK] = unordered[order[i]];
    }
    sorted = true;
  }

  /** Number of entries that have a value. */
  int valueCount() {
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += Double.isNaN(value(i)) ? 0 : 1;
    }
    return count;
  }

  /** The last entry in time that has a value, NaN when there is none. */
  double lastValue() {
    sort();
    for (int i = size - 1; i >= 0; i--) {
      if (!Double.isNaN(value(i))) {
        return value(i);
      }
    }
    return Double.NaN;
  }
}
