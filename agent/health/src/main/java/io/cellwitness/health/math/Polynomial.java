package io.cellwitness.health.math;

import java.util.Arrays;

/** Real roots of polynomials of low degree; coefficients from the highest power down. */
public final class Polynomial {

  private static final int BISECTIONS = 200;

  private Polynomial() {}

  public static double value(double[] coefficients, double x) {
    double value = 0;
    for (double c : coefficients) {
      value = value * x + c;
    }
    return value;
  }

  public static double[] derivative(double[] coefficients) {
    int degree = coefficients.length - 1;
    double[] derivative = new double[degree];
    for (int i = 0; i < degree; i++) {
      derivative[i] = coefficients[i] * (degree - i);
    }
    return derivative;
  }

  /**
   * Real roots where the polynomial changes its sign, ascending, inside the open interval.
   *
   * <p>Between neighbouring roots of the derivative the polynomial is monotonic, so bisection finds
   * every root.
   */
  public static double[] roots(double[] coefficients, double low, double high) {
    if (coefficients.length < 2) {
      return new double[0];
    }
    double[] turning = roots(derivative(coefficients), low, high);
    double[] found = new double[coefficients.length];
    int n = 0;
    double left = low;
    for (int i = 0; i <= turning.length; i++) {
      double right = i < turning.length ? turning[i] : high;
      if (value(coefficients, left) * value(coefficients, right) < 0) {
        found[n++] = bisect(coefficients, left, right);
      }
      left = right;
    }
    return Arrays.copyOf(found, n);
  }

  private static double bisect(double[] coefficients, double low, double high) {
    double left = low;
    double right = high;
    boolean rising = value(coefficients, right) > 0;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = 0.5 * (left + right);
      if (value(coefficients, middle) > 0 == rising) {
        right = middle;
      } else {
        left = middle;
      }
    }
    return 0.5 * (left + right);
  }
}
