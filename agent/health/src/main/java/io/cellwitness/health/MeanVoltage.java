package io.cellwitness.health;

import java.util.Optional;

/**
 * Mean voltage of a charge from empty to full.
 *
 * @param volts pack voltage, V
 * @param chargeA current that flowed, A, whose drop is still in it; 0 for a rest voltage
 * @param moderate whether it was taken between 15 and 35 degC
 */
record MeanVoltage(double volts, double chargeA, boolean moderate) {

  private static final double COOLEST_C = 15;
  private static final double WARMEST_C = 35;

  /** Whether a temperature is moderate; an unknown one is not. */
  static boolean isModerate(double temperatureC) {
    return temperatureC >= COOLEST_C && temperatureC <= WARMEST_C;
  }

  /**
   * The mean over the charge of a run while current flows, each volt weighted with the charge that
   * flowed at it; empty where the voltage is missing somewhere.
   */
  static Optional<MeanVoltage> over(ChargeRun run) {
    double voltAh = 0;
    int last = run.lastCharging();
    for (int k = 1; k <= last; k++) {
      double stepAh = run.chargeAh()[k] - run.chargeAh()[k - 1];
      voltAh += stepAh * (run.voltageV(k) + run.voltageV(k - 1)) / 2;
    }
    double volts = voltAh / run.chargeAh()[last];
    return Double.isNaN(volts)
        ? Optional.empty()
        : Optional.of(new MeanVoltage(volts, run.meanCurrentA(), isModerate(run.temperatureC())));
  }
}
