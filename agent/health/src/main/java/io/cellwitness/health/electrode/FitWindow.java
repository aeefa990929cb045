package io.cellwitness.health.electrode;

import java.util.Arrays;

/**
 * A stretch of quasi-open-circuit voltage of one cell.
 *
 * @param chargeAh charge, Ah, ascending, from any zero
 * @param cellV quasi-open-circuit voltage, V
 */
public record FitWindow(double[] chargeAh, double[] cellV) {

  /** A step of voltage that counts as one independent observation, V. */
  private static final double INDEPENDENT_V = 0.025;

  private static final double NOISE_V = 0.005;
  private static final int ANCHOR_POINTS = 6;

  /** Copies the arrays; rejects different lengths and fewer than four points. */
  public FitWindow {
    if (chargeAh.length != cellV.length || chargeAh.length < 4) {
      throw new IllegalArgumentException("a fit window needs at least four points");
    }
    chargeAh = chargeAh.clone();
    cellV = cellV.clone();
  }

  /** These points with six more at a known full end, so that it weighs like a stretch of curve. */
  FitWindow anchoredAt(double fullAtAh, double fullV) {
    int n = size();
    double[] charge = Arrays.copyOf(chargeAh, n + ANCHOR_POINTS);
    double[] volts = Arrays.copyOf(cellV, n + ANCHOR_POINTS);
    Arrays.fill(charge, n, charge.length, fullAtAh);
    Arrays.fill(volts, n, volts.length, fullV);
    return new FitWindow(charge, volts);
  }

  int size() {
    return chargeAh.length;
  }

  /** Charge half-way between first and last point, Ah: where the fit counts from. */
  double middleAh() {
    return 0.5 * (chargeAh[0] + chargeAh[chargeAh.length - 1]);
  }

  /** Charge between first and last point, Ah. */
  double widthAh() {
    return chargeAh[chargeAh.length - 1] - chargeAh[0];
  }

  /** Charge counted from the middle, Ah. */
  double[] centredAh() {
    double middle = middleAh();
    return Arrays.stream(chargeAh).map(q -> q - middle).toArray();
  }

  /** Highest minus lowest voltage, V. */
  double spanV() {
    return Arrays.stream(cellV).max().orElseThrow() - Arrays.stream(cellV).min().orElseThrow();
  }

  /** Weight of every point, 1/V: neighbouring points are not independent. */
  double weight() {
    double independent = Math.max(4, Math.min(size(), spanV() / INDEPENDENT_V));
    return Math.sqrt(independent / size()) / NOISE_V;
  }
}
