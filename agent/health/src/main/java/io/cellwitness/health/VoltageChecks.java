package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.health.math.Statistics;
import java.util.Arrays;
import java.util.List;

/** Pack voltage against current and state of charge. */
final class VoltageChecks implements Check {

  private static final double JUMP_SHARE = 0.03;
  private static final double QUIET_STEP_A = 5;
  private static final double NEIGHBOUR_S = 35;
  private static final int FEWEST_STEPS = 20;
  private static final double STEP_A = 20;
  private static final double FULL_SOC_PCT = 98;
  private static final double HALF_SOC_PCT = 60;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (Visit visit : evidence.visits()) {
      jump(visit.samples(), findings);
      slope(visit.samples(), findings);
      if (evidence.pack().cellsInSeries().isPresent()) {
        full(
            visit.samples(),
            evidence.pack().chemistry(),
            evidence.pack().cellsInSeries().getAsInt(),
            findings);
      }
    }
  }

  /** A step of the voltage no current explains: another pack, or recordings put together. */
  private static void jump(Samples s, List<Finding> findings) {
    for (int k = 1; k < s.size(); k++) {
      double stepV = Math.abs(s.voltageV()[k] - s.voltageV()[k - 1]);
      boolean near = s.timeS()[k] - s.timeS()[k - 1] <= NEIGHBOUR_S;
      boolean quiet =
          Math.abs(s.currentA()[k] - s.currentA()[k - 1]) < QUIET_STEP_A
              && Math.abs(s.currentA()[k]) < QUIET_STEP_A;
      boolean stays =
          k + 1 < s.size()
              && Math.abs(s.voltageV()[k + 1] - s.voltageV()[k]) < 0.2 * stepV
              && Math.abs(s.currentA()[k + 1]) < QUIET_STEP_A;
      if (near && quiet && stays && stepV > JUMP_SHARE * s.voltageV()[k]) {
        findings.add(
            new Finding(
                "VOLTAGE_JUMP",
                Finding.Severity.SERIOUS,
                "The pack voltage jumps without current: another pack or spliced recordings.",
                Evidence.text(
                    "%.1f V to %.1f V within %.0f s",
                    s.voltageV()[k - 1], s.voltageV()[k], s.timeS()[k] - s.timeS()[k - 1])));
        return;
      }
    }
  }

  /** Voltage must rise with charging current: dV/dI below zero proves a wrong sign. */
  private static void slope(Samples s, List<Finding> findings) {
    Growing slopes = new Growing();
    for (int k = 1; k < s.size(); k++) {
      double stepA = s.currentA()[k] - s.currentA()[k - 1];
      double stepV = s.voltageV()[k] - s.voltageV()[k - 1];
      boolean near = s.timeS()[k] - s.timeS()[k - 1] <= NEIGHBOUR_S;
      boolean fresh = s.voltageFresh()[k] && s.voltageFresh()[k - 1] && !Double.isNaN(stepV);
      if (near && fresh && Math.abs(stepA) >= STEP_A) {
        slopes.add(stepV / stepA);
      }
    }
    if (slopes.size() < FEWEST_STEPS) {
      return;
    }
    double[] values = slopes.toArray();
    double median = Statistics.median(values);
    long below = Arrays.stream(values).filter(v -> v < 0).count();
    if (median < 0 && below > 0.8 * values.length) {
      findings.add(
          new Finding(
              "VOLTAGE_CONTRADICTS_CURRENT",
              Finding.Severity.SERIOUS,
              "The voltage falls when charging current rises: the sign of the current does not "
                  + "fit the state of charge.",
              Evidence.text("median dV/dI %.4f Ohm over %d steps", median, values.length)));
    }
  }

  /** "Full" by the state of charge but far from full by the cells, or the other way round. */
  private static void full(Samples s, Chemistry chemistry, int series, List<Finding> findings) {
    double fullV = fullCellV(chemistry);
    if (Double.isNaN(fullV)) {
      return;
    }
    double margin = 0.04 * fullV;
    for (int k = 0; k < s.size(); k++) {
      double cellV = s.voltageV()[k] / series;
      boolean idle = Math.abs(s.currentA()[k]) < QUIET_STEP_A;
      if (idle && s.socPct()[k] >= FULL_SOC_PCT && cellV < fullV - 3 * margin) {
        findings.add(
            socOffset("The state of charge says full, the cells do not.", s.socPct()[k], cellV));
        return;
      }
      if (idle && s.socPct()[k] <= HALF_SOC_PCT && cellV > fullV + margin) {
        findings.add(
            socOffset(
                "The cells are full, the state of charge says otherwise.", s.socPct()[k], cellV));
        return;
      }
    }
  }

  private static Finding socOffset(String text, double socPct, double cellV) {
    return new Finding(
        "SOC_OFFSET",
        Finding.Severity.SERIOUS,
        text,
        Evidence.text("%.1f %% at %.3f V per cell without current", socPct, cellV));
  }

  /** Lowest rest voltage of a full cell met in practice, V. */
  private static double fullCellV(Chemistry chemistry) {
    return switch (chemistry) {
      case NMC, NCA, LMO -> 4.05;
      case LFP -> 3.33;
      case UNKNOWN -> Double.NaN;
    };
  }
}
