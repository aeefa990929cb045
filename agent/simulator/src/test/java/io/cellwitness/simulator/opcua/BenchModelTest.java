package io.cellwitness.simulator.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BenchModelTest {

  private final BenchModel model = new BenchModel(BenchModel.Build.TYPICAL);

  @Test
  void theChargeThatIsCountedIsTheChargeThatIsHeld() {
    double packAh = 0;
    double meterAh = 0;
    double steadySeconds = 3000;
    for (int second = 0; second < steadySeconds; second++) {
      packAh += model.packShowsA() / 3600;
      meterAh += model.meterShowsA() / 3600;
      model.advance(1);
    }
    assertEquals(75 * steadySeconds / 3600, model.chargedAh(), 1e-9);
    assertEquals(20 + 100 * model.chargedAh() / 150, model.socPercent(), 1e-9);
    assertEquals(1.0, meterAh / model.chargedAh(), 2e-4);
    // 3 % gain, and 0.1 A of 75 A.
    assertEquals(1.03 + 0.1 / 75, packAh / model.chargedAh(), 2e-4);
  }

  @Test
  void theChargeEndsFullAndTheCurrentFadesOut() {
    double highest = 0;
    for (int second = 0; second < 20_000; second++) {
      model.advance(1);
      assertTrue(model.currentA() >= 0 && model.socPercent() <= 100);
      assertTrue(model.packVoltage() >= highest - 5, "no jumps");
      highest = Math.max(highest, model.packVoltage());
    }
    assertEquals(100, model.socPercent(), 0.1);
    assertTrue(model.currentA() < 2);
    assertTrue(model.meterKwh() > 40 && model.meterKwh() < 55, () -> "kWh " + model.meterKwh());
  }
}
