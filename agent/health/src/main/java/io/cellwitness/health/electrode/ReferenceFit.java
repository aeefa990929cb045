package io.cellwitness.health.electrode;

/**
 * A wide clean charge of one model, turned into the reference of its card (method, 8.7).
 *
 * @param reference fitted electrode parameters
 * @param residualV root mean square of the voltage residuals, V; above 0.0065 the charge must not
 *     serve as a reference
 * @param emptyV fitted rest voltage at charge zero of the window's scale, V: the empty cell where
 *     the charge was counted from empty
 */
public record ReferenceFit(PackCard.Reference reference, double residualV, double emptyV) {}
