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
}
