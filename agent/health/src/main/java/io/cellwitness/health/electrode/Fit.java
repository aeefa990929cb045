package io.cellwitness.health.electrode;

/**
 * The best parameters for one hypothesis.
 *
 * @param parameters see {@link CellModel}
 * @param cost weighted squares plus prior
 * @param residualV root mean square of the voltage residuals, V
 * @param covariance inverse of J'J plus the prior's precision
 */
public record Fit(double[] parameters, double cost, double residualV, double[][] covariance) {}
