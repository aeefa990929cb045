package io.cellwitness.simulator.pack;

import java.util.List;

/**
 * What the pack truly does at one moment, before any sensor.
 *
 * @param elapsedSeconds since the simulation began, s
 * @param soc true charge, fraction of the capacity
 * @param currentA current, positive into the pack, A
 * @param voltageV sum of the cells, V
 * @param cellsV terminal voltage of each cell, V
 * @param temperatureC temperature of the pack, degC
 * @param chargedAh charge put in since the simulation began, Ah
 * @param chargedKwh energy put in since the simulation began, kWh
 * @param plugged whether a charger is plugged in
 * @param direct whether that charger is a direct-current one
 */
public record PackState(
    double elapsedSeconds,
    double soc,
    double currentA,
    double voltageV,
    List<Double> cellsV,
    double temperatureC,
    double chargedAh,
    double chargedKwh,
    boolean plugged,
    boolean direct) {

  /** Copies the list. */
  public PackState {
    cellsV = List.copyOf(cellsV);
  }

  /**
   * Whether charge flows in.
   *
   * @return true above 0 A
   */
  public boolean charging() {
    return currentA > 0;
  }
}
