package io.cellwitness.health.electrode;

import java.util.OptionalDouble;

/**
 * Reads a capacity off a fitted curve: the charge between the card's empty and full voltage.
 *
 * @param capacityAh capacity, Ah
 * @param relativeFitU relative standard uncertainty from fit and card
 * @param relativeU the same with the floor of the model
 * @param meanV mean rest voltage of a cell from empty to full, V
 */
public record CapacityReading(
    double capacityAh, double relativeFitU, double relativeU, double meanV) {

  /** What generic curves cannot do better than, measured on ten packs. */
  static final double MODEL_FLOOR = 0.018;

  private static final int POINTS = 3000;
  private static final double REACH = 1.2;
  private static final int MEAN_POINTS = 200;

  /**
   * Reads the capacity.
   *
   * @param fullAtAh charge, on the window's scale, at which the charge ended full; then this holds
   *     instead of the card's full voltage
   */
  static CapacityReading of(
      CellModel model, Fit fit, FitWindow window, PackCard card, OptionalDouble fullAtAh) {
    double[] p = fit.parameters();
    OptionalDouble end =
        fullAtAh.isPresent()
            ? OptionalDouble.of(fullAtAh.getAsDouble() - window.middleAh())
            : OptionalDouble.empty();
    double[] range = range(model, p, card.emptyV(), card.fullV(), end);
    double capacityAh = range[1] - range[0];
    double variance = fitVariance(model, fit, card, end);
    variance +=
        Math.pow(
            0.5
                * (capacity(model, p, card.emptyV() - card.emptyU(), card.fullV(), end)
                    - capacity(model, p, card.emptyV() + card.emptyU(), card.fullV(), end)),
            2);
    if (end.isEmpty()) {
      variance +=
          Math.pow(
              0.5
                  * (capacity(model, p, card.emptyV(), card.fullV() + card.fullU(), end)
                      - capacity(model, p, card.emptyV(), card.fullV() - card.fullU(), end)),
              2);
    }
    double relativeFitU = Math.sqrt(variance) / capacityAh;
    return new CapacityReading(
        capacityAh, relativeFitU, Math.hypot(relativeFitU, MODEL_FLOOR), meanV(model, p, range));
  }

  private static double fitVariance(CellModel model, Fit fit, PackCard card, OptionalDouble end) {
    int n = CellModel.PARAMETERS;
    double[] gradient = new double[n];
    for (int i = 0; i < n; i++) {
      double step = Math.max(0.3 * Math.sqrt(fit.covariance()[i][i]), 1e-5);
      double[] up = fit.parameters().clone();
      double[] down = fit.parameters().clone();
      up[i] += step;
      down[i] -= step;
      gradient[i] =
          (capacity(model, up, card.emptyV(), card.fullV(), end)
                  - capacity(model, down, card.emptyV(), card.fullV(), end))
              / (2 * step);
    }
    double variance = 0;
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        variance += gradient[r] * fit.covariance()[r][c] * gradient[c];
      }
    }
    return variance;
  }

  private static double capacity(
      CellModel model, double[] p, double emptyV, double fullV, OptionalDouble end) {
    double[] range = range(model, p, emptyV, fullV, end);
    return range[1] - range[0];
  }

  /** Charge at empty and at full, counted from the middle of the window, Ah. */
  private static double[] range(
      CellModel model, double[] p, double emptyV, double fullV, OptionalDouble end) {
    double reachAh = REACH * CellModel.positiveAh(p);
    double[] s = new double[POINTS];
    double[] volts = new double[POINTS];
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < POINTS; i++) {
      s[i] = -reachAh + 2 * reachAh * i / (POINTS - 1);
      highest = Math.max(highest, model.volts(p, s[i]));
      volts[i] = highest;
    }
    double top = end.isPresent() ? end.getAsDouble() : Interpolation.at(volts, s, fullV);
    return new double[] {Interpolation.at(volts, s, emptyV), top};
  }

  private static double meanV(CellModel model, double[] p, double[] range) {
    double sum = 0;
    for (int i = 0; i < MEAN_POINTS; i++) {
      double s = range[0] + (range[1] - range[0]) * (i + 0.5) / MEAN_POINTS;
      sum += model.volts(p, s);
    }
    return sum / MEAN_POINTS;
  }
}
