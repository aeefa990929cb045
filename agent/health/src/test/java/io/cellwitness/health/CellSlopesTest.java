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

/** Twenty cells on one charge whose current changes; one holds less, one resists more. */
class CellSlopesTest {

  private static final int CELLS = 20;
  private static final double CELL_OHM = 0.001;

  private static HealthResult charge(
      IntToDoubleFunction capacityShare, IntToDoubleFunction resistanceShare, boolean steady) {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 20, estimator::accept);
    Random random = new Random(3);
    double chargedAh = 0;
    for (int second = 0; second < 3600; second++) {
      double currentA = steady || second / 300 % 2 == 0 ? 60 : 30;
      if (second % 20 == 0) {
        for (int cell = 1; cell <= CELLS; cell++) {
          double rest = 3.55 + 0.8 * chargedAh / 100 / capacityShare.applyAsDouble(cell);
          double volts =
              rest
                  + currentA * CELL_OHM * resistanceShare.applyAsDouble(cell)
                  + 0.0003 * random.nextGaussian();
          pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(Math.rint(volts * 1000) / 1000));
        }
      }
      pack.step(currentA, 1);
      chargedAh += currentA / 3600;
    }
    return estimator.result();
  }

  private static Quantity quantity(HealthResult result, String name) {
    return result.find(name, Originator.MEASURED).orElseThrow();
  }

  private static List<String> codes(HealthResult result) {
    return result.findings().stream().map(Finding::code).toList();
  }

  /** A cell of 80 % rises 1/0.8 as steeply; the mean of twenty is 1.0125. */
  @Test
  void findsTheCellThatHoldsLess() {
    HealthResult result = charge(cell -> cell == 7 ? 0.8 : 1, cell -> 1, false);
    Quantity.Number found =
        assertInstanceOf(Quantity.Number.class, quantity(result, QuantityNames.CELL_SLOPE));
    assertEquals(100 * 1.25 / 1.0125, found.value(), 1);
    assertTrue(codes(result).contains("WEAK_CELL_CAPACITY"));
    assertTrue(!codes(result).contains("WEAK_CELL_RESISTANCE"));
  }

  /** A doubled resistance against the mean of twenty, 1.05. */
  @Test
  void findsTheCellThatResists() {
    HealthResult result = charge(cell -> 1, cell -> cell == 3 ? 2 : 1, false);
    Quantity.Number found =
        assertInstanceOf(Quantity.Number.class, quantity(result, QuantityNames.CELL_RESISTANCE));
    assertEquals(100 * 2 / 1.05, found.value(), 5);
    assertTrue(codes(result).contains("WEAK_CELL_RESISTANCE"));
    assertTrue(!codes(result).contains("WEAK_CELL_CAPACITY"));
  }

  @Test
  void soundCellsAndASteadyCurrentAreToldAsSuch() {
    HealthResult sound = charge(cell -> 1 + 0.01 * Math.sin(cell), cell -> 1, true);
    assertTrue(codes(sound).stream().noneMatch(c -> c.startsWith("WEAK")), codes(sound)::toString);
    assertInstanceOf(Quantity.Refused.class, quantity(sound, QuantityNames.CELL_RESISTANCE));
  }
}
