package io.cellwitness.simulator.pack;

import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A pack of NMC cells that lives by a clock: rest until it is plugged in, then constant current,
 * then constant voltage until the current has fallen to C/30, then rest.
 *
 * <p>One cell stands for the pack: rest voltage {@link NmcCurve}, an ohmic resistance and one RC
 * element, both following temperature, which follows the losses. Single cells differ from it by a
 * charge offset and a resistance factor. Empty and full are 0 and 1 on the curve, so the capacity
 * given is exactly the charge between them.
 *
 * <p>Figures: 0.12 V / capacity is the fallback for R at 0.3C of the method's section 7.5; the
 * activation energy of 20 kJ/mol its section 4; heat capacity and cooling are of the size of a 450
 * kg pack without active cooling.
 *
 * <p>All methods may be called from any thread.
 */
public final class SimulatedPack {

  private static final double OHMIC_SHARE = 0.6;
  private static final double POLARISATION_SECONDS = 40;
  private static final double RESISTANCE_VOLT_AT_1C = 0.12;
  private static final double ACTIVATION_J_PER_MOL = 20_000;
  private static final double GAS_CONSTANT = 8.314462618;
  private static final double HEAT_CAPACITY_J_PER_K = 400_000;
  private static final double COOLING_W_PER_K = 15;
  private static final double STEP_SECONDS = 1;
  private static final double MAX_STEPS = 1e6;

  private final PackSpec spec;
  private final TimeSource time;
  private final long startNanos;
  private final double[] cellSocOffset;
  private final double[] cellResistanceFactor;

  private double elapsedSeconds;
  private double soc;
  private double currentA;
  private double polarisationV;
  private double temperatureC;
  private double chargedAh;
  private double chargedKwh;
  private Optional<Charger> charger = Optional.empty();
  private double chargeFromSeconds;
  private boolean full;

  /**
   * Begins at rest, unplugged.
   *
   * @param spec the pack
   * @param time its clock
   * @param seed decides how the cells differ; the same seed gives the same pack
   */
  public SimulatedPack(PackSpec spec, TimeSource time, long seed) {
    this.spec = spec;
    this.time = time;
    this.startNanos = time.now().monotonicNanos();
    this.soc = spec.startSoc();
    this.temperatureC = spec.ambientC();
    Random random = new Random(seed);
    cellSocOffset = new double[spec.cellsInSeries()];
    cellResistanceFactor = new double[spec.cellsInSeries()];
    for (int i = 0; i < spec.cellsInSeries(); i++) {
      cellSocOffset[i] = 0.003 * random.nextGaussian();
      cellResistanceFactor[i] = 1 + 0.03 * random.nextGaussian();
    }
    // Every used pack has a weakest cell.
    cellSocOffset[random.nextInt(spec.cellsInSeries())] -= 0.012;
    centre(cellSocOffset, 0);
    centre(cellResistanceFactor, 1);
  }

  /**
   * Plugs a charger in; a second call is ignored.
   *
   * @param plugged the charger
   * @param delay from now until charge flows
   */
  public synchronized void plugIn(Charger plugged, Duration delay) {
    advance();
    if (charger.isEmpty()) {
      charger = Optional.of(plugged);
      chargeFromSeconds = elapsedSeconds + delay.toNanos() / 1e9;
    }
  }

  /**
   * Lives up to the present moment.
   *
   * @return what the pack does now
   */
  public synchronized PackState state() {
    advance();
    double ohmicV = currentA * ohmicOhm();
    List<Double> cells = new ArrayList<>(spec.cellsInSeries());
    double sumV = 0;
    for (int i = 0; i < spec.cellsInSeries(); i++) {
      double volts =
          NmcCurve.volts(soc + cellSocOffset[i])
              + (ohmicV + polarisationV) * cellResistanceFactor[i];
      cells.add(volts);
      sumV += volts;
    }
    return new PackState(
        elapsedSeconds,
        soc,
        currentA,
        sumV,
        cells,
        temperatureC,
        chargedAh,
        chargedKwh,
        charger.isPresent(),
        charger.map(Charger::direct).orElse(false));
  }

  /**
   * The pack as it was made.
   *
   * @return the truth that does not change during the simulation
   */
  public PackSpec spec() {
    return spec;
  }

  /**
   * The energy a drive takes out from full to empty at 25 degC and C/5, the mean of a drive cycle:
   * the integral of terminal voltage over charge.
   *
   * @return kWh
   */
  public double usableEnergyKwh() {
    double drop = spec.nominalAh() / 5 * resistanceOhmAt(25);
    int steps = 2000;
    double meanV = 0;
    for (int i = 0; i < steps; i++) {
      meanV += (NmcCurve.volts((i + 0.5) / steps) - drop) / steps;
    }
    return meanV * spec.cellsInSeries() * spec.capacityAh() / 1000;
  }

  private void advance() {
    double now = (time.now().monotonicNanos() - startNanos) / 1e9;
    double span = now - elapsedSeconds;
    double step = Math.max(STEP_SECONDS, span / MAX_STEPS);
    while (elapsedSeconds < now) {
      double dt = Math.min(step, now - elapsedSeconds);
      live(dt);
      // The last step lands on the present moment, whatever rounding says.
      elapsedSeconds = dt < step ? now : elapsedSeconds + dt;
    }
  }

  private void live(double dtSeconds) {
    currentA = chargeCurrentA();
    double polarisedV = currentA * resistanceOhmAt(temperatureC) * (1 - OHMIC_SHARE);
    polarisationV +=
        (polarisedV - polarisationV) * (1 - Math.exp(-dtSeconds / POLARISATION_SECONDS));
    double lossW = spec.cellsInSeries() * currentA * (currentA * ohmicOhm() + polarisationV);
    temperatureC +=
        dtSeconds
            * (lossW - COOLING_W_PER_K * (temperatureC - spec.ambientC()))
            / HEAT_CAPACITY_J_PER_K;
    double ah = currentA * dtSeconds / 3600;
    double volts = NmcCurve.volts(soc) + currentA * ohmicOhm() + polarisationV;
    soc += ah / spec.capacityAh();
    chargedAh += ah;
    chargedKwh += ah * volts * spec.cellsInSeries() / 1000;
  }

  private double chargeCurrentA() {
    if (charger.isEmpty() || full || elapsedSeconds < chargeFromSeconds) {
      return 0;
    }
    double restV = NmcCurve.volts(soc) + polarisationV;
    double packV = spec.cellsInSeries() * (restV + currentA * ohmicOhm());
    double supplied =
        Math.min(charger.get().maxCurrentA(), charger.get().maxPowerKw() * 1000 / packV);
    // The limit is placed so that the current reaches C/30 exactly when the pack is full.
    double cutOffA = spec.nominalAh() / 30;
    double limitV = NmcCurve.volts(1) + cutOffA * resistanceOhmAt(temperatureC);
    double taperA = (limitV - restV) / ohmicOhm();
    if (soc > 0.5 && taperA <= cutOffA) {
      full = true;
      return 0;
    }
    return Math.min(supplied, taperA);
  }

  private double ohmicOhm() {
    return OHMIC_SHARE * resistanceOhmAt(temperatureC);
  }

  /** Of one cell; grows as the capacity fades, falls with temperature. */
  private double resistanceOhmAt(double celsius) {
    double arrhenius =
        Math.exp(ACTIVATION_J_PER_MOL / GAS_CONSTANT * (1 / (celsius + 273.15) - 1 / 298.15));
    return RESISTANCE_VOLT_AT_1C / spec.capacityAh() * arrhenius;
  }

  private static void centre(double[] values, double mean) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] += mean - sum / values.length;
    }
  }
}
