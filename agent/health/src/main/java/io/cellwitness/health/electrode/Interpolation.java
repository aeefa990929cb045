package io.cellwitness.health.electrode;

/** Linear interpolation with held ends. */
final class Interpolation {

  private Interpolation() {}

  /** Value at x between nodes that do not descend; outside them the end values. */
  static double at(double[] nodes, double[] values, double x) {
    int last = nodes.length - 1;
    if (x <= nodes[0]) {
      return values[0];
    }
    if (x >= nodes[last]) {
      return values[last];
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (nodes[middle] <= x) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double share = (x - nodes[low]) / (nodes[high] - nodes[low]);
    return values[low] + share * (values[high] - values[low]);
  }

  static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }
}
