package io.cellwitness.gateway.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.BudgetTerm;
import io.cellwitness.health.Grade;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.Refusal;
import io.cellwitness.health.RefusalCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BudgetSharesTest {

  private static AccuracyOutcome outcome(Quantity capacity) {
    return new AccuracyOutcome(
        new AccuracyCase(
            "case",
            Path.of("none.csv"),
            Optional.empty(),
            PackFacts.UNKNOWN,
            AccuracyCase.Expectation.NUMBER,
            OptionalDouble.of(100)),
        capacity);
  }

  private static AccuracyOutcome number(double scale, double gain) {
    return outcome(
        new Quantity.Number(
            "capacity",
            Originator.MEASURED,
            100,
            "Ah",
            Optional.of(200 * Math.hypot(scale, gain)),
            Optional.of(Grade.A),
            "test/1",
            List.of(
                new BudgetTerm("soc_scale", scale, "test"),
                new BudgetTerm("current_gain", gain, "test"))));
  }

  @Test
  void sharesAreOfTheVarianceAndEachNumberCountsTheSame() {
    AccuracyOutcome refused =
        outcome(
            new Quantity.Refused(
                "capacity",
                Originator.MEASURED,
                List.of(new Refusal(RefusalCode.NO_WINDOW, "none"))));
    Map<String, Double> shares =
        BudgetShares.of(List.of(number(0.04, 0.03), number(0.3, 0.3), refused));
    assertEquals(100 * (0.64 + 0.5) / 2, shares.get("soc_scale"), 1e-9);
    assertEquals(100 * (0.36 + 0.5) / 2, shares.get("current_gain"), 1e-9);
    assertEquals(Map.of(), BudgetShares.of(List.of(refused)));
  }

  /** By hand: all of three in 0.9^3, two or more in 0.9^3 + 3 0.9^2 0.1. */
  @Test
  void theChanceOfAsManyIsTheTailOfTheBinomial() {
    assertEquals(0.729, BudgetShares.atLeast(0.9, 3, 3), 1e-12);
    assertEquals(0.972, BudgetShares.atLeast(0.9, 2, 3), 1e-12);
    assertEquals(1, BudgetShares.atLeast(0.9, 0, 3), 1e-12);
    assertEquals(1, BudgetShares.atLeast(0.9, 0, 0), 1e-12);
  }
}
