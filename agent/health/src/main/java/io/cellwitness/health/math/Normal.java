package io.cellwitness.health.math;

/** The normal distribution. */
public final class Normal {

  private Normal() {}

  /**
   * Probability that a standard normal variable is below z.
   *
   * <p>Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: absolute error below
   * 7.5e-8.
   *
   * @param z any number
   * @return 0..1
   */
  public static double below(double z) {
    if (z < 0) {
      return 1 - below(-z);
    }
    double t = 1 / (1 + 0.2316419 * z);
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return 1 - Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * series;
  }
}
