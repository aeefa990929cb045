package io.cellwitness.health;

import java.util.OptionalDouble;

/**
 * One point of the session's picture, thinned for drawing.
 *
 * @param timeS seconds since the session began
 * @param currentA current, A, positive when charging
 * @param voltageV pack voltage, V, where measured
 * @param socPct state of charge on the BMS scale, %
 */
public record CurvePoint(
    double timeS, double currentA, OptionalDouble voltageV, OptionalDouble socPct) {}
