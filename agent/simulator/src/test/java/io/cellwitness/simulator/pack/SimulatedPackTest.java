package io.cellwitness.simulator.pack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.simulator.ManualTime;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class SimulatedPackTest {

  private static final PackSpec USED = new PackSpec(98, 180, 150, 0.08, 18);

  private final ManualTime time = new ManualTime();
  private final SimulatedPack pack = new SimulatedPack(USED, time, 3);

  @Test
  void restsUntilItIsPluggedIn() {
    time.advance(Duration.ofHours(5));
    PackState state = pack.state();
    assertEquals(0, state.currentA());
    assertEquals(0.08, state.soc());
    assertEquals(98 * NmcCurve.volts(0.08), state.voltageV(), 0.3);
    assertEquals(18, state.temperatureC());
  }

  @Test
  void chargesWithConstantCurrentThenConstantVoltageUntilFull() {
    pack.plugIn(Charger.DC_24_KW, Duration.ofSeconds(60));
    time.advance(Duration.ofSeconds(59));
    assertEquals(0, pack.state().currentA());
    double highestV = 0;
    double constantSeconds = 0;
    double taperSeconds = 0;
    PackState state = pack.state();
    for (int i = 0; i < 20_000 && (state.soc() < 0.5 || state.charging()); i++) {
      time.advance(Duration.ofSeconds(1));
      state = pack.state();
      highestV = Math.max(highestV, state.voltageV());
      if (state.currentA() > 57) {
        constantSeconds++;
      } else if (state.charging()) {
        taperSeconds++;
      }
    }
    PackState end = pack.state();
    assertEquals(1, end.soc(), 0.001, "the taper ends when the pack is full");
    assertEquals(0.92 * 150, end.chargedAh(), 0.15, "charge is conserved");
    assertTrue(constantSeconds > 7200, "nearly constant current: " + constantSeconds);
    assertTrue(taperSeconds > 300 && taperSeconds < 3600, "taper: " + taperSeconds);
    assertTrue(highestV < 98 * 4.20, "voltage limit: " + highestV);
    assertTrue(end.temperatureC() > 19 && end.temperatureC() < 30, "" + end.temperatureC());
    double meanV = end.chargedKwh() / end.chargedAh() * 1000 / 98;
    assertTrue(meanV > 3.6 && meanV < 3.9, "energy over charge is a cell voltage: " + meanV);
  }

  @Test
  void oneLongLeapLandsWhereManySmallStepsDo() {
    ManualTime other = new ManualTime();
    SimulatedPack leaping = new SimulatedPack(USED, other, 3);
    pack.plugIn(Charger.AC_11_KW, Duration.ZERO);
    leaping.plugIn(Charger.AC_11_KW, Duration.ZERO);
    for (int i = 0; i < 3_000; i++) {
      time.advance(Duration.ofMillis(7300));
      pack.state();
    }
    other.advance(Duration.ofMillis(7300L * 3_000));
    assertEquals(pack.state().soc(), leaping.state().soc(), 1e-4);
    assertTrue(pack.state().soc() > 0.9, "the charge came far: " + pack.state().soc());
  }

  @Test
  void cellsDifferButSumToThePack() {
    PackState state = pack.state();
    double sum = state.cellsV().stream().mapToDouble(Double::doubleValue).sum();
    assertEquals(state.voltageV(), sum, 1e-9);
    double spread = Collections.max(state.cellsV()) - Collections.min(state.cellsV());
    assertTrue(spread > 0.003 && spread < 0.05, "spread: " + spread);
  }

  @Test
  void usableEnergyIsCapacityTimesMeanVoltage() {
    double meanCellV = pack.usableEnergyKwh() * 1000 / 150 / 98;
    assertTrue(meanCellV > 3.65 && meanCellV < 3.80, "mean cell voltage: " + meanCellV);
  }

  @Test
  void restVoltageRisesWithCharge() {
    for (double charge = -0.05; charge < 1.05; charge += 0.005) {
      double rise = NmcCurve.volts(charge + 0.005) - NmcCurve.volts(charge);
      assertTrue(rise > 0.0003 && rise < 0.03, charge + ": " + rise);
    }
  }
}
