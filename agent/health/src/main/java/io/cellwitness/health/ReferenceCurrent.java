package io.cellwitness.health;

import io.cellwitness.api.Signals;
import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The car's current sensor against an instrument that is not the car's: a charger's or a power
 * meter's direct current, or its energy, recorded in the same session.
 *
 * <p>Gain and offset come from the means of both over the same minutes of charging. Following the
 * GUM (JCGM 100:2008, 3.2.3 and F.2.4.5) a known gain error is corrected and the uncertainty of the
 * correction takes the place of the 0.6 % of an unknown sensor. What a load beside the battery may
 * explain is never corrected, the offset least of all; {@link ReferenceComparison} says why. An
 * instrument that did not prove who it is corrects nothing: its word is shown, and that it was not
 * taken.
 */
final class ReferenceCurrent {

  /** Id of the method in reports. */
  static final String ID = "reference-current/1";

  private static final int FEWEST_PAIRS = 10;

  /** Taken where the instrument does not state its class: class B of EN 50470-4. */
  private static final double ASSUMED_ACCURACY_PCT = 1;

  /** Voltage that turns energy into charge, relative. */
  private static final double VOLTAGE_U = 0.005;

  /** The car's counters and its current count the same sensor when they agree this well. */
  private static final double SAME_SENSOR = 0.015;

  private final boolean present;
  private final boolean reversed;
  private final boolean authenticated;
  private final Optional<ReferenceComparison> comparison;

  private ReferenceCurrent(
      ReferencePairs pairs, boolean authenticated, Optional<ReferenceComparison> comparison) {
    this.authenticated = authenticated;
    this.present = pairs.present();
    this.reversed = pairs.reversed();
    this.comparison = comparison;
  }

  /**
   * Compares over all visits of one pack.
   *
   * @param ownLine whether the instrument sees nothing but the pack, no auxiliaries
   */
  static ReferenceCurrent of(boolean ownLine, List<Recording> recordings, List<Visit> visits) {
    ReferencePairs pairs = new ReferencePairs();
    double accuracyPct = Double.NaN;
    boolean authenticated = true;
    for (int v = 0; v < visits.size(); v++) {
      pairs.add(recordings.get(v), visits.get(v));
      double stated = recordings.get(v).sorted(Signals.REFERENCE_ACCURACY).lastValue();
      accuracyPct = stated > 0 ? stated : accuracyPct;
      Column proof = recordings.get(v).sorted(Signals.REFERENCE_AUTHENTICATED);
      for (int i = 0; i < proof.size(); i++) {
        // One admission weighs more than any claim to the contrary.
        authenticated &= proof.value(i) != 0;
      }
    }
    if (pairs.size() < FEWEST_PAIRS) {
      return new ReferenceCurrent(pairs, authenticated, Optional.empty());
    }
    List<BudgetTerm> instrument = instrument(accuracyPct, pairs.byEnergy());
    return new ReferenceCurrent(
        pairs, authenticated, Optional.of(ReferenceComparison.of(pairs, ownLine, instrument)));
  }

  private static List<BudgetTerm> instrument(double accuracyPct, boolean byEnergy) {
    List<BudgetTerm> terms = new ArrayList<>();
    boolean stated = !Double.isNaN(accuracyPct);
    double pct = stated ? accuracyPct : ASSUMED_ACCURACY_PCT;
    terms.add(
        new BudgetTerm(
            "reference_accuracy",
            pct / 100 / Math.sqrt(3),
            Evidence.text(
                stated
                    ? "the instrument's largest permissible error of %.2f %%, rectangular"
                    : "accuracy not stated, %.0f %% assumed (EN 50470-4 class B), rectangular",
                pct)));
    if (byEnergy) {
      terms.add(
          new BudgetTerm(
              "reference_voltage", VOLTAGE_U, "voltage that turns energy into charge, 0.5 %"));
    }
    return terms;
  }

  /** The visits with the car's current put right, or as they were. */
  List<Visit> corrected(List<Visit> visits, double nominalAh) {
    if (!corrects()) {
      return visits;
    }
    boolean counters = countersShareSensor(visits);
    List<Visit> corrected = new ArrayList<>();
    for (int v = 0; v < visits.size(); v++) {
      corrected.add(Visit.of(scaled(visits.get(v).samples(), counters), v, nominalAh));
    }
    return corrected;
  }

  /** Charges with the car's current put right, or as they were. */
  List<ChargeRun> correctedRuns(List<ChargeRun> runs) {
    if (!corrects()) {
      return runs;
    }
    return runs.stream()
        .map(
            r -> {
              Samples samples = scaled(r.samples(), false);
              return new ChargeRun(samples, r.segment(), Integral.chargeAh(samples, r.segment()));
            })
        .toList();
  }

  private boolean corrects() {
    return authenticated && comparison.map(ReferenceComparison::corrects).orElse(false);
  }

  private Samples scaled(Samples s, boolean counters) {
    double factor = 1 / comparison.orElseThrow().gain();
    return new Samples(
        s.timeS(),
        times(s.currentA(), factor),
        s.socPct(),
        s.voltageV(),
        s.voltageFresh(),
        s.temperatureC(),
        s.speedKmh(),
        counters ? times(s.netChargeAh(), factor) : s.netChargeAh(),
        counters ? times(s.throughputAh(), factor) : s.throughputAh(),
        s.inverted(),
        s.step());
  }

  private static double[] times(double[] values, double factor) {
    double[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Whether the lifetime counters run with the current: then they carry its gain error too. */
  private static boolean countersShareSensor(List<Visit> visits) {
    double countedAh = 0;
    double integralAh = 0;
    for (Visit visit : visits) {
      Samples s = visit.samples();
      for (Segment segment : visit.segments()) {
        double counted = s.netChargeAh()[segment.to()] - s.netChargeAh()[segment.from()];
        if (segment.charging() && !Double.isNaN(counted)) {
          countedAh += counted;
          integralAh += Integral.totalAh(s, segment);
        }
      }
    }
    return integralAh > 0 && Math.abs(countedAh / integralAh - 1) <= SAME_SENSOR;
  }

  /** The results with the sensor's terms as the reference leaves them. */
  List<Quantity> restated(List<Quantity> quantities) {
    return corrects() || offsetBeyondAuxiliaries()
        ? quantities.stream().map(this::restated).toList()
        : quantities;
  }

  private Quantity restated(Quantity quantity) {
    boolean concerned =
        quantity instanceof Quantity.Number n
            && n.originator() == Originator.MEASURED
            && n.budget().stream().anyMatch(t -> t.name().equals("current_gain"));
    if (!concerned) {
      return quantity;
    }
    Quantity.Number number = (Quantity.Number) quantity;
    List<BudgetTerm> budget = number.budget().stream().map(this::restated).toList();
    double relativeU95 =
        2 * Statistics.rootSumSquares(budget.stream().mapToDouble(BudgetTerm::relative).toArray());
    // Grades are given to the capacity and what is made of it: their limit holds here as well.
    if (number.grade().isPresent() && relativeU95 > CapacityMethod.LARGEST_U95) {
      return Quantities.refused(number.name(), List.of(RefusalTexts.tooUncertain(relativeU95)));
    }
    return Quantities.graded(
            number.name(), number.value(), number.unit(), number.grade(), number.method(), budget)
        .resting(number.socDependence());
  }

  private BudgetTerm restated(BudgetTerm term) {
    ReferenceComparison found = comparison.orElseThrow();
    if (term.name().equals("current_gain") && corrects()) {
      return new BudgetTerm(
          term.name(),
          found.gainU(),
          Evidence.text(
              "corrected by %+.2f %% against the reference, what remains", -100 * found.error()));
    }
    if (term.name().equals("current_offset") && offsetBeyondAuxiliaries()) {
      double offsetA = found.line().offsetA();
      return new BudgetTerm(
          term.name(),
          term.relative() * Math.hypot(CapacityBudget.OFFSET_A, offsetA) / CapacityBudget.OFFSET_A,
          Evidence.text("the car shows %.2f A more than the reference delivers", offsetA));
    }
    return term;
  }

  private boolean offsetBeyondAuxiliaries() {
    return authenticated
        && comparison.map(ReferenceComparison::offsetBeyondAuxiliaries).orElse(false);
  }

  /** Gain, offset and charge of the car's sensor beside the reference; nothing without one. */
  List<Quantity> quantities() {
    if (!present) {
      return List.of();
    }
    if (comparison.isEmpty()) {
      return List.of(
          Quantities.refused(
              QuantityNames.CURRENT_GAIN,
              List.of(
                  RefusalTexts.notMeasured(
                      reversed
                          ? "The reference's current was negative while the battery charged; turn "
                              + "its sign in the source file."
                          : "Comparing with the reference needs ten minutes of charging in which "
                              + "both the car's and the reference's current were read without "
                              + "gaps."))));
    }
    ReferenceComparison found = comparison.get();
    double quotientPct = 100 * found.chargeQuotient();
    return List.of(
        Quantities.measured(
            QuantityNames.CURRENT_GAIN, 100 * found.line().gain(), "%", ID, found.terms()),
        offset(found),
        Quantities.measured(
            QuantityNames.REFERENCE_CHARGE, found.referenceAh(), "Ah", ID, found.instrument()),
        Quantities.derived(
            QuantityNames.REFERENCE_CHARGE_DIFFERENCE,
            quotientPct - 100,
            "%",
            Optional.of(2 * found.instrumentU() * quotientPct),
            ID));
  }

  private static Quantity offset(ReferenceComparison found) {
    if (!found.varied()) {
      return Quantities.refused(
          QuantityNames.CURRENT_OFFSET,
          List.of(
              RefusalTexts.notMeasured(
                  "The current changed too little during the charge to tell the sensor's offset "
                      + "from its gain.")));
    }
    double offsetA = found.line().offsetA();
    return new Quantity.Number(
        QuantityNames.CURRENT_OFFSET,
        Originator.MEASURED,
        offsetA,
        "A",
        Optional.of(2 * found.offsetUA()),
        Optional.empty(),
        ID,
        List.of(
            new BudgetTerm(
                "comparison",
                found.offsetUA() / Math.max(CapacityBudget.OFFSET_A, Math.abs(offsetA)),
                Evidence.text(
                    "relative to the offset, at least %.2f A", CapacityBudget.OFFSET_A))));
  }

  /** Disagreements between the car and the reference. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (present && !authenticated) {
      findings.add(
          new Finding(
              "REFERENCE_NOT_AUTHENTICATED",
              Finding.Severity.WARNING,
              "The reference did not prove who it is: anybody on its network could speak in its "
                  + "place, so nothing was corrected by it.",
              "read without security"));
    }
    comparison
        .filter(ReferenceComparison::contradicts)
        .ifPresent(c -> findings.add(contradiction(c)));
    comparison
        .filter(ReferenceComparison::onlyChargeDiffers)
        .ifPresent(c -> findings.add(difference(c)));
    if (offsetBeyondAuxiliaries()) {
      ReferenceComparison found = comparison.orElseThrow();
      findings.add(
          new Finding(
              "CURRENT_OFFSET_BEYOND_REFERENCE",
              Finding.Severity.WARNING,
              "The car's current has an offset: it shows more than the reference delivers, which "
                  + "no other load explains.",
              Evidence.text(
                  "offset %.2f ± %.2f A",
                  found.line().offsetA(), HalfWidth.up(2 * found.offsetUA(), 2))));
    }
    return findings;
  }

  private static Finding difference(ReferenceComparison c) {
    return new Finding(
        "CHARGE_DIFFERS_FROM_REFERENCE",
        Finding.Severity.INFO,
        "The charge by the car's current differs from that of the reference; a load beside the "
            + "battery or the sensor's gain may be the reason.",
        Evidence.text("%.2f Ah by the car, %.2f Ah by the reference", c.carAh(), c.referenceAh()));
  }

  private Finding contradiction(ReferenceComparison c) {
    String figures =
        Evidence.text(
            "gain %.2f ± %.2f %%; %.2f Ah by the car, %.2f Ah by the reference",
            100 * c.gain(), HalfWidth.up(200 * c.gainU(), 2), c.carAh(), c.referenceAh());
    double percent = Math.abs(100 * c.error());
    String side = c.error() > 0 ? "high" : "low";
    return c.sameCircuit()
        ? new Finding(
            "CURRENT_CONTRADICTS_REFERENCE",
            Finding.Severity.WARNING,
            Evidence.text(
                corrects()
                    ? "The car's current is %.1f %% too %s against the reference; it was corrected."
                    : authenticated
                        ? "The car's current is %.1f %% too %s against the reference; it was not "
                            + "corrected, because a load beside the battery may be the reason."
                        : "The car's current is %.1f %% too %s against the reference; it was not "
                            + "corrected.",
                percent,
                side),
            figures)
        : new Finding(
            "REFERENCE_NOT_THE_SAME_CIRCUIT",
            Finding.Severity.SERIOUS,
            "The reference differs from the car by more than 10 %: it measures another circuit, or "
                + "one of them is falsified; nothing was corrected.",
            figures);
  }
}
