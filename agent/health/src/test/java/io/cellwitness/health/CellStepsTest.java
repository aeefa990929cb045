package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Twenty cells read every two seconds while the current steps up and down. */
class CellStepsTest {

  private static final int CELLS = 20;
  private static final double CELL_OHM = 0.001;

  /**
   * A drive.
   *
   * @param late cells from this number on are read after a step, those before it before
   */
  private static HealthResult drive(IntToDoubleFunction resistanceShare, int late) {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 60, estimator::accept);
    Random random = new Random(3);
    double lastA = 0;
    for (int second = 0; second < 1800; second++) {
      double currentA = second / 30 % 2 == 0 ? -20 : -100;
      for (int cell = 1; cell <= CELLS && second % 2 == 0; cell++) {
        double seenA = cell < late ? lastA : currentA;
        double volts =
            3.7
                + seenA * CELL_OHM * resistanceShare.applyAsDouble(cell)
                + 0.0003 * random.nextGaussian();
        pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(Math.rint(volts * 1000) / 1000));
      }
      pack.step(currentA, 1);
      lastA = currentA;
    }
    return estimator.result();
  }

  private static Quantity quantity(HealthResult result) {
    return result.find(QuantityNames.CELL_STEP, Originator.MEASURED).orElseThrow();
  }

  private static List<String> codes(HealthResult result) {
    return result.findings().stream().map(Finding::code).toList();
  }

  /** A doubled resistance against the mean of twenty, 1.05. */
  @Test
  void findsTheCellThatAnswersMore() {
    HealthResult result = drive(cell -> cell == 3 ? 2 : 1, 0);
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, quantity(result));
    assertEquals(100 * 2 / 1.05, found.value(), 2);
    assertTrue(found.budget().get(0).source().startsWith("cell 3 in the median of"));
    assertTrue(codes(result).contains("WEAK_CELL_STEP"), codes(result)::toString);
  }

  /** Half the cells see a step one round later than the others: no half step is taken for one. */
  @Test
  void stepsInTheMiddleOfARoundAreLeftOut() {
    HealthResult result = drive(cell -> 1, 10);
    assertInstanceOf(Quantity.Refused.class, quantity(result));
    assertTrue(
        codes(result).stream().noneMatch(c -> c.startsWith("WEAK")), codes(result)::toString);
  }

  @Test
  void soundCellsAreNotBlamed() {
    HealthResult result = drive(cell -> 1 + 0.05 * Math.sin(cell), 0);
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, quantity(result));
    assertEquals(105, found.value(), 2);
    assertTrue(
        codes(result).stream().noneMatch(c -> c.startsWith("WEAK")), codes(result)::toString);
  }

  /**
   * Two halves of one visit, each longer than the minutes that are kept, with a step at the seam:
   * in both orders the same as in one piece.
   */
  @Test
  void halvesOfALongVisitGiveTheWhole() {
    HealthEstimator whole = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator early = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator late = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator otherEarly = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator otherLate = new HealthEstimator(SimulatedPack.facts());
    int[] second = {0};
    int seam = 60 * 1600;
    SimulatedPack pack =
        new SimulatedPack(
            0,
            60,
            reading -> {
              whole.accept(reading);
              (second[0] < seam ? early : late).accept(reading);
              (second[0] < seam ? otherEarly : otherLate).accept(reading);
            });
    for (; second[0] < 2 * seam; second[0] += 10) {
      double currentA = second[0] / 60 % 2 == 0 ? -30 : 30;
      for (int cell = 1; cell <= 8; cell++) {
        double volts = 3.7 + currentA * CELL_OHM * (cell == 2 ? 1.5 : 1);
        pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(Math.rint(volts * 1000) / 1000));
      }
      pack.step(currentA, 10);
    }
    early.merge(late);
    otherLate.merge(otherEarly);
    HealthResult expected = whole.result();
    assertInstanceOf(Quantity.Number.class, quantity(expected));
    assertEquals(expected, early.result());
    assertEquals(expected, otherLate.result());
  }
}
