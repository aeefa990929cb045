package io.cellwitness.health;

/**
 * Charge moved between two states of charge.
 *
 * @param startSocPct state of charge at the beginning, %
 * @param endSocPct state of charge at the end, %
 * @param chargeAh charge put in between, Ah, negative when taken out
 * @param hours how long it took, h
 * @param stepS median sampling step, s
 * @param charging whether charged at standstill, else driven
 * @param temperatureC mean temperature, degC, NaN when not recorded
 * @param socStepPct standard uncertainty of the SOC difference from its resolution, %
 * @param counterStepAh resolution of the lifetime counters the charge comes from, Ah; 0 when it was
 *     integrated
 * @param visit number of the visit, from 0
 * @param segment where it lies
 */
record SocWindow(
    double startSocPct,
    double endSocPct,
    double chargeAh,
    double hours,
    double stepS,
    boolean charging,
    double temperatureC,
    double socStepPct,
    double counterStepAh,
    int visit,
    Segment segment) {

  /** Width on the scale of the BMS, %, always positive. */
  double widthPct() {
    return Math.abs(endSocPct - startSocPct);
  }

  double lowestSocPct() {
    return Math.min(startSocPct, endSocPct);
  }

  double highestSocPct() {
    return Math.max(startSocPct, endSocPct);
  }

  /** Whether charge and state of charge went the same way. */
  boolean signsAgree() {
    return Math.signum(chargeAh) == Math.signum(endSocPct - startSocPct);
  }

  /** Capacity this window alone would give, Ah. */
  double ratioAh() {
    return 100 * chargeAh / (endSocPct - startSocPct);
  }

  boolean fromCounters() {
    return counterStepAh > 0;
  }
}
