package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Signals;
import org.junit.jupiter.api.Test;

/** What a passport counts of a session whose course is known. */
class RecordedUseTest {

  private static double value(HealthResult result, String name, Originator originator) {
    return ((Quantity.Number) result.find(name, originator).orElseThrow()).value();
  }

  private static double derived(HealthResult result, String name) {
    return value(result, name, Originator.DERIVED);
  }

  /** An hour of charging with 40 A, an hour of discharging with 20 A: 40 Ah in, 20 Ah out. */
  @Test
  void countsThroughputAndFullCycles() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 20, estimator::accept).run(3600, 40, 1).run(3600, -20, 1);
    HealthResult result = estimator.result();
    assertEquals(40, value(result, QuantityNames.RECORDED_CHARGED_AH, Originator.MEASURED), 0.05);
    assertEquals(20, value(result, QuantityNames.RECORDED_CONSUMED_AH, Originator.MEASURED), 0.05);
    // Half of 60 Ah over the 110 Ah of the name plate.
    assertEquals(30.0 / 110, derived(result, QuantityNames.RECORDED_FULL_CYCLES), 1e-3);
    double kWh = value(result, QuantityNames.RECORDED_CHARGED_KWH, Originator.MEASURED);
    // 100 cells at 3.4 to 3.88 V over the charge, and 4 V of drop.
    assertEquals(40 * (372 + 4) / 1000.0, kWh, 0.05);
    assertTrue(result.find(QuantityNames.CHARGED_AH, Originator.DECLARED).isEmpty());
  }

  @Test
  void countsTimeInExtremeTemperatureAndChargingInIt() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 20, estimator::accept);
    pack.temperature(50).run(1800, 40, 1).run(900, -40, 1);
    pack.temperature(-5).run(900, 20, 1);
    pack.temperature(20).run(900, 20, 1);
    HealthResult result = estimator.result();
    assertEquals(0.75, derived(result, QuantityNames.HOURS_HOT), 0.002);
    assertEquals(0.25, derived(result, QuantityNames.HOURS_COLD), 0.002);
    assertEquals(0.75, derived(result, QuantityNames.HOURS_CHARGING_EXTREME), 0.002);
  }

  /** Each event counts once, however long it lasts, and again only after it has ended. */
  @Test
  void countsNegativeEvents() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 8, estimator::accept);
    pack.run(360, -40, 1).run(900, 40, 1).run(1000, -40, 1).run(400, 40, 1);
    for (double cellV : new double[] {4.2, 4.35, 4.36, 4.29, 4.35, 4.2, 4.31, 4.2}) {
      pack.send(Signals.CELL_VOLTAGE_MAX, cellV);
      pack.step(0, 1);
    }
    pack.temperature(62).run(60, 0, 1).temperature(50).run(60, 0, 1).temperature(62).run(60, 0, 1);
    HealthResult result = estimator.result();
    assertEquals(2, derived(result, QuantityNames.DEEP_DISCHARGES));
    assertEquals(2, derived(result, QuantityNames.OVERCHARGES));
    assertEquals(2, derived(result, QuantityNames.OVERTEMPERATURES));
  }
}
