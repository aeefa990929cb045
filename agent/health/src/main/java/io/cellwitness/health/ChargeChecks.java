package io.cellwitness.health;

import java.util.List;

/** Charge against state of charge: jumps, scale, sign, spikes, windows that disagree. */
final class ChargeChecks implements Check {

  /** Single spikes are noise of the bus; more than this share of a charge is a fault. */
  private static final double SPIKE_SHARE = 0.001;

  private static final double LEAST_RATIO = 0.55;
  private static final double MOST_RATIO = 1.08;
  private static final double SCALE_SIGMAS = 2.5;
  private static final double TELLING_PCT = 20;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (Visit visit : evidence.visits()) {
      jumps(visit, findings);
      spikes(visit, findings);
      if (visit.samples().inverted()) {
        findings.add(
            new Finding(
                "CURRENT_SIGN_TURNED",
                Finding.Severity.INFO,
                "The current was recorded with the opposite sign and has been turned.",
                "the state of charge rises with negative current"));
      }
    }
    signs(evidence, findings);
    if (evidence.nominalKnown()) {
      ratios(evidence, findings);
    }
    evidence.capacity().estimate().ifPresent(e -> disagreement(e, findings));
  }

  /** One car has one sign: visits that differ were recorded or falsified differently. */
  private static void signs(Evidence evidence, List<Finding> findings) {
    long inverted = evidence.visits().stream().filter(v -> v.samples().inverted()).count();
    boolean telling =
        evidence.visits().stream().allMatch(v -> v.samples().inverted() || !v.windows().isEmpty());
    if (inverted > 0 && inverted < evidence.visits().size() && telling) {
      findings.add(
          new Finding(
              "CURRENT_SIGN_DIFFERS",
              Finding.Severity.WARNING,
              "The sign of the current differs between visits; it was turned where it contradicts "
                  + "the state of charge.",
              Evidence.text("%d of %d visits", inverted, evidence.visits().size())));
    }
  }

  private static void jumps(Visit visit, List<Finding> findings) {
    if (visit.largestJumpPct() >= CapacityMethod.LARGEST_JUMP_PCT) {
      findings.add(
          new Finding(
              "SOC_JUMP",
              Finding.Severity.SERIOUS,
              "The state of charge jumps inside a recording without the charge to explain it.",
              Evidence.text("largest jump %.1f %%", visit.largestJumpPct())));
    }
  }

  private static void spikes(Visit visit, List<Finding> findings) {
    int spikes = 0;
    int samples = 0;
    for (Segment segment : visit.segments()) {
      double[] currentA = visit.samples().currentA();
      for (int i = segment.from(); i <= segment.to(); i++) {
        spikes += SpikeFilter.at(currentA, segment, i) != currentA[i] ? 1 : 0;
      }
      samples += segment.size();
    }
    if (spikes >= 2 && spikes > SPIKE_SHARE * samples) {
      findings.add(
          new Finding(
              "CURRENT_SPIKES",
              Finding.Severity.WARNING,
              "Single current samples are wildly off and were replaced.",
              Evidence.text("%d of %d samples", spikes, samples)));
    }
  }

  /** A window far from the nominal capacity: current scaled, or SOC scaled, or a wrong nominal. */
  private static void ratios(Evidence evidence, List<Finding> findings) {
    for (Visit visit : evidence.visits()) {
      for (SocWindow window : visit.windows()) {
        double ratio = window.ratioAh() / evidence.nominalAh();
        double margin =
            SCALE_SIGMAS
                * CapacityBudget.socScalePct(evidence.pack().chemistry())
                / window.widthPct();
        if (window.widthPct() >= TELLING_PCT
            && ratio > 0
            && (ratio < LEAST_RATIO - margin || ratio > MOST_RATIO + margin)) {
          findings.add(
              new Finding(
                  "CHARGE_SCALE_IMPLAUSIBLE",
                  Finding.Severity.SERIOUS,
                  "The charge per state of charge does not fit the nominal capacity: current, "
                      + "state of charge or nominal capacity is scaled wrongly.",
                  Evidence.text(
                      "%.1f Ah over %.1f %%, %.2f of the nominal capacity",
                      window.chargeAh(), window.widthPct(), ratio)));
          return;
        }
        if (!window.signsAgree()) {
          findings.add(
              new Finding(
                  "CURRENT_SIGN_CHANGES",
                  Finding.Severity.SERIOUS,
                  "In some stretches the battery is charged while its state of charge falls.",
                  Evidence.text(
                      "%.1f Ah from %.1f to %.1f %%",
                      window.chargeAh(), window.startSocPct(), window.endSocPct())));
          return;
        }
      }
    }
  }

  private static void disagreement(CapacityOutcome.Estimate estimate, List<Finding> findings) {
    estimate.budget().stream()
        .filter(t -> t.name().equals("consistency"))
        .filter(t -> t.relative() > estimate.relativeU() * Math.sqrt(0.75))
        .findFirst()
        .ifPresent(
            t ->
                findings.add(
                    new Finding(
                        "WINDOWS_DISAGREE",
                        Finding.Severity.WARNING,
                        "Several charges of this car give capacities further apart than their "
                            + "uncertainty allows.",
                        Evidence.text(
                            "%d windows, scatter more than twice what is expected",
                            estimate.all().size()))));
  }
}
