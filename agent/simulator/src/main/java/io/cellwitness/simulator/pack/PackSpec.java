package io.cellwitness.simulator.pack;

/**
 * A pack as it is, not as anybody declares it.
 *
 * @param cellsInSeries cells in series, at least 1
 * @param nominalAh name-plate capacity, Ah
 * @param capacityAh true capacity between empty and full, Ah
 * @param startSoc true charge at the start, fraction of the capacity, 0..1
 * @param ambientC temperature around the pack and of the pack at the start, degC
 */
public record PackSpec(
    int cellsInSeries, double nominalAh, double capacityAh, double startSoc, double ambientC) {

  /** Cells in series of the 64 kWh class. */
  public static final int CELLS_64_KWH = 98;

  /** 64 kWh at 356 V (98 cells, three 60 Ah cells in parallel). */
  public static final double NOMINAL_AH_64_KWH = 180;

  /** Rejects packs that cannot be. */
  public PackSpec {
    if (cellsInSeries < 1 || !(nominalAh > 0) || !(capacityAh > 0)) {
      throw new IllegalArgumentException("a pack needs cells and a capacity above zero");
    }
    if (!(startSoc >= 0 && startSoc <= 1)) {
      throw new IllegalArgumentException("charge not in 0..1: " + startSoc);
    }
  }
}
