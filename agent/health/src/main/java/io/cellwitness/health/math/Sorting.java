package io.cellwitness.health.math;

import java.util.Arrays;

/** Stable ordering of primitive time columns. */
public final class Sorting {

  private Sorting() {}

  /** Positions of the first {@code size} keys in ascending order, equal keys in their old order. */
  public static int[] stableOrder(long[] keys, int size) {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    int[] scratch = new int[size];
    for (int width = 1; width < size; width *= 2) {
      for (int from = 0; from < size; from += 2 * width) {
        int middle = Math.min(from + width, size);
        int to = Math.min(from + 2 * width, size);
        mergeRuns(keys, order, scratch, from, middle, to);
      }
      int[] swap = order;
      order = scratch;
      scratch = swap;
    }
    return order;
  }

  private static void mergeRuns(
      long[] keys, int[] order, int[] target, int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int k = from; k < to; k++) {
      boolean takeLeft = right >= to || (left < middle && keys[order[left]] <= keys[order[right]]);
      target[k] = takeLeft ? order[left++] : order[right++];
    }
  }
}
