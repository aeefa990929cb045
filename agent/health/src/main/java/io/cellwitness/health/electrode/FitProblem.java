package io.cellwitness.health.electrode;

import java.util.Arrays;

/** A window, a model and a prior: what the solver minimises. */
final class FitProblem {

  private final CellModel model;
  private final double[] s;
  private final double[] volts;
  private final double weight;
  private final double[] means;
  private final double[] deviations;

  FitProblem(CellModel model, FitWindow window, Prior prior) {
    this.model = model;
    this.s = window.centredAh();
    this.volts = window.cellV();
    this.weight = window.weight();
    this.means = prior.means();
    this.deviations = prior.deviations();
  }

  CellModel model() {
    return model;
  }

  /** Sum of squares of the voltage residuals, V^2. */
  double squares(double[] p) {
    double sum = 0;
    for (int i = 0; i < s.length; i++) {
      double residual = model.volts(p, s[i]) - volts[i];
      sum += residual * residual;
    }
    return sum;
  }

  double residualV(double[] p) {
    return Math.sqrt(squares(p) / s.length);
  }

  double cost(double[] p) {
    double cost = weight * weight * squares(p);
    for (int i = 0; i < means.length; i++) {
      double deviation = (p[i] - means[i]) / deviations[i];
      cost += deviation * deviation;
    }
    return cost;
  }

  /** Fills J'J plus the prior's precision, and the right side of the normal equations. */
  void normalEquations(double[] p, double[][] normal, double[] right) {
    int n = CellModel.PARAMETERS;
    for (int r = 0; r < n; r++) {
      right[r] = 0;
      Arrays.fill(normal[r], 0);
    }
    double[] gradient = new double[n];
    for (int i = 0; i < s.length; i++) {
      double residual = model.volts(p, s[i]) - volts[i];
      model.gradient(p, s[i], gradient);
      for (int r = 0; r < n; r++) {
        right[r] -= weight * weight * gradient[r] * residual;
        for (int c = 0; c < n; c++) {
          normal[r][c] += weight * weight * gradient[r] * gradient[c];
        }
      }
    }
    for (int i = 0; i < means.length; i++) {
      double precision = 1 / (deviations[i] * deviations[i]);
      normal[i][i] += precision;
      right[i] -= precision * (p[i] - means[i]);
    }
  }
}
