package io.cellwitness.health;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A first sorting for a second life, from the same evidence. It advises and decides nothing: a
 * repurposed battery has to pass the tests of UL 1974 or IEC 63330.
 *
 * <p>Criteria, in this order: a safety alarm or a cell that discharges itself, the sign of an
 * internal short, puts the battery in quarantine (ADR special provision 376 treats such batteries
 * as damaged or defective in transport); serious findings leave it undecided, because what rests on
 * contradicting data sorts nothing; 80 % is the end of life in a car customary since the USABC
 * goals; 60 % and the order of the steps are this project's own choice.
 */
final class SecondLife {

  private static final double REUSE_PCT = 80;
  private static final double REPURPOSE_PCT = 60;

  private static final Set<String> REPAIRABLE =
      Set.of(
          "WEAK_CELL",
          "WEAK_CELL_CAPACITY",
          "WEAK_CELL_RESISTANCE",
          "WEAK_CELL_STEP",
          "CELL_IMBALANCE");

  private static final String INTERNAL_SHORT = "CELL_SELF_DISCHARGE";

  private SecondLife() {}

  /** The advice; empty where the health was not measured and nothing is unsafe. */
  static Optional<Finding> triage(
      List<Quantity> quantities, List<Finding> findings, List<Finding> alarms) {
    Optional<Finding> unsafe =
        alarms.stream()
            .findFirst()
            .or(() -> findings.stream().filter(f -> f.code().equals(INTERNAL_SHORT)).findFirst());
    if (unsafe.isPresent()) {
      return Optional.of(
          advice(
              "SECOND_LIFE_QUARANTINE",
              "Keep the battery apart from others and from anything that burns, watch its "
                  + "temperature, neither charge nor use it, and have it inspected before anything "
                  + "else.",
              "safety observation " + unsafe.get().code()));
    }
    Optional<Quantity.Number> health =
        quantities.stream()
            .filter(q -> q.name().equals(QuantityNames.SOH_CAPACITY))
            .filter(Quantity.Number.class::isInstance)
            .map(Quantity.Number.class::cast)
            .findFirst();
    Optional<Finding> serious =
        findings.stream().filter(f -> f.severity() == Finding.Severity.SERIOUS).findFirst();
    if (serious.isPresent() && health.isPresent()) {
      return Optional.of(
          advice(
              "SECOND_LIFE_UNDECIDED",
              "The recorded data contradict themselves: clear the serious findings before sorting "
                  + "this battery.",
              "finding " + serious.get().code()));
    }
    return health.map(h -> byHealth(h, findings));
  }

  private static Finding byHealth(Quantity.Number health, List<Finding> findings) {
    String evidence =
        Evidence.text(
            "health %.1f ± %.1f %%, limits %.0f and %.0f %%",
            health.value(),
            HalfWidth.up(health.uncertainty().orElseThrow(), 1),
            REUSE_PCT,
            REPURPOSE_PCT);
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
