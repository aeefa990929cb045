package io.cellwitness.health.electrode;

/**
 * What is known of three of the five parameters before a charge is seen; independent normals.
 *
 * @param y0 stoichiometry of the positive electrode where the negative one is empty
 * @param logRatio logarithm of negative over positive electrode capacity
 * @param offsetV voltage offset, V
 * @param y0Sd standard deviation of {@code y0}
 * @param logRatioSd standard deviation of {@code logRatio}
 * @param offsetSdV standard deviation of {@code offsetV}, V
 */
public record Prior(
    double y0, double logRatio, double offsetV, double y0Sd, double logRatioSd, double offsetSdV) {

  /**
   * The prior after one good charge of the very model (method, 7.5).
   *
   * @param y0 fitted there
   * @param logRatio fitted there
   * @param offsetV fitted there, V
   * @return narrow prior around it
   */
  public static Prior ofReference(double y0, double logRatio, double offsetV) {
    return new Prior(y0, logRatio, offsetV, 0.02, 0.04, 0.006);
  }

  /**
   * The prior for fitting a reference charge itself (method, 8.7).
   *
   * @return wide prior
   */
  public static Prior forReferenceFit() {
    return new Prior(0.935, Math.log(0.735), 0, 0.05, 0.15, 0.012);
  }

  Prior shifted(double logRatioBy, double offsetByV) {
    return new Prior(y0, logRatio + logRatioBy, offsetV + offsetByV, y0Sd, logRatioSd, offsetSdV);
  }

  double[] means() {
    return new double[] {y0, logRatio, offsetV};
  }

  double[] deviations() {
    return new double[] {y0Sd, logRatioSd, offsetSdV};
  }
}
