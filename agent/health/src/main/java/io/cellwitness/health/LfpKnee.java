package io.cellwitness.health;

import java.util.Optional;

/**
 * Capacity of LFP from the charge between the two knees of its voltage (method, sections 7.5 and
 * 8.8). It uses no state of charge.
 */
final class LfpKnee {

  /** Id of the method in reports. */
  static final String ID = "lfp-knees/1";

  /** Part of the capacity that lies between the knees, measured on a 102 Ah cell. */
  static final double SHARE_BETWEEN = 0.947;

  /**
   * Where the knees are looked for.
   *
   * @param lowerV voltage of the lower knee, V per cell
   * @param upperV voltage of the upper knee, V per cell
   */
  record Limits(double lowerV, double upperV) {
    /** Charging at C/2 or slower. */
    static final Limits HALF_C = new Limits(3.20, 3.50);

    /** Charging at about 1C. */
    static final Limits ONE_C = new Limits(3.25, 3.61);

    /** The limits for a charging rate; in between and above nothing was measured. */
    static Optional<Limits> forRate(double cRate) {
      if (cRate > 0 && cRate <= 0.55) {
        return Optional.of(HALF_C);
      }
      return cRate >= 0.9 && cRate <= 1.1 ? Optional.of(ONE_C) : Optional.empty();
    }
  }

  private LfpKnee() {}

  /**
   * Charge between the knees: the lower crossing interpolated, the upper one the first sample after
   * the last one below the limit.
   *
   * @param chargeAh charge since the beginning, Ah, ascending
   * @param cellV mean cell voltage while charging, V
   * @return the charge, Ah; empty when the recording does not start below the lower knee or does
   *     not pass the upper one
   */
  static Optional<Double> chargeBetweenAh(double[] chargeAh, double[] cellV, Limits limits) {
    int n = cellV.length;
    if (n == 0 || !(cellV[0] < limits.lowerV())) {
      return Optional.empty();
    }
    int lower = 1;
    while (lower < n && !(cellV[lower] >= limits.lowerV())) {
      lower++;
    }
    int upper = n - 1;
    while (upper >= 0 && !(cellV[upper] < limits.upperV())) {
      upper--;
    }
    upper++;
    if (lower >= n || upper >= n || upper < lower) {
      return Optional.empty();
    }
    double share = (limits.lowerV() - cellV[lower - 1]) / (cellV[lower] - cellV[lower - 1]);
    double lowerAh = chargeAh[lower - 1] + share * (chargeAh[lower] - chargeAh[lower - 1]);
    return Optional.of(chargeAh[upper] - lowerAh);
  }
}
