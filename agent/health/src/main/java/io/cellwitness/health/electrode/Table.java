package io.cellwitness.health.electrode;

/** A voltage curve on an even grid of stoichiometry, linear between and beyond its points. */
final class Table {

  private static final double STEP = 0.001;

  private final double start;
  private final double[] volts;

  private Table(double start, double[] volts) {
    this.start = start;
    this.volts = volts;
  }

  /**
   * Resamples a curve. Beyond its ends the end value is held and a straight slope added.
   *
   * @param nodes stoichiometry, ascending
   * @param volts voltage at the nodes, V
   * @param slopeBelow slope before the first node, V per unit
   * @param slopeAbove slope after the last node, V per unit
   * @param from first grid point
   * @param to last grid point
   */
  static Table resampled(
      double[] nodes,
      double[] volts,
      double slopeBelow,
      double slopeAbove,
      double from,
      double to) {
    double[] grid = new double[(int) Math.round((to - from) / STEP) + 1];
    double first = nodes[0];
    double last = nodes[nodes.length - 1];
    for (int i = 0; i < grid.length; i++) {
      double x = from + i * STEP;
      grid[i] =
          Interpolation.at(nodes, volts, x)
              + slopeBelow * Math.min(0, x - first)
              + slopeAbove * Math.max(0, x - last);
    }
    return new Table(from, grid);
  }

  double volts(double x) {
    int cell = cell(x);
    double at = (x - start) / STEP - cell;
    return volts[cell] + at * (volts[cell + 1] - volts[cell]);
  }

  /** Slope of the straight piece at x, V per unit. */
  double slope(double x) {
    int cell = cell(x);
    return (volts[cell + 1] - volts[cell]) / STEP;
  }

  private int cell(double x) {
    double cell = Math.floor((x - start) / STEP);
    return (int) Math.max(0, Math.min(volts.length - 2, cell));
  }
}
