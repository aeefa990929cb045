package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The straight line {@code car = offset + gain * reference} through pairs that both have errors.
 *
 * <p>Maximum likelihood with equal errors on both axes and a normal prior on the offset: the least
 * of {@code sum (y - o - b x)^2 / (s^2 (1 + b^2)) + (o / so)^2}. The offset of least cost is known
 * for every gain, so the search has one dimension. Without the prior a steady current could not
 * tell gain from offset (York et al., Am. J. Phys. 72 (2004) 367, doi 10.1119/1.1632486).
 *
 * @param gain car over reference
 * @param gainU its standard uncertainty from the scatter and the offset
 * @param offsetA what the car shows at no current of the reference, A
 * @param offsetUA its standard uncertainty, A
 * @param used pairs used
 */
record ReferenceLine(double gain, double gainU, double offsetA, double offsetUA, int used) {

  private static final double LEAST_GAIN = 0.5;
  private static final double MOST_GAIN = 2;

  /** No current is known better than this, A. */
  private static final double LEAST_SIGMA_A = 0.02;

  private static final double OUTLIER_SIGMAS = 5;

  /** Where more than a fifth lies off the line, the line is what is wrong: all are kept. */
  private static final double LEAST_KEPT = 0.8;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double CURVATURE_STEP = 1e-4;

  /**
   * Fits, leaves out what lies far off the line, and fits again.
   *
   * @param car y, A
   * @param reference x, A
   * @param offsetPriorA standard uncertainty of the offset before any comparison, A
   */
  static ReferenceLine fit(double[] car, double[] reference, double offsetPriorA) {
    Problem first = new Problem(car, reference, LEAST_SIGMA_A, offsetPriorA);
    double[] residuals = first.residuals(first.bestGain());
    double limit =
        OUTLIER_SIGMAS
            * Math.max(
                LEAST_SIGMA_A,
                Statistics.MAD_TO_SIGMA
                    * Statistics.medianDeviation(residuals, Statistics.median(residuals)));
    double centre = Statistics.median(residuals);
    int[] kept = new int[car.length];
    int n = 0;
    for (int i = 0; i < car.length; i++) {
      if (Math.abs(residuals[i] - centre) <= limit) {
        kept[n++] = i;
      }
    }
    int[] keep =
        n < LEAST_KEPT * car.length
            ? IntStream.range(0, car.length).toArray()
            : Arrays.copyOf(kept, n);
    double[] y = Arrays.stream(keep).mapToDouble(i -> car[i]).toArray();
    double[] x = Arrays.stream(keep).mapToDouble(i -> reference[i]).toArray();
    Problem rough = new Problem(y, x, LEAST_SIGMA_A, offsetPriorA);
    double sigmaA = Math.max(LEAST_SIGMA_A, rough.scatterA(rough.bestGain()));
    return new Problem(y, x, sigmaA, offsetPriorA).line();
  }

  /**
   * The line without offset, for a current that changes too little to show one. Its offset is 0 and
   * means nothing.
   *
   * @param car y, A
   * @param reference x, A
   */
  static ReferenceLine throughZero(double[] car, double[] reference) {
    int n = car.length;
    double gain = Arrays.stream(car).sum() / Arrays.stream(reference).sum();
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += Math.pow(car[i] - gain * reference[i], 2);
    }
    double sigmaA = Math.max(LEAST_SIGMA_A, Math.sqrt(sum / Math.max(1, n - 1)));
    double gainU = sigmaA * Math.sqrt(n) / Arrays.stream(reference).sum();
    return new ReferenceLine(gain, gainU, 0, 0, n);
  }

  /** One set of pairs with the error of a single mean. */
  private record Problem(double[] y, double[] x, double sigmaA, double priorA) {

    /** Weight of all pairs together at a gain, 1/A^2. */
    private double weight(double gain) {
      return y.length / (sigmaA * sigmaA * (1 + gain * gain));
    }

    private double offset(double gain) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += y[i] - gain * x[i];
      }
      double w = weight(gain);
      return sum / y.length * w / (w + 1 / (priorA * priorA));
    }

    double[] residuals(double gain) {
      double offset = offset(gain);
      double[] residuals = new double[y.length];
      Arrays.setAll(residuals, i -> y[i] - offset - gain * x[i]);
      return residuals;
    }

    /** Error of a single mean as the residuals show it, A. */
    double scatterA(double gain) {
      double sum = 0;
      for (double r : residuals(gain)) {
        sum += r * r;
      }
      return Math.sqrt(sum / Math.max(1, y.length - 2) / (1 + gain * gain));
    }

    private double cost(double gain) {
      double sum = 0;
      for (double r : residuals(gain)) {
        sum += r * r;
      }
      double offset = offset(gain);
      return sum / (sigmaA * sigmaA * (1 + gain * gain)) + offset * offset / (priorA * priorA);
    }

    /** Golden section; the cost has one minimum where car and reference rise together. */
    double bestGain() {
      double low = LEAST_GAIN;
      double high = MOST_GAIN;
      while (high - low > 1e-9) {
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        if (cost(left) < cost(right)) {
          high = right;
        } else {
          low = left;
        }
      }
      return (low + high) / 2;
    }

    ReferenceLine line() {
      double gain = bestGain();
      double h = CURVATURE_STEP;
      double curvature = (cost(gain + h) - 2 * cost(gain) + cost(gain - h)) / (h * h);
      double gainU = Math.sqrt(2 / curvature);
      double slope = (offset(gain + h) - offset(gain - h)) / (2 * h);
      double own = 1 / Math.sqrt(weight(gain) + 1 / (priorA * priorA));
      return new ReferenceLine(gain, gainU, offset(gain), Math.hypot(slope * gainU, own), y.length);
    }
  }
}
