package io.cellwitness.gateway.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.Grade;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.Refusal;
import io.cellwitness.health.RefusalCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class AccuracySummaryTest {

  @Test
  void countsErrorsInPercentOfTheTruth() {
    AccuracySummary summary =
        AccuracySummary.of(
            List.of(
                number(102, 3, OptionalDouble.of(100)),
                number(96, 3, OptionalDouble.of(100)),
                number(55, 3, OptionalDouble.empty()),
                refused()));
    assertEquals(2, summary.numbers());
    assertEquals(3, summary.maePct().getAsDouble(), 1e-9);
    assertEquals(4, summary.p95Pct().getAsDouble(), 1e-9);
    assertEquals(-1, summary.biasPct().getAsDouble(), 1e-9);
    assertEquals(50, summary.coveragePct().getAsDouble(), 1e-9);
    assertEquals((300 / 102.0 + 300 / 96.0) / 2, summary.meanU95Pct().getAsDouble(), 1e-9);
  }

  @Test
  void anEmptyGroupHasNoFigures() {
    AccuracySummary summary = AccuracySummary.of(List.of(refused()));
    assertEquals(0, summary.numbers());
    assertTrue(summary.maePct().isEmpty() && summary.coveragePct().isEmpty());
  }

  @Test
  void aNumberWhereARefusalIsDueIsAWrongDecision() {
    assertFalse(number(100, 3, OptionalDouble.empty()).decidedRight());
    assertTrue(refused().decidedRight());
  }

  private static AccuracyOutcome number(double ah, double uncertaintyAh, OptionalDouble truthAh) {
    return new AccuracyOutcome(
        input(truthAh),
        new Quantity.Number(
            "capacity",
            Originator.MEASURED,
            ah,
            "Ah",
            Optional.of(uncertaintyAh),
            Optional.of(Grade.A),
            "test",
            List.of()));
  }

  private static AccuracyOutcome refused() {
    return new AccuracyOutcome(
        input(OptionalDouble.of(100)),
        new Quantity.Refused(
            "capacity",
            Originator.MEASURED,
            List.of(new Refusal(RefusalCode.NO_WINDOW, "no window"))));
  }

  private static AccuracyCase input(OptionalDouble truthAh) {
    return new AccuracyCase(
        "case",
        Path.of("sessions.csv"),
        Optional.empty(),
        PackFacts.UNKNOWN,
        AccuracyCase.Expectation.REFUSE,
        truthAh);
  }
}
