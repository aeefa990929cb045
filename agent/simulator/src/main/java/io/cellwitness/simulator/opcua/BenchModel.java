package io.cellwitness.simulator.opcua;

import java.util.Random;

/**
 * A pack on a charger, as plain arithmetic: constant current until 95 %, then falling, and the two
 * instruments that watch it. What the pack's own sensor shows is {@code current * packGain +
 * packOffsetA} with noise; the charger's meter has its own gain and noise.
 */
public final class BenchModel {

  /**
   * How the simulated bench is built.
   *
   * @param capacityAh what the pack really holds, Ah
   * @param cells cells in series
   * @param startPercent state of charge at the start, %
   * @param chargeA charging current, A
   * @param packGain gain of the pack's current sensor; 1.03 shows 3 % too much
   * @param packOffsetA offset of the pack's current sensor, A
   * @param meterGain gain of the charger's meter
   * @param noiseA standard deviation of both, A
   * @param seed for the noise
   */
  public record Build(
      double capacityAh,
      int cells,
      double startPercent,
      double chargeA,
      double packGain,
      double packOffsetA,
      double meterGain,
      double noiseA,
      long seed) {

    /**
     * A pack of 150 Ah and 96 cells at 20 %, charged with 75 A, whose sensor shows 3 % too much.
     */
    public static final Build TYPICAL = new Build(150, 96, 20, 75, 1.03, 0.1, 1.0, 0.05, 1);
  }

  /** Rest voltage of one cell, V, at 0, 10, … 100 % (a plain NMC shape). */
  private static final double[] REST_V = {
    3.00, 3.45, 3.54, 3.60, 3.64, 3.69, 3.77, 3.87, 3.97, 4.08, 4.19
  };

  private static final double CELL_OHM = 0.0007;
  private static final double TAPER_FROM_PERCENT = 95;

  private final Build build;
  private final Random noise;
  private double chargedAh;
  private double meterKwh;
  private double currentA;
  private double packShowsA;
  private double meterShowsA;

  /**
   * A bench at its start.
   *
   * @param build how it is built
   */
  public BenchModel(Build build) {
    this.build = build;
    this.noise = new Random(build.seed());
    advance(0);
  }

  /**
   * Lets time pass.
   *
   * @param seconds s, not negative
   */
  public void advance(double seconds) {
    chargedAh += currentA * seconds / 3600;
    meterKwh += meterShowsA * packVoltage() * seconds / 3.6e6;
    double room = Math.max(0, 100 - socPercent()) / (100 - TAPER_FROM_PERCENT);
    currentA = build.chargeA() * Math.min(1, room);
    packShowsA =
        currentA * build.packGain() + build.packOffsetA() + build.noiseA() * noise.nextGaussian();
    meterShowsA = currentA * build.meterGain() + build.noiseA() * noise.nextGaussian();
  }

  /**
   * True state of charge.
   *
   * @return %, 0..100
   */
  public double socPercent() {
    return Math.min(100, build.startPercent() + 100 * chargedAh / build.capacityAh());
  }

  /**
   * True charge since the start.
   *
   * @return Ah
   */
  public double chargedAh() {
    return chargedAh;
  }

  /**
   * True current into the pack.
   *
   * @return A
   */
  public double currentA() {
    return currentA;
  }

  /**
   * What the pack's own sensor shows.
   *
   * @return A, positive into the pack
   */
  public double packShowsA() {
    return packShowsA;
  }

  /**
   * What the charger's meter shows.
   *
   * @return A, positive into the pack
   */
  public double meterShowsA() {
    return meterShowsA;
  }

  /**
   * What the charger's meter has counted.
   *
   * @return kWh since the start
   */
  public double meterKwh() {
    return meterKwh;
  }

  /**
   * Voltage of one cell; cells differ by a few millivolts.
   *
   * @param cell from 0
   * @return V
   */
  public double cellVoltage(int cell) {
    double at = socPercent() / 10;
    int below = Math.min(REST_V.length - 2, (int) at);
    double rest = REST_V[below] + (at - below) * (REST_V[below + 1] - REST_V[below]);
    return rest + currentA * CELL_OHM + 0.001 * (cell % 5 - 2);
  }

  /**
   * Pack voltage: the sum of the cells.
   *
   * @return V
   */
  public double packVoltage() {
    double sum = 0;
    for (int cell = 0; cell < build.cells(); cell++) {
      sum += cellVoltage(cell);
    }
    return sum;
  }

  /**
   * How many cells are in series.
   *
   * @return the number
   */
  public int cells() {
    return build.cells();
  }
}
