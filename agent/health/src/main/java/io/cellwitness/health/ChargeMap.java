package io.cellwitness.health;

import io.cellwitness.health.math.Linear;
import java.util.Arrays;
import java.util.List;

/**
 * Charge per 5 % bin of the state of charge, solved from overlapping windows of several charges
 * (section "SOC-bin charge map").
 *
 * @param binAh charge of each bin, Ah
 * @param cover share of each bin that some window covers, 0..1
 */
record ChargeMap(double[] binAh, double[] cover) {

  static final int BINS = 20;
  static final double BIN_PCT = 100.0 / BINS;

  /** Pull towards the mean charge per bin, and a tenth of it towards the neighbours. */
  private static final double RIDGE = 0.02;

  /** Solves {@code (A'A + l I + 0.1 l D'D) c = A'y + l m 1}; needs at least one window. */
  static ChargeMap solve(List<SocWindow> windows) {
    double[][] normal = new double[BINS][BINS];
    double[] right = new double[BINS];
    double[] cover = new double[BINS];
    double sumAh = 0;
    double sumBins = 0;
    for (SocWindow window : windows) {
      double[] share = new double[BINS];
      for (int b = 0; b < BINS; b++) {
        share[b] = overlap(window, b);
        cover[b] = Math.max(cover[b], share[b]);
        sumBins += share[b];
      }
      double chargeAh = Math.abs(window.chargeAh());
      sumAh += chargeAh;
      for (int r = 0; r < BINS; r++) {
        right[r] += share[r] * chargeAh;
        for (int c = 0; c < BINS; c++) {
          normal[r][c] += share[r] * share[c];
        }
      }
    }
    double meanAh = sumAh / sumBins;
    for (int b = 0; b < BINS; b++) {
      normal[b][b] += RIDGE;
      right[b] += RIDGE * meanAh;
      if (b + 1 < BINS) {
        normal[b][b] += 0.1 * RIDGE;
        normal[b + 1][b + 1] += 0.1 * RIDGE;
        normal[b][b + 1] -= 0.1 * RIDGE;
        normal[b + 1][b] -= 0.1 * RIDGE;
      }
    }
    return new ChargeMap(Linear.solve(normal, right), cover);
  }

  /** Width covered, %. */
  double widthPct() {
    return BIN_PCT * Arrays.stream(cover).sum();
  }

  /** Capacity, Ah: charge of the covered part over its width. */
  double capacityAh() {
    double sum = 0;
    for (int b = 0; b < BINS; b++) {
      sum += binAh[b] * cover[b];
    }
    return 100 * sum / widthPct();
  }

  private static double overlap(SocWindow window, int bin) {
    double low = Math.max(window.lowestSocPct(), bin * BIN_PCT);
    double high = Math.min(window.highestSocPct(), (bin + 1) * BIN_PCT);
    return Math.max(0, high - low) / BIN_PCT;
  }
}
