package io.cellwitness.simulator.car;

import io.cellwitness.simulator.pack.PackState;
import io.cellwitness.simulator.pack.SimulatedPack;
import java.util.Random;

/**
 * What a battery management system makes of its pack: sensors with a gain and an offset, a state of
 * charge on a scale of its own that is bent by a smooth error, lifetime counters, and a state of
 * health it declares whatever the cells can still hold.
 *
 * <p>Size of the errors: current gain 0.3 % and offset 0.08 A rms, inside the method's section 4;
 * scale error of the state of charge about 1 to 2 %SOC rms, where ten real packs showed 3.
 */
public final class BatteryManagement {

  private static final double DECLARED_SOH_PERCENT = 100;

  private final SimulatedPack pack;
  private final double currentGain;
  private final double currentOffsetA;
  private final double socAtEmpty;
  private final double socBow;
  private final double socWave;
  private final double chargedBeforeAh;
  private final double consumedBeforeAh;
  private final double operatingBeforeSeconds;

  /**
   * Watches a pack.
   *
   * @param pack the pack
   * @param seed decides its errors and its past; the same seed gives the same unit
   */
  public BatteryManagement(SimulatedPack pack, long seed) {
    this.pack = pack;
    Random random = new Random(seed);
    currentGain = 1 + 0.003 * bounded(random);
    currentOffsetA = 0.08 * bounded(random);
    socAtEmpty = 1.0 * bounded(random);
    socBow = 1.2 * bounded(random);
    socWave = 0.8 * bounded(random);
    double equivalentCycles = 300 + random.nextInt(500);
    consumedBeforeAh = equivalentCycles * pack.spec().nominalAh();
    chargedBeforeAh = consumedBeforeAh * 1.003 + 40;
    operatingBeforeSeconds = equivalentCycles * 5 * 3600;
  }

  /**
   * One coherent set of measured and declared values.
   *
   * @param truth the pack as it is
   * @param currentA measured current, positive into the pack, A
   * @param socPercent state of charge on the unit's scale, %
   * @param socDisplayedPercent the same as the driver sees it, %
   * @param declaredSohPercent what the unit says of its health, %
   * @param chargedAh lifetime charge in, Ah
   * @param consumedAh lifetime charge out, Ah
   * @param chargedKwh lifetime energy in, kWh
   * @param consumedKwh lifetime energy out, kWh
   * @param operatingSeconds lifetime operating time, s
   */
  public record Snapshot(
      PackState truth,
      double currentA,
      double socPercent,
      double socDisplayedPercent,
      double declaredSohPercent,
      double chargedAh,
      double consumedAh,
      double chargedKwh,
      double consumedKwh,
      double operatingSeconds) {}

  /**
   * Measures now.
   *
   * @return what the unit believes
   */
  public Snapshot measure() {
    PackState truth = pack.state();
    double soc = believedSocPercent(truth.soc());
    double hours = truth.elapsedSeconds() / 3600;
    double nominalKwhPerAh = 3.65 * pack.spec().cellsInSeries() / 1000;
    double driftAh = currentOffsetA * hours;
    return new Snapshot(
        truth,
        truth.currentA() * currentGain + currentOffsetA,
        soc,
        Math.max(0, Math.min(100, (soc - 2.5) / 0.945)),
        DECLARED_SOH_PERCENT,
        chargedBeforeAh + truth.chargedAh() * currentGain + Math.max(0, driftAh),
        consumedBeforeAh + Math.max(0, -driftAh),
        chargedBeforeAh * nominalKwhPerAh * 1.01 + truth.chargedKwh() * currentGain,
        consumedBeforeAh * nominalKwhPerAh * 0.99,
        operatingBeforeSeconds + truth.elapsedSeconds());
  }

  /** True at full, where the unit re-anchors; bent in between. */
  private double believedSocPercent(double soc) {
    double error =
        socAtEmpty * (1 - soc)
            + socBow * Math.sin(Math.PI * soc)
            + socWave * Math.sin(2 * Math.PI * soc);
    return Math.max(0, Math.min(100, 100 * soc + error));
  }

  private static double bounded(Random random) {
    return Math.max(-2, Math.min(2, random.nextGaussian()));
  }
}
