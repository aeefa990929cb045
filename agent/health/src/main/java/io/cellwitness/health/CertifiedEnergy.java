package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The measured SOCE against what the law asks: the least that Euro 7 demands of a car of category
 * M1 at its age and distance (Regulation (EU) 2024/1257, Annex II: 80 % up to 5 years or 100 000
 * km, 72 % up to 8 years or 160 000 km, whichever comes first), and the 5 points by which UN GTR 22
 * lets an on-board monitor exceed the measured value. Vans (N1) have limits of their own and are
 * not judged.
 */
final class CertifiedEnergy {

  private static final String ID_EURO7 = "euro7-m1/1";

  private static final double YOUNG_PCT = 80;
  private static final double OLD_PCT = 72;
  private static final double YOUNG_KM = 100_000;
  private static final double OLD_KM = 160_000;
  private static final double YOUNG_YEARS = 5;
  private static final double OLD_YEARS = 8;

  private CertifiedEnergy() {}

  /** Verdicts that need a measured SOCE. */
  static List<Quantity> of(Quantity.Number soce, List<Quantity> known, PackFacts pack) {
    List<Quantity> verdicts = new ArrayList<>();
    if (!pack.use().stationary()) {
      euro7(soce, known, pack, verdicts);
    }
    Verdicts.find(known, QuantityNames.SOH_DECLARED, Originator.DECLARED)
        .ifPresent(declared -> monitor(soce, declared, verdicts));
    return verdicts;
  }

  private static void euro7(
      Quantity.Number soce, List<Quantity> known, PackFacts pack, List<Quantity> verdicts) {
    Optional<Quantity.Number> odometer =
        Verdicts.find(known, QuantityNames.ODOMETER, Originator.DECLARED);
    if (odometer.isEmpty() || pack.use().ageYears().isEmpty()) {
      String missing =
          odometer.isEmpty()
              ? "The odometer was not read, and Euro 7 counts age and distance."
              : "The age of the car is not known, and Euro 7 counts age and distance; give it "
                  + "with --age-years.";
      refuse(RefusalTexts.referenceUnknown(missing), verdicts);
      return;
    }
    double km = odometer.get().value();
    double years = pack.use().ageYears().get().value();
    if (km > OLD_KM || years > OLD_YEARS) {
      refuse(
          RefusalTexts.referenceUnknown(
              Evidence.text(
                  "Euro 7 sets no limit beyond %.0f km or %.0f years.", OLD_KM, OLD_YEARS)),
          verdicts);
      return;
    }
    double leastPct = km <= YOUNG_KM && years <= YOUNG_YEARS ? YOUNG_PCT : OLD_PCT;
    verdicts.add(
        Quantities.derived(QuantityNames.EURO7_MINIMUM, leastPct, "%", Optional.empty(), ID_EURO7));
    verdicts.add(Verdicts.below(QuantityNames.P_BELOW_EURO7, soce, leastPct));
  }

  private static void refuse(Refusal reason, List<Quantity> verdicts) {
    verdicts.add(
        new Quantity.Refused(QuantityNames.P_BELOW_EURO7, Originator.DERIVED, List.of(reason)));
  }

  private static void monitor(
      Quantity.Number soce, Quantity.Number declared, List<Quantity> verdicts) {
    double relativeU = soce.uncertainty().orElseThrow() / 2 / soce.value();
    DoubleUnaryOperator deviation = v -> declared.value() - v;
    DoubleUnaryOperator failsPct =
        v ->
            100
                * Normal.below(
                    (deviation.applyAsDouble(v) - Verdicts.MONITOR_TOLERANCE) / (relativeU * v));
    verdicts.add(
        Quantities.derived(
                QuantityNames.CERTIFIED_DEVIATION,
                deviation.applyAsDouble(soce.value()),
                "%",
                soce.uncertainty(),
                Verdicts.ID_DEVIATION)
            .resting(soce.socDependence().map(s -> s.map(deviation))));
    verdicts.add(
        Quantities.derived(
                QuantityNames.P_MONITOR_FAILS,
                failsPct.applyAsDouble(soce.value()),
                "%",
                Optional.empty(),
                Verdicts.ID_PROBABILITY)
            .resting(soce.socDependence().map(s -> s.map(failsPct))));
  }
}
