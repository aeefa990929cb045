package io.cellwitness.health;

import io.cellwitness.health.math.Polynomial;
import java.util.ArrayList;
import java.util.List;

/**
 * Tracks the capacity of one car over visits: approximate weighted total least squares with fading
 * memory.
 *
 * <p>Source: G. L. Plett, Recursive approximate weighted total least squares estimation of battery
 * cell total capacity, J. Power Sources 196 (2011) 2319, doi:10.1016/j.jpowsour.2010.09.048; the
 * second derivative as in section 8.1 of the method.
 */
final class Awtls {

  /** Id of the method in reports. */
  static final String ID = "awtls/1";

  /** Weight of a visit relative to the one after it. */
  static final double FORGETTING = 0.98;

  /**
   * One visit.
   *
   * @param socFraction difference of the state of charge, as a fraction
   * @param chargeAh charge moved, Ah, of the same sign
   * @param socU standard uncertainty of {@code socFraction}
   * @param chargeU standard uncertainty of {@code chargeAh}, Ah
   */
  record Visit(double socFraction, double chargeAh, double socU, double chargeU) {}

  /**
   * The tracked capacity.
   *
   * @param capacityAh capacity, Ah
   * @param sigmaAh standard uncertainty of the fit alone, Ah
   * @param floorRelative relative floor: the SOC scale over the widest visit does not average away
   */
  record Tracked(double capacityAh, double sigmaAh, double floorRelative) {

    /** Relative standard uncertainty with the floor. */
    double relativeU() {
      return Math.hypot(sigmaAh / capacityAh, floorRelative);
    }
  }

  private Awtls() {}

  /**
   * Solves for the capacity.
   *
   * @param visits at least one, the oldest first
   * @param forgetting weight of a visit relative to the one after it, 0..1
   * @throws ArithmeticException when no positive capacity explains the visits
   */
  static Tracked track(List<Visit> visits, double forgetting) {
    double k = scale(visits);
    double[] c = sums(visits, forgetting, k);
    double[] quartic = {
      c[4], 2 * c[3] - c[0] - c[5], 3 * (c[1] - c[4]), c[0] - 2 * c[2] + c[5], -c[1]
    };
    double best = Double.NaN;
    for (double root : positiveRoots(quartic)) {
      if (Double.isNaN(best) || cost(c, root) < cost(c, best)) {
        best = root;
      }
    }
    if (Double.isNaN(best)) {
      throw new ArithmeticException("no positive capacity explains the visits");
    }
    double curvature =
        2 * Polynomial.value(Polynomial.derivative(quartic), best) / Math.pow(best * best + 1, 3);
    return new Tracked(best / k, Math.sqrt(2 / curvature) / k, floor(visits));
  }

  /** Ratio of the root mean squares of the SOC and charge uncertainties, 1/Ah. */
  private static double scale(List<Visit> visits) {
    double soc = 0;
    double charge = 0;
    for (Visit visit : visits) {
      soc += visit.socU() * visit.socU();
      charge += visit.chargeU() * visit.chargeU();
    }
    return Math.sqrt(soc / charge);
  }

  private static double[] sums(List<Visit> visits, double forgetting, double k) {
    double[] c = new double[6];
    double weight = 1;
    for (int i = visits.size() - 1; i >= 0; i--) {
      Visit visit = visits.get(i);
      double x = visit.socFraction();
      double y = visit.chargeAh() * k;
      double wy = weight / Math.pow(visit.chargeU() * k, 2);
      double wx = weight / Math.pow(visit.socU(), 2);
      c[0] += x * x * wy;
      c[1] += x * y * wy;
      c[2] += y * y * wy;
      c[3] += x * x * wx;
      c[4] += x * y * wx;
      c[5] += y * y * wx;
      weight *= forgetting;
    }
    return c;
  }

  private static List<Double> positiveRoots(double[] quartic) {
    // Cauchy's bound on the size of a root.
    double bound = 0;
    for (int i = 1; i < quartic.length; i++) {
      bound = Math.max(bound, Math.abs(quartic[i] / quartic[0]));
    }
    List<Double> positive = new ArrayList<>();
    for (double root : Polynomial.roots(quartic, -bound - 1, bound + 1)) {
      if (root > 0) {
        positive.add(root);
      }
    }
    return positive;
  }

  private static double cost(double[] c, double q) {
    double inSoc = q * q * (c[5] - 2 * q * c[4] + q * q * c[3]);
    double inCharge = c[2] - 2 * q * c[1] + q * q * c[0];
    return (inSoc + inCharge) / Math.pow(q * q + 1, 2);
  }

  private static double floor(List<Visit> visits) {
    double floor = Double.POSITIVE_INFINITY;
    for (Visit visit : visits) {
      floor = Math.min(floor, visit.socU() / Math.abs(visit.socFraction()));
    }
    return floor;
  }
}
