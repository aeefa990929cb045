package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResistanceMethodTest {

  private static Quantity drive(double temperatureC, double stepS, double socPct) {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, socPct, estimator::accept).temperature(temperatureC);
    for (int i = 0; i < 30; i++) {
      pack.run(3 * stepS, -20 - i, stepS).run(3 * stepS, 40, stepS);
    }
    return estimator.result().find(QuantityNames.RESISTANCE, Originator.MEASURED).orElseThrow();
  }

  @Test
  void findsTheCellResistance() {
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, drive(25, 1, 50));
    assertEquals(1000 * SimulatedPack.PACK_OHM / SimulatedPack.SERIES, found.value(), 0.01);
    assertEquals(ResistanceMethod.ID, found.method());
    assertEquals(0.04, found.uncertainty().orElseThrow() / found.value(), 0.005);
  }

  /** Arrhenius with 20 kJ/mol: a cell at 15 degC has 1.323 times its resistance at 25 degC. */
  @Test
  void normalisesToTwentyFiveDegrees() {
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, drive(15.5, 1, 50));
    double factor = Math.exp(20_000 / 8.314462618 * (1 / 298.15 - 1 / (15.5 + 273.15)));
    assertEquals(factor, found.value(), 0.01);
  }

  @Test
  void marksSlowSampling() {
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, drive(25, 10, 50));
    assertEquals(ResistanceMethod.ID_SLOW, found.method());
    assertTrue(found.uncertainty().orElseThrow() / found.value() > 0.2);
  }

  @Test
  void refusesOutsideTheRangeItWasMeasuredFor() {
    assertInstanceOf(Quantity.Refused.class, drive(5, 1, 50));
    assertInstanceOf(Quantity.Refused.class, drive(25, 1, 90));
  }
}
