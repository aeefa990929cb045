package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.api.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A car that says how much charge is left, by a capacity of its own. */
class RemainingChargeCheckTest {

  private static boolean found(double believedShare) {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 10, estimator::accept);
    double socPct = 10;
    for (int second = 0; second < 6000; second += 10) {
      pack.send(Signals.REMAINING_AH, believedShare * SimulatedPack.CAPACITY_AH * socPct / 100);
      pack.step(50, 10);
      socPct += 100 * 50 * 10 / 3600.0 / SimulatedPack.CAPACITY_AH;
    }
    return estimator.result().findings().stream()
        .anyMatch(f -> f.code().equals("DECLARED_CHARGE_CONTRADICTS_CURRENT"));
  }

  @ParameterizedTest
  @CsvSource({"1.0, false", "0.95, false", "1.05, false", "0.8, true", "1.2, true"})
  void aFifthIsFoundAndAnOrdinaryErrorIsNot(double share, boolean expected) {
    assertEquals(expected, found(share));
  }

  @Test
  void aCarThatSaysNothingIsNotBlamed() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 10, estimator::accept).run(6000, 50, 10);
    assertEquals(
        0,
        estimator.result().findings().stream()
            .filter(f -> f.code().startsWith("DECLARED_CHARGE"))
            .count());
  }
}
