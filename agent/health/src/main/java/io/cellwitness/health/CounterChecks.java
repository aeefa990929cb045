package io.cellwitness.health;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.List;
import java.util.Map;

/** Counters that fall, and counters that contradict what was measured. */
final class CounterChecks implements Check {

  private static final Map<Signal, String> NEVER_FALLING =
      Map.of(
          Signals.CHARGED_AH, "lifetime charge put in",
          Signals.CONSUMED_AH, "lifetime charge taken out",
          Signals.CHARGED_KWH, "lifetime energy put in",
          Signals.CONSUMED_KWH, "lifetime energy taken out",
          Signals.OPERATING_TIME, "operating time",
          Signals.CYCLES, "number of cycles",
          Signals.ODOMETER, "odometer");

  /** Counters may flicker by their last digit, odometers sent by two control units by more. */
  private static final double TOLERANCE = 0.5;

  private static final double ODOMETER_TOLERANCE_KM = 5;

  private static final int CONFIRMED_BY = 2;
  private static final double TELLING_SHARE = 0.1;
  private static final double INTEGRAL_SHARE = 0.06;
  private static final double SLOWEST_S = 10;
  private static final double HEALTH_RISE_PCT = 2;
  private static final double LEAST_V_SHARE = 0.75;
  private static final double MOST_V_SHARE = 1.25;
  private static final double TELLING_LIFETIME_AH = 500;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    NEVER_FALLING.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(e -> falls(evidence, e.getKey(), e.getValue(), findings));
    health(evidence, findings);
    energyPerCharge(evidence, findings);
    if (evidence.nominalKnown()) {
      evidence.visits().forEach(v -> integral(v, evidence.nominalAh(), findings));
    }
  }

  /** Once for each counter: inside a visit or from one visit to the next, and it stays lower. */
  private static void falls(Evidence evidence, Signal signal, String name, List<Finding> findings) {
    boolean odometer = signal.equals(Signals.ODOMETER);
    double tolerance = odometer ? ODOMETER_TOLERANCE_KM : TOLERANCE;
    double highest = 0;
    int below = 0;
    for (Recording recording : evidence.recordings()) {
      Column column = recording.sorted(signal);
      boolean first = true;
      for (int i = 0; i < column.size(); i++) {
        double value = column.value(i);
        // Zero is how cars report a counter they cannot read.
        if (Double.isNaN(value) || value == 0) {
          continue;
        }
        below = value < highest - tolerance ? below + 1 : 0;
        if (below == CONFIRMED_BY || (below == 1 && first && i == column.size() - 1)) {
          findings.add(
              new Finding(
                  odometer ? "ODOMETER_FELL" : "COUNTER_FELL",
                  Finding.Severity.SERIOUS,
                  Evidence.text("The %s went back: it was reset or belongs to another pack.", name),
                  Evidence.text("%.1f after %.1f %s", value, highest, signal.unit())));
          return;
        }
        highest = Math.max(highest, value);
        first = false;
      }
    }
  }

  /** A declared SoH that rises, or changes while the car stands in the workshop. */
  private static void health(Evidence evidence, List<Finding> findings) {
    double lowest = Double.POSITIVE_INFINITY;
    for (Recording recording : evidence.recordings()) {
      Column column = recording.sorted(Signals.SOH);
      for (int i = 0; i < column.size(); i++) {
        double value = column.value(i);
        if (value > lowest + HEALTH_RISE_PCT) {
          findings.add(
              new Finding(
                  "DECLARED_HEALTH_ROSE",
                  Finding.Severity.SERIOUS,
                  "The State of Health the car declares has risen: capacity rewritten, battery "
                      + "management reset or pack replaced.",
                  Evidence.text("%.1f %% after %.1f %%", value, lowest)));
          return;
        }
        if (!Double.isNaN(value)) {
          lowest = Math.min(lowest, value);
        }
      }
    }
  }

  /** Lifetime energy over lifetime charge is a mean pack voltage. */
  private static void energyPerCharge(Evidence evidence, List<Finding> findings) {
    for (Recording recording : evidence.recordings()) {
      double chargeAh = recording.sorted(Signals.CHARGED_AH).lastValue();
      double energyKwh = recording.sorted(Signals.CHARGED_KWH).lastValue();
      double packV = recording.sorted(Signals.VOLTAGE).lastValue();
      double ratio = 1000 * energyKwh / chargeAh / packV;
      if (chargeAh >= TELLING_LIFETIME_AH
          && packV > 0
          && (ratio < LEAST_V_SHARE || ratio > MOST_V_SHARE)) {
        findings.add(
            new Finding(
                "COUNTERS_DISAGREE",
                Finding.Severity.SERIOUS,
                "Lifetime energy and lifetime charge do not fit together: one was rewritten.",
                Evidence.text(
                    "%.0f kWh over %.0f Ah is %.0f V, the pack has %.0f V",
                    energyKwh, chargeAh, 1000 * energyKwh / chargeAh, packV)));
        return;
      }
    }
  }

  /** The charge counter against the integral of the current over each charge. */
  private static void integral(Visit visit, double nominalAh, List<Finding> findings) {
    Samples s = visit.samples();
    for (Segment segment : visit.segments()) {
      double countedAh = s.netChargeAh()[segment.to()] - s.netChargeAh()[segment.from()];
      double integralAh = Integral.totalAh(s, segment);
      double stepS = (s.timeS()[segment.to()] - s.timeS()[segment.from()]) / segment.size();
      if (segment.charging()
          && stepS <= SLOWEST_S
          && Math.abs(integralAh) >= TELLING_SHARE * nominalAh
          && Math.abs(countedAh - integralAh) > INTEGRAL_SHARE * Math.abs(integralAh)) {
        findings.add(
            new Finding(
                "COUNTER_CONTRADICTS_CURRENT",
                Finding.Severity.SERIOUS,
                "The car's charge counter and its current do not fit together.",
                Evidence.text("%.1f Ah counted, %.1f Ah by current", countedAh, integralAh)));
        return;
      }
    }
  }
}
