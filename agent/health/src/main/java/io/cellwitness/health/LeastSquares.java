package io.cellwitness.health;

import io.cellwitness.health.math.Linear;

/**
 * Linear least squares with the standard errors of the coefficients.
 *
 * @param values coefficients
 * @param sigmas their standard errors from the residuals
 */
record LeastSquares(double[] values, double[] sigmas) {

  /**
   * Fits.
   *
   * @param rows one row of regressors for each observation, more rows than regressors
   * @param right observations
   * @throws ArithmeticException when the regressors depend on each other
   */
  static LeastSquares fit(double[][] rows, double[] right) {
    int p = rows[0].length;
    double[][] normal = new double[p][p];
    double[] product = new double[p];
    for (int i = 0; i < rows.length; i++) {
      for (int a = 0; a < p; a++) {
        product[a] += rows[i][a] * right[i];
        for (int b = 0; b < p; b++) {
          normal[a][b] += rows[i][a] * rows[i][b];
        }
      }
    }
    double[][] inverse = Linear.inverse(normal);
    double[] values = new double[p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        values[a] += inverse[a][b] * product[b];
      }
    }
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double residual = right[i];
      for (int a = 0; a < p; a++) {
        residual -= rows[i][a] * values[a];
      }
      sum += residual * residual;
    }
    double variance = sum / Math.max(1, rows.length - p);
    double[] sigmas = new double[p];
    for (int a = 0; a < p; a++) {
      sigmas[a] = Math.sqrt(Math.max(0, variance * inverse[a][a]));
    }
    return new LeastSquares(values, sigmas);
  }
}
