package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.health.math.Statistics;
import java.util.List;

/**
 * The state of charge against the voltage of the cells. A generic curve is far too coarse for a
 * capacity (ten NMC cars lie 6.2 % of charge apart, rms, at one rest voltage), but not for seeing a
 * scale that was shifted or stretched by three times that.
 */
final class SocVoltageChecks implements Check {

  /** Rest voltage of NMC and NCA cells at 0, 10, … 100 %, V; a plain mean of public curves. */
  private static final double[] REST_V = {
    3.00, 3.45, 3.54, 3.60, 3.64, 3.69, 3.77, 3.87, 3.97, 4.08, 4.19
  };

  private static final double LIMIT_PCT = 18;

  /** Resistance of a cell times its capacity, V (method, section 7.5). */
  private static final double CELL_V = 0.12;

  private static final double FASTEST_C = 0.35;

  /** Above this a charge may be in its voltage phase, whose polarisation is not that of a rate. */
  private static final double TAPER_V = 4.10;

  private static final double COLDEST_C = 15;
  private static final int FEWEST = 20;
  private static final int BIN_PCT = 10;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    Chemistry chemistry = evidence.pack().chemistry();
    boolean known = chemistry == Chemistry.NMC || chemistry == Chemistry.NCA;
    if (!known || !evidence.nominalKnown() || evidence.pack().cellsInSeries().isEmpty()) {
      return;
    }
    int series = evidence.pack().cellsInSeries().getAsInt();
    for (Visit visit : evidence.visits()) {
      if (voltage(visit.samples(), series, evidence.nominalAh(), findings)) {
        return;
      }
    }
  }

  private static boolean voltage(Samples s, int series, double nominalAh, List<Finding> findings) {
    Rests rests = new Rests(s, nominalAh);
    Growing[] bins = new Growing[100 / BIN_PCT + 1];
    for (int i = 0; i < s.size(); i++) {
      double rate = s.currentA()[i] / nominalAh;
      double shownV = s.voltageV()[i] / series;
      double cellV = shownV - CELL_V * rate;
      boolean charging = rate > 0 && rate <= FASTEST_C && shownV < TAPER_V;
      boolean usable = !(s.temperatureC()[i] < COLDEST_C) && (charging || rests.longEnough(i));
      if (usable && cellV > REST_V[1] && cellV < REST_V[REST_V.length - 1]) {
        int bin = (int) (s.socPct()[i] / BIN_PCT);
        bins[bin] = bins[bin] == null ? new Growing() : bins[bin];
        bins[bin].add(s.socPct()[i] - socPct(cellV));
      }
    }
    for (int bin = 0; bin < bins.length; bin++) {
      if (bins[bin] == null || bins[bin].size() < FEWEST) {
        continue;
      }
      double offPct = Statistics.median(bins[bin].toArray());
      if (Math.abs(offPct) > LIMIT_PCT) {
        findings.add(
            new Finding(
                "SOC_CONTRADICTS_VOLTAGE",
                Finding.Severity.SERIOUS,
                Evidence.text(
                    "The state of charge is about %.0f points %s than the voltage of the cells "
                        + "allows.",
                    Math.abs(offPct), offPct > 0 ? "higher" : "lower"),
                Evidence.text(
                    "median of %d samples between %d and %d %%",
                    bins[bin].size(), bin * BIN_PCT, (bin + 1) * BIN_PCT)));
        return true;
      }
    }
    return false;
  }

  private static double socPct(double cellV) {
    int k = 1;
    while (REST_V[k] < cellV) {
      k++;
    }
    return BIN_PCT * (k - 1 + (cellV - REST_V[k - 1]) / (REST_V[k] - REST_V[k - 1]));
  }
}
