package io.cellwitness.health.electrode;

/**
 * Voltage of a cell from its two electrodes (method, 7.5).
 *
 * <p>Parameters: p[0] stoichiometry y of the positive electrode where x = 0; p[1] ln(Qn/Qp); p[2]
 * offset, V; p[3] stoichiometry x of the negative electrode at s = 0; p[4] ln(Qp/Ah). Then {@code x
 * = p3 + s/Qn}, {@code y = p0 - r x}, {@code U = Up(y) - Un(x) + p2}.
 */
record CellModel(Table positive, Table negative) {

  static final int PARAMETERS = 5;

  static double positiveAh(double[] p) {
    return Math.exp(p[4]);
  }

  static double negativeAh(double[] p) {
    return Math.exp(p[1] + p[4]);
  }

  /** Voltage at s Ah from the middle of the window, V. */
  double volts(double[] p, double s) {
    double x = p[3] + s / negativeAh(p);
    double y = p[0] - Math.exp(p[1]) * x;
    return positive.volts(y) - negative.volts(x) + p[2];
  }

  /** Derivatives of the voltage by the parameters. */
  void gradient(double[] p, double s, double[] target) {
    double ratio = Math.exp(p[1]);
    double share = s / negativeAh(p);
    double x = p[3] + share;
    double y = p[0] - ratio * x;
    double up = positive.slope(y);
    double d = -ratio * up - negative.slope(x);
    target[0] = up;
    target[1] = -ratio * x * up - d * share;
    target[2] = 1;
    target[3] = d;
    target[4] = -d * share;
  }
}
