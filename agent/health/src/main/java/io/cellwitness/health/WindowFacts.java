package io.cellwitness.health;

/**
 * What the capacity rests on.
 *
 * @param widthPct state-of-charge width covered, %
 * @param windows number of windows
 * @param startSocPct lowest state of charge covered, %
 * @param endSocPct highest state of charge covered, %
 * @param hours charging time inside the windows, h
 * @param meanCurrentA mean current inside the windows, A
 */
public record WindowFacts(
    double widthPct,
    int windows,
    double startSocPct,
    double endSocPct,
    double hours,
    double meanCurrentA) {}
