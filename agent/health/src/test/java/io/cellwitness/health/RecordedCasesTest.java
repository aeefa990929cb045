package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every recorded case through the whole estimator: decision, error, interval (method, 5). */
class RecordedCasesTest {

  private record Answer(RecordedCase recorded, Quantity capacity) {
    Optional<Quantity.Number> number() {
      return capacity instanceof Quantity.Number n ? Optional.of(n) : Optional.empty();
    }

    double errorPct() {
      return 100 * (number().orElseThrow().value() / recorded.truthAh().orElseThrow() - 1);
    }

    double expandedPct() {
      Quantity.Number number = number().orElseThrow();
      return 100 * number.uncertainty().orElseThrow() / number.value();
    }
  }

  private static final List<Answer> ANSWERS = new ArrayList<>();

  @BeforeAll
  static void runEveryCase() {
    for (RecordedCase recorded : RecordedCase.all()) {
      HealthEstimator estimator = new HealthEstimator(recorded.pack());
      Recordings.feed(recorded.rows(), 0, estimator::accept);
      Quantity capacity =
          estimator.result().find(QuantityNames.CAPACITY, Originator.MEASURED).orElseThrow();
      ANSWERS.add(new Answer(recorded, capacity));
    }
  }

  @Test
  void givesNumberOrRefusalAsExpected() {
    assertEquals(149, ANSWERS.size());
    for (Answer answer : ANSWERS) {
      String decision = answer.number().isPresent() ? "number" : "refuse";
      String expected = answer.recorded().expect();
      assertTrue(
          expected.equals("either") || expected.equals(decision),
          () -> answer.recorded().id() + ": expected " + expected + ", was " + answer.capacity());
    }
  }

  @Test
  void staysInsideTheErrorLimits() {
    List<Answer> judged = judged();
    double meanError = judged.stream().mapToDouble(a -> Math.abs(a.errorPct())).average().orElse(0);
    double bias = judged.stream().mapToDouble(Answer::errorPct).average().orElse(0);
    assertTrue(judged.size() > 50, "cases with a number: " + judged.size());
    assertTrue(meanError <= 4.0, "mean error " + meanError);
    assertTrue(Math.abs(bias) <= 2.0, "bias " + bias);
    double ideal =
        judged.stream()
            .filter(a -> a.recorded().id().endsWith("_ideal"))
            .mapToDouble(a -> Math.abs(a.errorPct()))
            .average()
            .orElse(0);
    assertTrue(ideal <= 0.5, "mean error with an exact state of charge " + ideal);
  }

  @Test
  void intervalsCoverTheTruthWithoutBeingWide() {
    List<Answer> judged = judged();
    long covered = judged.stream().filter(a -> Math.abs(a.errorPct()) <= a.expandedPct()).count();
    double coverage = (double) covered / judged.size();
    assertTrue(coverage >= 0.92, "coverage " + coverage);
    double width = judged.stream().mapToDouble(Answer::expandedPct).average().orElse(0);
    assertTrue(width <= 10.5, "mean U95 " + width);
  }

  private static List<Answer> judged() {
    return ANSWERS.stream()
        .filter(a -> a.number().isPresent())
        .filter(a -> a.recorded().truthAh().isPresent())
        .toList();
  }
}
