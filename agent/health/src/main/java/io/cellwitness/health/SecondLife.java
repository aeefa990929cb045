package io.cellwitness.health;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A first sorting for a second life, from the same evidence. It advises and decides nothing: a
 * repurposed battery has to pass the tests of UL 1974 or IEC 63330.
 *
 * <p>Criteria: 80 % is the end of life in a car customary since the USABC goals; 60 % and the order
 * of the steps are this project's own choice.
 */
final class SecondLife {

  private static final double REUSE_PCT = 80;
  private static final double REPURPOSE_PCT = 60;

  private static final Set<String> REPAIRABLE = Set.of("WEAK_CELL", "CELL_IMBALANCE");

  private SecondLife() {}

  /** The advice; empty where the health was not measured and nothing is unsafe. */
  static Optional<Finding> triage(
      List<Quantity> quantities, List<Finding> findings, List<Finding> alarms) {
    if (!alarms.isEmpty()) {
      return Optional.of(
          advice(
              "SECOND_LIFE_QUARANTINE",
              "Keep the battery apart and have it inspected before anything else.",
              "safety alarm " + alarms.get(0).code()));
    }
    Optional<Quantity.Number> health =
        quantities.stream()
            .filter(q -> q.name().equals(QuantityNames.SOH_CAPACITY))
            .filter(Quantity.Number.class::isInstance)
            .map(Quantity.Number.class::cast)
            .findFirst();
    return health.map(h -> byHealth(h, findings));
  }

  private static Finding byHealth(Quantity.Number health, List<Finding> findings) {
    String evidence =
        Evidence.text(
            "health %.1f ± %.1f %%, limits %.0f and %.0f %%",
            health.value(), health.uncertainty().orElseThrow(), REUSE_PCT, REPURPOSE_PCT);
    if (health.value() < REPURPOSE_PCT) {
      return advice("SECOND_LIFE_RECYCLE", "Little capacity is left: recycle.", evidence);
    }
    if (findings.stream().anyMatch(f -> REPAIRABLE.contains(f.code()))) {
      return advice(
          "SECOND_LIFE_REPAIR",
          "Single cells are weaker than the rest: repair the group before further use.",
          evidence);
    }
    return health.value() < REUSE_PCT
        ? advice("SECOND_LIFE_REPURPOSE", "Fit for stationary use after testing.", evidence)
        : advice("SECOND_LIFE_REUSE", "Fit for further use in a car.", evidence);
  }

  private static Finding advice(String code, String text, String evidence) {
    return new Finding(code, Finding.Severity.INFO, text, evidence);
  }
}
