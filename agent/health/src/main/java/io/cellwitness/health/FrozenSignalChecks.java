package io.cellwitness.health;

import java.util.List;

/** Signals that stand still while others prove that they must move. */
final class FrozenSignalChecks implements Check {

  /** Charge, as a share of the capacity, after which a state of charge must have moved. */
  private static final double MOVING_SHARE = 0.06;

  private static final double STILL_SOC_PCT = 0.5;
  private static final double MOVING_SOC_PCT = 8;
  private static final double LEAST_CHARGE_SHARE = 0.2;
  private static final double MOVING_CURRENT_A = 30;
  private static final int FEWEST = 60;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    if (!evidence.nominalKnown()) {
      return;
    }
    for (Visit visit : evidence.visits()) {
      for (Segment segment : visit.segments()) {
        stateOfCharge(visit.samples(), segment, evidence.nominalAh(), findings);
        current(visit.samples(), segment, evidence.nominalAh(), findings);
        voltage(visit.samples(), segment, findings);
      }
    }
  }

  private static void stateOfCharge(
      Samples s, Segment segment, double nominalAh, List<Finding> findings) {
    double movedAh = Math.abs(Integral.totalAh(s, segment));
    double spanPct = span(s.socPct(), segment);
    if (movedAh >= MOVING_SHARE * nominalAh && spanPct <= STILL_SOC_PCT) {
      findings.add(
          new Finding(
              "SOC_FROZEN",
              Finding.Severity.SERIOUS,
              "The state of charge stands still while the battery is charged or discharged.",
              Evidence.text("%.1f Ah moved, state of charge within %.1f %%", movedAh, spanPct)));
    }
  }

  private static void current(
      Samples s, Segment segment, double nominalAh, List<Finding> findings) {
    double socPct = Math.abs(s.socPct()[segment.to()] - s.socPct()[segment.from()]);
    if (socPct < MOVING_SOC_PCT) {
      return;
    }
    double throughputAh = 0;
    for (int i = segment.from() + 1; i <= segment.to(); i++) {
      double hours = (s.timeS()[i] - s.timeS()[i - 1]) / 3600;
      throughputAh += hours * (Math.abs(s.currentA()[i]) + Math.abs(s.currentA()[i - 1])) / 2;
    }
    if (throughputAh < LEAST_CHARGE_SHARE * nominalAh * socPct / 100) {
      findings.add(
          new Finding(
              "CURRENT_DEAD",
              Finding.Severity.SERIOUS,
              "The state of charge moves although hardly any current is reported.",
              Evidence.text("%.1f %% moved with %.1f Ah", socPct, throughputAh)));
    }
  }

  private static void voltage(Samples s, Segment segment, List<Finding> findings) {
    if (segment.size() < FEWEST) {
      return;
    }
    double socPct = span(s.socPct(), segment);
    double currentA = span(s.currentA(), segment);
    double volts = span(s.voltageV(), segment);
    boolean moves = socPct >= MOVING_SOC_PCT || currentA >= MOVING_CURRENT_A;
    if (moves && volts == 0) {
      findings.add(
          new Finding(
              "VOLTAGE_FROZEN",
              Finding.Severity.SERIOUS,
              "The pack voltage stands still while current or state of charge change.",
              Evidence.text("%d samples of %.1f V", segment.size(), s.voltageV()[segment.from()])));
    }
  }

  /** Highest minus lowest value, NaN where one is missing. */
  private static double span(double[] values, Segment segment) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = segment.from(); i <= segment.to(); i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    return high - low;
  }
}
