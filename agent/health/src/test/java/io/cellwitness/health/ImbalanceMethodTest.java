package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImbalanceMethodTest {

  private static HealthResult rest(PackFacts facts, double socPct, double... cellsV) {
    HealthEstimator estimator = new HealthEstimator(facts);
    SimulatedPack pack = new SimulatedPack(0, socPct, estimator::accept);
    for (int i = 0; i < 100; i++) {
      for (int cell = 1; cell <= cellsV.length; cell++) {
        pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(cellsV[cell - 1]));
      }
      pack.step(i < 20 ? -50 : 0, 1);
    }
    return estimator.result();
  }

  private static Quantity spread(HealthResult result) {
    return result.find(QuantityNames.CELL_SPREAD, Originator.MEASURED).orElseThrow();
  }

  @Test
  void spreadIsHighestMinusLowestAtRest() {
    HealthResult result = rest(SimulatedPack.facts(), 50, 3.700, 3.712, 3.705);
    assertEquals(12, assertInstanceOf(Quantity.Number.class, spread(result)).value(), 1e-6);
    Quantity.Number deviation =
        assertInstanceOf(
            Quantity.Number.class,
            result.find(QuantityNames.CELL_DEVIATION, Originator.MEASURED).orElseThrow());
    assertEquals(6.028, deviation.value(), 0.001);
    assertTrue(result.findings().isEmpty());
  }

  /** Method, acceptance 9: 5.0 V and 1.28 V are broken sense lines, not cells. */
  @Test
  void brokenSenseLinesAreNoImbalance() {
    HealthResult result = rest(SimulatedPack.facts(), 50, 3.700, 5.0, 3.712, 1.28);
    assertEquals(12, assertInstanceOf(Quantity.Number.class, spread(result)).value(), 1e-6);
  }

  @Test
  void flagsMoreThanFiftyMillivolts() {
    HealthResult result = rest(SimulatedPack.facts(), 50, 3.700, 3.640, 3.705);
    assertEquals(
        "CELL_IMBALANCE", result.findings().stream().map(Finding::code).findFirst().orElseThrow());
  }

  /** On the plateau of LFP a rest voltage says nothing about balance. */
  @Test
  void lfpIsJudgedOnlyAtItsEnds() {
    PackFacts lfp =
        new PackFacts(
            Chemistry.LFP,
            SimulatedPack.facts().cellsInSeries(),
            SimulatedPack.facts().nominalAh(),
            Optional.empty(),
            Optional.empty());
    assertInstanceOf(Quantity.Refused.class, spread(rest(lfp, 50, 3.300, 3.302)));
    assertInstanceOf(Quantity.Number.class, spread(rest(lfp, 97, 3.300, 3.302)));
  }

  /** Method, section "Imbalance": measured 39 mV on this car. */
  @Test
  void reproducesTheSpreadOfARealCar() {
    RecordedCase car = RecordedCase.named("car3_all");
    HealthEstimator estimator = new HealthEstimator(car.pack());
    Recordings.feed(car.rows(), 0, estimator::accept);
    Quantity.Number spread = assertInstanceOf(Quantity.Number.class, spread(estimator.result()));
    assertEquals(39, spread.value(), 1);
  }
}
