package io.cellwitness.health.electrode;

import java.util.List;

/**
 * Average over hypotheses, alone and combined with the ratio of the BMS (method, 7.5).
 *
 * @param hypotheses at least one
 */
public record ModelAverage(List<Hypothesis> hypotheses) {

  /** Width of the window below which the BMS ratio adds nothing, %. */
  public static final double COMBINE_FROM_PCT = 50;

  /** Width of the window from which a disagreement proves something, %. */
  public static final double CONTRADICT_FROM_PCT = 60;

  private static final double BMS_SCALE_PCT = 3.1;
  private static final double BMS_FLOOR = 0.008;
  private static final double CONTRADICTION_SIGMAS = 2;

  /**
   * One pair of electrodes, fitted.
   *
   * @param cathode class of the positive electrode
   * @param graphite curve of the negative electrode
   * @param classWeight weight before any data
   */
  public record Hypothesis(
      CathodeClass cathode,
      Graphite graphite,
      double classWeight,
      Fit fit,
      CapacityReading reading) {

    double evidence(double bestCost) {
      return classWeight * Math.exp(-0.5 * (fit.cost() - bestCost));
    }
  }

  /**
   * A capacity with its relative standard uncertainty.
   *
   * @param capacityAh capacity, Ah
   * @param relativeU relative standard uncertainty (k = 1)
   */
  public record Estimate(double capacityAh, double relativeU) {}

  /** What to make of fit and BMS ratio together. */
  public enum Verdict {
    /** Both agree and were combined. */
    COMBINED,
    /** The window is too narrow for the BMS ratio to help. */
    FIT_ALONE_NARROW,
    /** The BMS scale contradicts the voltage curve; only the fit counts. */
    FIT_ALONE_CONTRADICTION
  }

  /**
   * Fit and BMS ratio together.
   *
   * @param verdict what was done
   * @param estimate the capacity to report
   * @param sigmas logarithmic difference in units of its standard uncertainty
   */
  public record Combination(Verdict verdict, Estimate estimate, double sigmas) {}

  /** Copies the list; rejects an empty one. */
  public ModelAverage {
    hypotheses = List.copyOf(hypotheses);
    if (hypotheses.isEmpty()) {
      throw new IllegalArgumentException("no hypothesis to average over");
    }
  }

  /**
   * The fit alone.
   *
   * @return mean over the hypotheses; variance within plus between them
   */
  public Estimate alone() {
    double best = bestCost();
    double[] weights = hypotheses.stream().mapToDouble(h -> h.evidence(best)).toArray();
    double[] means = hypotheses.stream().mapToDouble(h -> h.reading().capacityAh()).toArray();
    double[] variances = hypotheses.stream().mapToDouble(ModelAverage::variance).toArray();
    return mixture(weights, means, variances);
  }

  /**
   * Mean rest voltage of a cell from empty to full.
   *
   * @return weighted mean over the hypotheses, V
   */
  public double meanCellV() {
    double best = bestCost();
    double total = 0;
    double sum = 0;
    for (Hypothesis hypothesis : hypotheses) {
      total += hypothesis.evidence(best);
      sum += hypothesis.evidence(best) * hypothesis.reading().meanV();
    }
    return sum / total;
  }

  /**
   * The smallest residual of any hypothesis.
   *
   * @return root mean square of the voltage residuals, V
   */
  public double smallestResidualV() {
    return hypotheses.stream().mapToDouble(h -> h.fit().residualV()).min().orElseThrow();
  }

  /**
   * Combines with the charge over SOC difference of the BMS.
   *
   * @param bmsCapacityAh capacity by the BMS scale, Ah
   * @param widthPct width of the window on the BMS scale, %
   * @return combination, or the fit alone and why
   */
  public Combination combine(double bmsCapacityAh, double widthPct) {
    Estimate alone = alone();
    double relativeBmsU = Math.hypot(BMS_SCALE_PCT / widthPct, BMS_FLOOR);
    double sigmas =
        Math.log(bmsCapacityAh / alone.capacityAh()) / Math.hypot(alone.relativeU(), relativeBmsU);
    if (widthPct < COMBINE_FROM_PCT) {
      return new Combination(Verdict.FIT_ALONE_NARROW, alone, sigmas);
    }
    if (widthPct >= CONTRADICT_FROM_PCT && Math.abs(sigmas) > CONTRADICTION_SIGMAS) {
      return new Combination(Verdict.FIT_ALONE_CONTRADICTION, alone, sigmas);
    }
    return new Combination(
        Verdict.COMBINED, combined(bmsCapacityAh, bmsCapacityAh * relativeBmsU), sigmas);
  }

  private Estimate combined(double bmsAh, double bmsU) {
    int n = hypotheses.size();
    double[] weights = new double[n];
    double[] means = new double[n];
    double[] variances = new double[n];
    double best = bestCost();
    double bmsVariance = bmsU * bmsU;
    for (int h = 0; h < n; h++) {
      Hypothesis hypothesis = hypotheses.get(h);
      double capacityAh = hypothesis.reading().capacityAh();
      double own = variance(hypothesis);
      double sum = own + bmsVariance;
      means[h] = (capacityAh * bmsVariance + bmsAh * own) / sum;
      variances[h] = own * bmsVariance / sum;
      double agreement = Math.exp(-Math.pow(capacityAh - bmsAh, 2) / (2 * sum)) / Math.sqrt(sum);
      weights[h] = hypothesis.evidence(best) * agreement;
    }
    return mixture(weights, means, variances);
  }

  private double bestCost() {
    return hypotheses.stream().mapToDouble(h -> h.fit().cost()).min().orElseThrow();
  }

  private static double variance(Hypothesis hypothesis) {
    double u = hypothesis.reading().capacityAh() * hypothesis.reading().relativeU();
    return u * u;
  }

  private static Estimate mixture(double[] weights, double[] means, double[] variances) {
    double total = 0;
    double mean = 0;
    for (int h = 0; h < means.length; h++) {
      total += weights[h];
      mean += weights[h] * means[h];
    }
    mean /= total;
    double variance = 0;
    for (int h = 0; h < means.length; h++) {
      variance += weights[h] / total * (variances[h] + Math.pow(means[h] - mean, 2));
    }
    return new Estimate(mean, Math.sqrt(variance) / mean);
  }
}
