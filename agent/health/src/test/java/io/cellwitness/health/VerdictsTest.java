package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Normal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private static Quantity.Number health(double pct, double expanded) {
    return new Quantity.Number(
        QuantityNames.SOH_CAPACITY,
        Originator.MEASURED,
        pct,
        "%",
        Optional.of(expanded),
        Optional.empty(),
        "test",
        List.of());
  }

  private static Quantity.Number declared(double pct) {
    return new Quantity.Number(
        QuantityNames.SOH_DECLARED,
        Originator.DECLARED,
        pct,
        "%",
        Optional.empty(),
        Optional.empty(),
        "test",
        List.of());
  }

  private static double probability(double pct, double expanded) {
    Quantity derived =
        Verdicts.quantities(List.of(health(pct, expanded)), PackFacts.UNKNOWN).get(0);
    return ((Quantity.Number) derived).value();
  }

  /** Standard normal table: P(z < 1) = 84.13 %, P(z < -2) = 2.28 %. */
  @Test
  void probabilitiesComeFromTheIntervalNotThePoint() {
    assertEquals(50, probability(70, 8), 1e-4);
    assertEquals(84.134, probability(66, 8), 1e-2);
    assertEquals(2.275, probability(78, 8), 1e-2);
    assertTrue(probability(72, 2) < probability(72, 10), "a wider interval is less sure");
  }

  /** Literals from the table of Abramowitz and Stegun, 26.1. */
  @Test
  void normalDistributionMatchesTheTable() {
    assertEquals(0.5, Normal.below(0), 1e-7);
    assertEquals(0.975002, Normal.below(1.96), 1e-6);
    assertEquals(0.001350, Normal.below(-3), 1e-6);
  }

  @Test
  void declaredHealthIsJudgedBeyondToleranceAndInterval() {
    assertTrue(Verdicts.declaredTooHigh(List.of(health(90, 7), declared(101))).isEmpty());
    Finding finding = Verdicts.declaredTooHigh(List.of(health(80, 7), declared(100))).orElseThrow();
    assertEquals("DECLARED_HEALTH_TOO_HIGH", finding.code());
  }

  @Test
  void triageFollowsHealthCellsAndSafety() {
    List<Finding> weak =
        List.of(new Finding("WEAK_CELL", Finding.Severity.WARNING, "text", "evidence"));
    List<Finding> alarm =
        List.of(new Finding("ISOLATION_LOW", Finding.Severity.ALARM, "text", "evidence"));
    assertEquals("SECOND_LIFE_REUSE", triage(90, List.of(), List.of()));
    assertEquals("SECOND_LIFE_REPURPOSE", triage(70, List.of(), List.of()));
    assertEquals("SECOND_LIFE_REPAIR", triage(90, weak, List.of()));
    assertEquals("SECOND_LIFE_RECYCLE", triage(50, weak, List.of()));
    assertEquals("SECOND_LIFE_QUARANTINE", triage(90, List.of(), alarm));
  }

  private static String triage(double pct, List<Finding> findings, List<Finding> alarms) {
    return SecondLife.triage(List.of(health(pct, 5)), findings, alarms).orElseThrow().code();
  }
}
