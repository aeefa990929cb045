package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.UseFacts;
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

  /** Regulation (EU) 2024/1257, Annex II: 80 % to 5 years or 100 000 km, then 72 %. */
  @Test
  void euro7CountsAgeAndDistance() {
    assertEquals(80, minimum(90_000, 4));
    assertEquals(72, minimum(110_000, 4));
    assertEquals(72, minimum(90_000, 6));
    assertTrue(
        euro7(170_000, 4).stream().noneMatch(q -> q.name().equals(QuantityNames.EURO7_MINIMUM)));
    Quantity beyond =
        euro7(90_000, 9).stream()
            .filter(q -> q.name().equals(QuantityNames.P_BELOW_EURO7))
            .findFirst()
            .orElseThrow();
    assertInstanceOf(Quantity.Refused.class, beyond);
  }

  /** Measured 80 ± 4, declared 89: beyond the 5 points by two standard uncertainties. */
  @Test
  void declaredSoceIsHeldAgainstFivePoints() {
    Quantity.Number found =
        euro7(10_000, 1).stream()
            .filter(q -> q.name().equals(QuantityNames.P_MONITOR_FAILS))
            .map(Quantity.Number.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(97.725, found.value(), 0.01);
  }

  /** Measured 80 ± 4: as likely below 80 as not, four standard uncertainties from 72. */
  @Test
  void bothLimitsOfEuro7GetTheirProbability() {
    List<Quantity> derived = euro7(10_000, 1);
    assertEquals(50, value(derived, QuantityNames.P_SOCE_BELOW_80), 1e-4);
    assertEquals(0.003, value(derived, QuantityNames.P_SOCE_BELOW_72), 0.001);
    assertEquals(9, value(derived, QuantityNames.CERTIFIED_DEVIATION), 1e-9);
  }

  private static double value(List<Quantity> all, String name) {
    return all.stream()
        .filter(q -> q.name().equals(name))
        .map(q -> ((Quantity.Number) q).value())
        .findFirst()
        .orElseThrow();
  }

  private static double minimum(double km, double years) {
    return euro7(km, years).stream()
        .filter(q -> q.name().equals(QuantityNames.EURO7_MINIMUM))
        .map(q -> ((Quantity.Number) q).value())
        .findFirst()
        .orElseThrow();
  }

  private static List<Quantity> euro7(double km, double years) {
    Quantity.Number soce = number(QuantityNames.SOCE, Originator.MEASURED, 80, Optional.of(4.0));
    Quantity.Number odometer =
        number(QuantityNames.ODOMETER, Originator.DECLARED, km, Optional.empty());
    UseFacts use =
        new UseFacts(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Sourced(years, "test")));
    return Verdicts.quantities(List.of(soce, odometer, declared(89)), PackFacts.UNKNOWN.with(use));
  }

  private static Quantity.Number number(
      String name, Originator originator, double value, Optional<Double> uncertainty) {
    return new Quantity.Number(
        name, originator, value, "", uncertainty, Optional.empty(), "test", List.of());
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
    List<Finding> shorted =
        List.of(new Finding("CELL_SELF_DISCHARGE", Finding.Severity.WARNING, "text", "evidence"));
    assertEquals("SECOND_LIFE_QUARANTINE", triage(90, shorted, List.of()));
    List<Finding> serious =
        List.of(new Finding("SOC_JUMP", Finding.Severity.SERIOUS, "text", "evidence"));
    assertEquals("SECOND_LIFE_UNDECIDED", triage(90, serious, List.of()));
  }

  private static String triage(double pct, List<Finding> findings, List<Finding> alarms) {
    return SecondLife.triage(List.of(health(pct, 5)), findings, alarms).orElseThrow().code();
  }
}
