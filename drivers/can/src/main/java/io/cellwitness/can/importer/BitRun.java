package io.cellwitness.can.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bits that make up one number, standing side by side.
 *
 * @param at first byte
 * @param bytes how many it touches, 1 to 4
 * @param little whether the lowest byte comes first
 * @param mask the bits it takes of those bytes
 * @param signed whether the highest bit counts negative
 * @param scale factor of the lowest bit
 */
record BitRun(int at, int bytes, boolean little, long mask, boolean signed, double scale) {

  private static final int MOST_BYTES = 4;
  private static final double CLOSE = 1e-9;

  /** Finds the run, or nothing when the bits are no single number. */
  static Optional<BitRun> of(Bits bits) {
    List<Map.Entry<Integer, Double>> order = new ArrayList<>(bits.factors().entrySet());
    order.sort(Comparator.comparingDouble(e -> Math.abs(e.getValue())));
    if (order.isEmpty()) {
      return Optional.empty();
    }
    double scale = order.get(0).getValue();
    double weight = scale;
    boolean signed = false;
    for (int i = 0; i < order.size(); i++, weight *= 2) {
      double factor = order.get(i).getValue();
      boolean last = i == order.size() - 1;
      boolean negative = last && i > 0 && same(factor, -weight);
      if (!negative && !same(factor, weight)) {
        return Optional.empty();
      }
      signed |= negative;
    }
    int first = bits.factors().firstKey() / 8;
    int last = bits.factors().lastKey() / 8;
    if (last - first >= MOST_BYTES) {
      return Optional.empty();
    }
    for (boolean little : new boolean[] {false, true}) {
      Optional<Long> mask = mask(order, first, last, little);
      if (mask.isPresent()) {
        return Optional.of(new BitRun(first, last - first + 1, little, mask.get(), signed, scale));
      }
    }
    return Optional.empty();
  }

  private static boolean same(double a, double b) {
    return Math.abs(a - b) <= CLOSE * Math.abs(b);
  }

  /** The bits as a mask of the word those bytes make, if they follow each other in it. */
  private static Optional<Long> mask(
      List<Map.Entry<Integer, Double>> order, int first, int last, boolean little) {
    long mask = 0;
    int before = -1;
    for (Map.Entry<Integer, Double> entry : order) {
      int at = entry.getKey() / 8;
      int place = 8 * (little ? at - first : last - at) + entry.getKey() % 8;
      if (before >= 0 && place != before + 1) {
        return Optional.empty();
      }
      before = place;
      mask |= 1L << place;
    }
    return Optional.of(mask);
  }

  /** Whether the mask is all of its bytes. */
  boolean isWhole() {
    return mask == (1L << 8 * bytes) - 1;
  }
}
