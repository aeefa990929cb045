package io.cellwitness.health.math;

/** Small dense linear algebra. */
public final class Linear {

  private Linear() {}

  /**
   * Solves {@code matrix * x = right} by Gaussian elimination with row pivoting.
   *
   * @throws ArithmeticException when the matrix is singular
   */
  public static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    double[] x = right.clone();
    for (int r = 0; r < n; r++) {
      a[r] = matrix[r].clone();
    }
    for (int p = 0; p < n; p++) {
      int best = p;
      for (int r = p + 1; r < n; r++) {
        if (Math.abs(a[r][p]) > Math.abs(a[best][p])) {
          best = r;
        }
      }
      double[] row = a[p];
      a[p] = a[best];
      a[best] = row;
      double value = x[p];
      x[p] = x[best];
      x[best] = value;
      if (!(Math.abs(a[p][p]) > 0)) {
        throw new ArithmeticException("singular matrix");
      }
      for (int r = p + 1; r < n; r++) {
        double factor = a[r][p] / a[p][p];
        for (int c = p; c < n; c++) {
          a[r][c] -= factor * a[p][c];
        }
        x[r] -= factor * x[p];
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int c = r + 1; c < n; c++) {
        x[r] -= a[r][c] * x[c];
      }
      x[r] /= a[r][r];
    }
    return x;
  }

  /**
   * Inverts a matrix.
   *
   * @param matrix square
   * @return its inverse
   * @throws ArithmeticException when the matrix is singular
   */
  public static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] inverse = new double[n][n];
    for (int c = 0; c < n; c++) {
      double[] unit = new double[n];
      unit[c] = 1;
      double[] column = solve(matrix, unit);
      for (int r = 0; r < n; r++) {
        inverse[r][c] = column[r];
      }
    }
    return inverse;
  }
}
