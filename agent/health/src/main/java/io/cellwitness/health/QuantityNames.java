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

  /** Capacity tracked over several visits, Ah. */
  public static final String CAPACITY_TRACKED = "capacityTracked";

  /** Capacity from charge over state of charge alone, beside a better one, Ah. */
  public static final String CAPACITY_SOC = "capacityFromStateOfCharge";

  /** Capacity from the electrode-model fit alone, Ah; uses no SOC. */
  public static final String CAPACITY_VOLTAGE = "capacityFromVoltageCurve";

  /** Capacity of LFP from the charge between the knees of its voltage, Ah; uses no SOC. */
  public static final String CAPACITY_KNEES = "capacityBetweenKnees";

  /** State of charge on the BMS scale, as the car declares it, %. */
  public static final String SOC = "stateOfCharge";

  /** State of charge as shown to the driver, %. */
  public static final String SOC_DISPLAYED = "stateOfChargeDisplayed";

  /** Odometer, km. */
  public static final String ODOMETER = "odometer";

  /** Operating time of the battery management system, s. */
  public static final String OPERATING_TIME = "operatingTime";

  /** Lifetime charge put in, Ah. */
  public static final String CHARGED_AH = "chargedThroughput";

  /** Lifetime charge taken out, Ah. */
  public static final String CONSUMED_AH = "consumedThroughput";

  /** Lifetime energy put in, kWh. */
  public static final String CHARGED_KWH = "chargedEnergy";

  /** Lifetime energy taken out, kWh. */
  public static final String CONSUMED_KWH = "consumedEnergy";

  /** Isolation resistance of the high-voltage system, kOhm. */
  public static final String ISOLATION = "isolationResistance";

  /** Lifetime charge in and out over twice the nominal capacity. */
  public static final String FULL_CYCLES = "fullEquivalentCycles";

  /** Charge put in during the recording, Ah. */
  public static final String RECORDED_CHARGED_AH = "recordedChargedThroughput";

  /** Charge taken out during the recording, Ah. */
  public static final String RECORDED_CONSUMED_AH = "recordedConsumedThroughput";

  /** Highest battery temperature in the recording, degC. */
  public static final String HIGHEST_TEMPERATURE = "highestTemperature";

  /** Lowest battery temperature in the recording, degC. */
  public static final String LOWEST_TEMPERATURE = "lowestTemperature";

  /** Time above 45 degC in the recording, h. */
  public static final String HOURS_HOT = "hoursAbove45C";

  /** Time below 0 degC in the recording, h. */
  public static final String HOURS_COLD = "hoursBelow0C";

  /** Time charging above 45 or below 0 degC in the recording, h. */
  public static final String HOURS_CHARGING_EXTREME = "hoursChargingInExtremeTemperature";

  /** Times the state of charge fell below 5 % in the recording. */
  public static final String DEEP_DISCHARGES = "deepDischarges";

  /** Probability that the health by capacity is below 70 %, %. */
  public static final String P_HEALTH_BELOW_70 = "probabilityHealthBelow70";

  /** Probability that the SOCE is below 80 % (Euro 7: up to 5 years or 100 000 km), %. */
  public static final String P_SOCE_BELOW_80 = "probabilityCertifiedEnergyBelow80";

  /** Probability that the SOCE is below 72 % (Euro 7: up to 8 years or 160 000 km), %. */
  public static final String P_SOCE_BELOW_72 = "probabilityCertifiedEnergyBelow72";

  /** Declared less measured health by capacity, points of %. */
  public static final String DECLARED_DEVIATION = "declaredHealthDeviation";

  /** Current of the car's sensor over that of a reference instrument, %. */
  public static final String CURRENT_GAIN = "currentGain";

  /** What the car's sensor shows beyond that gain, less loads beside the battery, A. */
  public static final String CURRENT_OFFSET = "currentOffset";

  /** Charge by the reference instrument while both were read, Ah. */
  public static final String REFERENCE_CHARGE = "referenceCharge";

  /** Charge by the car's current over the same time against the reference, %. */
  public static final String REFERENCE_CHARGE_DIFFERENCE = "referenceChargeDifference";

  private QuantityNames() {}
}
