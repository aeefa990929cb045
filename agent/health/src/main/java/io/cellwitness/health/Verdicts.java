package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Normal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What follows from measured and declared values together: probabilities for a warranty, from the
 * interval and not the point; full cycles; the declared health against the measured one.
 */
final class Verdicts {

  /** Id of the probabilities in reports. */
  static final String ID_PROBABILITY = "normal-interval/1";

  private static final String ID_COUNTERS = "counters/1";
  static final String ID_DEVIATION = "declared-less-measured/1";

  /** UN GTR 22: an on-board monitor may read this much too high, points of %. */
  static final double MONITOR_TOLERANCE = 5;

  private Verdicts() {}

  /** Quantities derived from those already there. */
  static List<Quantity> quantities(List<Quantity> known, PackFacts pack) {
    List<Quantity> derived = new ArrayList<>();
    Optional<Quantity.Number> health = measured(known, QuantityNames.SOH_CAPACITY);
    Optional<Quantity.Number> soce = measured(known, QuantityNames.SOCE);
    health.ifPresent(n -> derived.add(below(QuantityNames.P_HEALTH_BELOW_70, n, 70)));
    soce.ifPresent(n -> derived.add(below(QuantityNames.P_SOCE_BELOW_80, n, 80)));
    soce.ifPresent(n -> derived.add(below(QuantityNames.P_SOCE_BELOW_72, n, 72)));
    soce.ifPresent(n -> derived.addAll(CertifiedEnergy.of(n, known, pack)));
    cycles(known, pack).ifPresent(derived::add);
    deviation(known).ifPresent(derived::add);
    return derived;
  }

  /** Declared health above the measured one by more than interval and tolerance together. */
  static Optional<Finding> declaredTooHigh(List<Quantity> known) {
    return deviation(known)
        .filter(d -> d.value() > MONITOR_TOLERANCE + d.uncertainty().orElseThrow())
        .map(
            d ->
                new Finding(
                    "DECLARED_HEALTH_TOO_HIGH",
                    Finding.Severity.SERIOUS,
                    Evidence.text(
                        "The car declares a State of Health %.0f points above the measured one, "
                            + "more than tolerance and uncertainty explain.",
                        d.value()),
                    Evidence.text(
                        "deviation %.1f ± %.1f points, tolerance %.0f",
                        d.value(),
                        HalfWidth.up(d.uncertainty().orElseThrow(), 1),
                        MONITOR_TOLERANCE)));
  }

  /**
   * Declared health below the measured one by more than interval and tolerance together: the scale
   * of the state of charge, or the declaration, is false.
   */
  static Optional<Finding> declaredTooLow(List<Quantity> known) {
    return deviation(known)
        .filter(d -> -d.value() > MONITOR_TOLERANCE + d.uncertainty().orElseThrow())
        .map(
            d ->
                new Finding(
                    "DECLARED_HEALTH_TOO_LOW",
                    Finding.Severity.WARNING,
                    Evidence.text(
                        "The car declares a State of Health %.0f points below the measured one: "
                            + "its declaration or its state-of-charge scale is wrong.",
                        -d.value()),
                    Evidence.text(
                        "deviation %.1f ± %.1f points, tolerance %.0f",
                        d.value(),
                        HalfWidth.up(d.uncertainty().orElseThrow(), 1),
                        MONITOR_TOLERANCE)));
  }

  static Quantity below(String name, Quantity.Number number, double limit) {
    double relativeU = number.uncertainty().orElseThrow() / 2 / number.value();
    DoubleUnaryOperator belowPct = v -> 100 * Normal.below((limit - v) / (relativeU * v));
    return Quantities.derived(
            name, belowPct.applyAsDouble(number.value()), "%", Optional.empty(), ID_PROBABILITY)
        .resting(number.socDependence().map(s -> s.map(belowPct)));
  }

  private static Optional<Quantity> cycles(List<Quantity> known, PackFacts pack) {
    Optional<Quantity.Number> in = find(known, QuantityNames.CHARGED_AH, Originator.DECLARED);
    Optional<Quantity.Number> out = find(known, QuantityNames.CONSUMED_AH, Originator.DECLARED);
    if (in.isEmpty() || out.isEmpty() || pack.nominalAh().isEmpty()) {
      return Optional.empty();
    }
    double turnoverAh = in.get().value() + out.get().value();
    double cycles = turnoverAh / 2 / pack.nominalAh().get().value();
    return Optional.of(
        Quantities.derived(QuantityNames.FULL_CYCLES, cycles, "", Optional.empty(), ID_COUNTERS));
  }

  private static Optional<Quantity.Number> deviation(List<Quantity> known) {
    Optional<Quantity.Number> declared =
        find(known, QuantityNames.SOH_DECLARED, Originator.DECLARED);
    Optional<Quantity.Number> health = measured(known, QuantityNames.SOH_CAPACITY);
    if (declared.isEmpty() || health.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Quantities.derived(
                QuantityNames.DECLARED_DEVIATION,
                declared.get().value() - health.get().value(),
                "%",
                health.get().uncertainty(),
                ID_DEVIATION)
            .resting(
                health.get().socDependence().map(s -> s.map(v -> declared.get().value() - v))));
  }

  private static Optional<Quantity.Number> measured(List<Quantity> known, String name) {
    return find(known, name, Originator.MEASURED);
  }

  static Optional<Quantity.Number> find(List<Quantity> known, String name, Originator originator) {
    return known.stream()
        .filter(q -> q.name().equals(name) && q.originator() == originator)
        .filter(Quantity.Number.class::isInstance)
        .map(Quantity.Number.class::cast)
        .findFirst();
  }
}
