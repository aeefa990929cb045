package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.UseFacts;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Annex VII quantities of a storage pack, and V2X of a car, on a pack whose truth is known. */
class StationaryTest {

  private static PackFacts storage() {
    return new PackFacts(
            Chemistry.NMC,
            OptionalInt.of(SimulatedPack.SERIES),
            Optional.of(new Sourced(110, "plate")),
            Optional.empty(),
            Optional.of(new Sourced(41, "plate")))
        .with(
            new UseFacts(
                true,
                Optional.of(new Sourced(40, "plate")),
                Optional.of(new Sourced(96, "data sheet")),
                Optional.empty(),
                Optional.empty()));
  }

  private static Quantity.Number number(HealthResult result, String name) {
    return assertInstanceOf(
        Quantity.Number.class, result.find(name, Originator.MEASURED).orElseThrow());
  }

  /**
   * From 20 to 90 % with 50 A and back: energies are the same but for I R, twice 5 V of 380 V, so
   * the efficiency is (Um - 5) / (Um + 5) with Um the mean rest voltage of the swing, 384 V.
   */
  @Test
  void roundTripIsEnergyOutOverIn() {
    HealthEstimator estimator = new HealthEstimator(storage());
    SimulatedPack pack = new SimulatedPack(0, 20, estimator::accept);
    pack.run(5040, 50, 2).run(5040, -50, 2);
    HealthResult result = estimator.result();
    Quantity.Number efficiency = number(result, QuantityNames.ROUND_TRIP);
    assertEquals(100 * 379.0 / 389.0, efficiency.value(), 0.2);
    assertTrue(efficiency.uncertainty().orElseThrow() < 2, efficiency::toString);
    assertEquals(
        100 * efficiency.value() / 96,
        number(result, QuantityNames.ROUND_TRIP_REMAINING).value(),
        1e-6);
  }

  @Test
  void aSingleChargeIsNoRoundTrip() {
    HealthEstimator estimator = new HealthEstimator(storage());
    new SimulatedPack(0, 20, estimator::accept).run(5040, 50, 2);
    assertInstanceOf(
        Quantity.Refused.class,
        estimator.result().find(QuantityNames.ROUND_TRIP, Originator.MEASURED).orElseThrow());
  }

  /** At 50 %: 380 V at rest, 300 V at the limit, 0.1 Ohm: 800 A and 240 kW. */
  @Test
  void powerNeedsPulsesThatReachFarEnough() {
    assertInstanceOf(Quantity.Refused.class, power(100));
    Quantity.Number found = assertInstanceOf(Quantity.Number.class, power(450));
    assertEquals(240, found.value(), 3);
    assertTrue(found.method().endsWith("at 1 s"), found::method);
  }

  private static Quantity power(double pulseA) {
    HealthEstimator estimator = new HealthEstimator(storage());
    SimulatedPack pack = new SimulatedPack(0, 50, estimator::accept);
    for (int i = 0; i < 20; i++) {
      pack.run(2, -pulseA, 1).run(2, pulseA, 1);
    }
    return estimator
        .result()
        .find(QuantityNames.POWER_CAPABILITY, Originator.MEASURED)
        .orElseThrow();
  }

  /** Plugged in and standing, 20 A for an hour: 7.4 kWh, at 150 Wh/km about 50 km. */
  @Test
  void energyOutsideDrivingBecomesAVirtualDistance() {
    UseFacts use =
        new UseFacts(
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Sourced(150, "certificate")),
            Optional.empty());
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts().with(use));
    SimulatedPack pack = new SimulatedPack(0, 60, estimator::accept);
    for (int i = 0; i < 3600; i++) {
      pack.send(Signals.SPEED, i < 600 ? 50 : 0);
      pack.send(Signals.AC_PLUG, i < 600 ? 0 : 1);
      pack.step(-20, 1);
    }
    HealthResult result = estimator.result();
    double kWh = number(result, QuantityNames.V2X_ENERGY).value();
    assertEquals(20 * 380 * 3000 / 3.6e6, kWh, 0.15);
    Quantity distance =
        result.find(QuantityNames.VIRTUAL_DISTANCE, Originator.DERIVED).orElseThrow();
    assertEquals(kWh / 0.150, ((Quantity.Number) distance).value(), 0.01);
  }
}
