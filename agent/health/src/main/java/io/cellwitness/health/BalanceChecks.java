package io.cellwitness.health;

import io.cellwitness.api.Signals;
import java.util.List;

/** Declared figures against each other and against what flowed between visits. */
final class BalanceChecks implements Check {

  /** Difference between counters and state of charge that nothing explains, share of capacity. */
  private static final double UNEXPLAINED = 0.2;

  /** Drift of the two charge counters against each other, of what they counted. */
  private static final double DRIFT = 0.02;

  private static final double ENERGY_SHARE = 0.10;
  private static final double TELLING_KWH = 3;
  private static final double BELIEF_SHARE = 0.08;
  private static final double TELLING_SOC_PCT = 30;
  private static final double DISPLAY_PCT = 15;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    if (evidence.nominalKnown()) {
      betweenVisits(evidence, findings);
      belief(evidence, findings);
    }
    boolean told = false;
    for (int v = 0; v < evidence.visits().size() && !told; v++) {
      told = energy(evidence.visits().get(v), evidence.recordings().get(v), findings);
    }
    display(evidence.recordings(), findings);
  }

  /** Charge in less charge out must be the change of the state of charge. */
  private static void betweenVisits(Evidence evidence, List<Finding> findings) {
    double lastNetAh = Double.NaN;
    double lastThroughAh = Double.NaN;
    double lastSocPct = Double.NaN;
    for (Visit visit : evidence.visits()) {
      Samples s = visit.samples();
      int first = counted(s, 0, 1);
      if (first < 0) {
        continue;
      }
      double netPct = 100 * (s.netChargeAh()[first] - lastNetAh) / evidence.nominalAh();
      double throughPct =
          100 * Math.abs(s.throughputAh()[first] - lastThroughAh) / evidence.nominalAh();
      double differencePct = netPct - (s.socPct()[first] - lastSocPct);
      if (Math.abs(differencePct) > 100 * UNEXPLAINED + DRIFT * throughPct) {
        findings.add(
            new Finding(
                "COUNTERS_CONTRADICT_CHARGE",
                Finding.Severity.SERIOUS,
                "Between two visits the charge counters and the state of charge went different "
                    + "ways: another pack, or counters written anew.",
                Evidence.text(
                    "%.0f %% of the capacity by the counters, %.0f %% by the state of charge",
                    netPct, s.socPct()[first] - lastSocPct)));
        return;
      }
      int last = counted(s, s.size() - 1, -1);
      lastNetAh = s.netChargeAh()[last];
      lastThroughAh = s.throughputAh()[last];
      lastSocPct = s.socPct()[last];
    }
  }

  /** First sample in a direction at which both counters say something; -1 without one. */
  private static int counted(Samples s, int from, int step) {
    for (int i = from; i >= 0 && i < s.size(); i += step) {
      if (s.throughputAh()[i] > 0) {
        return i;
      }
    }
    return -1;
  }

  /** The lifetime energy counter over a charge against voltage times current. */
  private static boolean energy(Visit visit, Recording recording, List<Finding> findings) {
    Column counter = recording.sorted(Signals.CHARGED_KWH);
    if (counter.size() < 2) {
      return false;
    }
    Samples s = visit.samples();
    long origin = ImbalanceMethod.firstNanos(recording);
    Timeline counted = Timeline.of(counter, origin, 0);
    for (Segment segment : visit.segments()) {
      double fromS = s.timeS()[segment.from()];
      double toS = s.timeS()[segment.to()];
      double kWh = 0;
      for (int i = segment.from() + 1; i <= segment.to(); i++) {
        double watts = s.currentA()[i] * s.voltageV()[i];
        kWh += watts * (s.timeS()[i] - s.timeS()[i - 1]) / 3.6e6;
      }
      double countedKwh = counted.at(toS) - counted.at(fromS);
      if (segment.charging()
          && kWh >= TELLING_KWH
          && Math.abs(countedKwh - kWh) > ENERGY_SHARE * kWh) {
        findings.add(
            new Finding(
                "ENERGY_COUNTER_CONTRADICTS_POWER",
                Finding.Severity.SERIOUS,
                "The car's energy counter and its voltage and current do not fit together.",
                Evidence.text("%.1f kWh counted, %.1f kWh by power", countedKwh, kWh)));
        return true;
      }
    }
    return false;
  }

  /** Remaining charge over state of charge is the capacity the BMS believes in. */
  private static void belief(Evidence evidence, List<Finding> findings) {
    for (Recording recording : evidence.recordings()) {
      double remainingAh = recording.sorted(Signals.REMAINING_AH).lastValue();
      double socPct = recording.sorted(Signals.SOC).lastValue();
      double healthPct = recording.sorted(Signals.SOH).lastValue();
      double believed = remainingAh / (socPct / 100) / evidence.nominalAh();
      if (socPct >= TELLING_SOC_PCT
          && remainingAh > 0
          && Math.abs(believed - healthPct / 100) > BELIEF_SHARE) {
        findings.add(
            new Finding(
                "DECLARED_VALUES_DISAGREE",
                Finding.Severity.SERIOUS,
                "The State of Health the car declares does not fit the charge it says is left: "
                    + "one of them was rewritten.",
                Evidence.text(
                    "%.1f Ah left at %.1f %% is %.0f %% of the nominal capacity, declared %.0f %%",
                    remainingAh, socPct, 100 * believed, healthPct)));
        return;
      }
    }
  }

  /** The state of charge for the driver leaves a reserve at both ends, but not a third. */
  private static void display(List<Recording> recordings, List<Finding> findings) {
    for (Recording recording : recordings) {
      double shownPct = recording.sorted(Signals.SOC_DISPLAYED).lastValue();
      double ownPct = recording.sorted(Signals.SOC).lastValue();
      if (Math.abs(shownPct - ownPct) > DISPLAY_PCT) {
        findings.add(
            new Finding(
                "SOC_DISPLAY_CONTRADICTS",
                Finding.Severity.WARNING,
                "The state of charge shown to the driver is far from that of the battery "
                    + "management.",
                Evidence.text("%.1f %% shown, %.1f %% inside", shownPct, ownPct)));
        return;
      }
    }
  }
}
