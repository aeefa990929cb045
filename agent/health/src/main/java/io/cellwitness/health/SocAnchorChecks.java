package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Signals;
import java.util.List;
import java.util.Optional;

/**
 * State of charge where something else tells how full the cells are: at the end of a full charge,
 * at the upper knee of LFP, and where the charge goes on behind 100 %. A scale of the BMS that was
 * falsified by a fifth fails here; one falsified by a tenth not always.
 */
final class SocAnchorChecks implements Check {

  /** Three times the 1.7 % (rms) a BMS reads wrongly above 95 %, measured on ten packs. */
  private static final double TOP_MARGIN_PCT = 5.1;

  /** What a charge may lack when its taper has fallen below C/20, %. */
  private static final double TAPER_PCT = 2;

  private static final double FULL_CELL_V = 4.15;
  private static final double TAPER_SHARE = 1 / 20.0;
  private static final double REAL_CHARGE_SHARE = 1 / 10.0;
  private static final double FULL_PCT = 99.5;
  private static final double TOP_OF_SCALE_PCT = 100.5;
  private static final int FEW_READINGS = 10;

  /** Part of LFP's capacity below the upper knee (method, 7.4). */
  private static final double UPPER_KNEE_PCT = 99.4;

  /** A cold cell reaches the voltage of the knee before it is full. */
  private static final double KNEE_FROM_C = 15;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    beyondScale(evidence, findings);
    if (!evidence.nominalKnown()) {
      return;
    }
    Optional<Finding> first = Optional.empty();
    for (Visit visit : evidence.visits()) {
      for (Segment segment : visit.segments()) {
        if (segment.charging()) {
          first = first.or(() -> saturated(evidence, visit.samples(), segment));
          first = first.or(() -> fullTooEarly(evidence, visit.samples(), segment));
        }
      }
    }
    first.ifPresent(findings::add);
  }

  private static void beyondScale(Evidence evidence, List<Finding> findings) {
    int beyond = 0;
    double highest = 0;
    for (Recording recording : evidence.recordings()) {
      Column soc = recording.sorted(Signals.SOC);
      for (int i = 0; i < soc.size(); i++) {
        if (soc.value(i) > TOP_OF_SCALE_PCT) {
          beyond++;
          highest = Math.max(highest, soc.value(i));
        }
      }
    }
    if (beyond >= FEW_READINGS) {
      findings.add(
          new Finding(
              "SOC_BEYOND_SCALE",
              Finding.Severity.SERIOUS,
              "The state of charge exceeds 100 %: its scale is wrong.",
              Evidence.text("%d readings, the highest %.1f %%", beyond, highest)));
    }
  }

  /** Charge that flows on while the state of charge stands at its top. */
  private static Optional<Finding> saturated(Evidence evidence, Samples samples, Segment segment) {
    double atTopAh = 0;
    for (int i = segment.from() + 1; i <= segment.to(); i++) {
      if (samples.socPct()[i - 1] >= FULL_PCT) {
        atTopAh += Integral.stepAh(samples, segment, i);
      }
    }
    double sharePct = 100 * atTopAh / evidence.nominalAh();
    // A charge still in full swing has its taper before it: none of that belongs to what flowed.
    boolean tapered = samples.currentA()[segment.to()] < TAPER_SHARE * evidence.nominalAh();
    double mostPct = TOP_MARGIN_PCT + (tapered ? TAPER_PCT : 0);
    return sharePct <= mostPct
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "SOC_FULL_TOO_EARLY",
                Finding.Severity.SERIOUS,
                "The car calls its battery full long before the charge ends: its "
                    + "state-of-charge scale reads too high.",
                Evidence.text(
                    "%.1f Ah, %.0f %% of the nominal capacity, flowed in at 100 %%",
                    atTopAh, sharePct)));
  }

  private static Optional<Finding> fullTooEarly(
      Evidence evidence, Samples samples, Segment segment) {
    boolean lfp = evidence.pack().chemistry() == Chemistry.LFP;
    int at = lfp ? upperKnee(evidence, samples, segment) : taperedFull(evidence, samples, segment);
    if (at < 0) {
      return Optional.empty();
    }
    double leastPct = (lfp ? UPPER_KNEE_PCT : 100 - TAPER_PCT) - TOP_MARGIN_PCT;
    double socPct = samples.socPct()[at];
    return socPct >= leastPct
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "SOC_LOW_AT_FULL_CHARGE",
                Finding.Severity.SERIOUS,
                "The cells are full by their voltage, the car's state of charge is not: its scale "
                    + "reads too low.",
                Evidence.text(
                    "%.1f %% where at least %.1f %% are due (%s)",
                    socPct, leastPct, lfp ? "upper knee of LFP" : "taper below C/20")));
  }

  /** The sample at which the current of a charge has tapered off at the voltage of a full cell. */
  private static int taperedFull(Evidence evidence, Samples samples, Segment segment) {
    boolean layered =
        evidence.pack().chemistry() == Chemistry.NMC
            || evidence.pack().chemistry() == Chemistry.NCA;
    if (!layered || evidence.pack().cellsInSeries().isEmpty()) {
      return -1;
    }
    double fullV = FULL_CELL_V * evidence.pack().cellsInSeries().getAsInt();
    boolean charged = false;
    int found = -1;
    for (int i = segment.from(); i <= segment.to(); i++) {
      charged |= samples.currentA()[i] >= REAL_CHARGE_SHARE * evidence.nominalAh();
      boolean tapered = samples.currentA()[i] < TAPER_SHARE * evidence.nominalAh();
      if (charged && tapered && samples.voltageV()[i] >= fullV) {
        found = i;
      }
    }
    return found;
  }

  /** The first sample above the upper knee of a charge that crosses it; see {@link LfpKnee}. */
  private static int upperKnee(Evidence evidence, Samples samples, Segment segment) {
    double hours = (samples.timeS()[segment.to()] - samples.timeS()[segment.from()]) / 3600;
    double rate = Integral.totalAh(samples, segment) / hours / evidence.nominalAh();
    Optional<LfpKnee.Limits> limits = LfpKnee.Limits.forRate(rate);
    boolean cold = samples.meanTemperatureC(segment.from(), segment.to()) < KNEE_FROM_C;
    if (limits.isEmpty() || cold || evidence.pack().cellsInSeries().isEmpty()) {
      return -1;
    }
    double kneeV = limits.get().upperV() * evidence.pack().cellsInSeries().getAsInt();
    int i = segment.to();
    while (i >= segment.from() && samples.voltageV()[i] >= kneeV) {
      i--;
    }
    return i >= segment.from() && i < segment.to() && samples.voltageV()[i] < kneeV ? i + 1 : -1;
  }
}
