package io.cellwitness.gateway.session;

import io.cellwitness.health.Progress;
import java.util.OptionalDouble;

/**
 * The present state of a check.
 *
 * @param phase {@code waiting for the charge}, {@code charging}, {@code reading}
 * @param elapsedS seconds of reading time since the first reading
 * @param readings number of readings so far
 * @param socPct last state of charge on the BMS scale, %
 * @param currentA last current, A, positive when charging
 * @param estimate how far the method has come
 */
public record CheckProgress(
    String phase,
    double elapsedS,
    long readings,
    OptionalDouble socPct,
    OptionalDouble currentA,
    Progress estimate) {}
