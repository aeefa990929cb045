package io.cellwitness.health;

/** Names of results. They stand in signed reports and never change their meaning. */
public final class QuantityNames {

  /** Capacity, Ah. */
  public static final String CAPACITY = "capacity";

  /** Usable energy in the sense of UN GTR 22 (UBE), kWh. */
  public static final String USABLE_ENERGY = "usableEnergy";

  /** Capacity over nominal capacity, %. */
  public static final String SOH_CAPACITY = "stateOfHealthCapacity";

  /** Usable energy over nominal energy, %. */
  public static final String SOH_ENERGY = "stateOfHealthEnergy";

  /** Usable energy over certified usable energy (UN GTR 22), %. */
  public static final String SOCE = "stateOfCertifiedEnergy";

  /** State of health as the car declares it, %. */
  public static final String SOH_DECLARED = "stateOfHealth";

  /** Direct-current resistance of one cell at 25 degC, mOhm. */
  public static final String RESISTANCE = "internalResistance";

  /** Highest minus lowest cell voltage at rest, mV. */
  public static final String CELL_SPREAD = "cellVoltageSpread";

  /** Standard deviation of the cell voltages at rest, mV. */
  public static final String CELL_DEVIATION = "cellVoltageDeviation";

  private QuantityNames() {}
}
