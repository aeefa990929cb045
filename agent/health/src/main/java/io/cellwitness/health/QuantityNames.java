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

  /** Energy put in during the recording, kWh. */
  public static final String RECORDED_CHARGED_KWH = "recordedChargedEnergy";

  /** Energy taken out during the recording, kWh. */
  public static final String RECORDED_CONSUMED_KWH = "recordedConsumedEnergy";

  /** Charge in and out during the recording over twice the nominal capacity. */
  public static final String RECORDED_FULL_CYCLES = "recordedFullEquivalentCycles";

  /** Times a cell rose above its voltage limit in the recording. */
  public static final String OVERCHARGES = "overcharges";

  /** Times the battery became hotter than 60 degC in the recording. */
  public static final String OVERTEMPERATURES = "overtemperatures";

  /** Energy discharged while plugged in and standing (V2X) in the recording, kWh. */
  public static final String V2X_ENERGY = "energyDischargedOutsideDriving";

  /** Distance that energy stands for at the certified consumption (UN GTR 22), km. */
  public static final String VIRTUAL_DISTANCE = "virtualDistance";

  /** Charge cycles as the BMS counts them. */
  public static final String CYCLES = "chargeCycles";

  /** Charge left as the BMS states it, Ah. */
  public static final String REMAINING_AH = "remainingCharge";

  /** Discharge power the BMS allows, kW. */
  public static final String DISCHARGE_LIMIT = "dischargePowerLimit";

  /** Charge power the BMS allows, kW. */
  public static final String CHARGE_LIMIT = "chargePowerLimit";

  /** Declared health less measured SOCE, points of %. */
  public static final String CERTIFIED_DEVIATION = "declaredCertifiedEnergyDeviation";

  /** Probability that the declared value exceeds the measured SOCE by more than 5 points, %. */
  public static final String P_MONITOR_FAILS = "probabilityDeclaredBeyondTolerance";

  /** Least SOCE that Euro 7 demands at this age and distance, %. */
  public static final String EURO7_MINIMUM = "euro7MinimumCertifiedEnergy";

  /** Probability that the SOCE is below that, %. */
  public static final String P_BELOW_EURO7 = "probabilityBelowEuro7Minimum";

  /** Discharge power the pack holds for the time of the recorded pulses, kW. */
  public static final String POWER_CAPABILITY = "powerCapability";

  /** Power capability over rated power, %. */
  public static final String POWER_REMAINING = "remainingPowerCapability";

  /** Highest discharge power in the recording, kW. */
  public static final String HIGHEST_DISCHARGE_POWER = "highestDischargePower";

  /** Energy out over energy in between two equal states of charge, %. */
  public static final String ROUND_TRIP = "roundTripEfficiency";

  /** Round-trip efficiency over that when new, %. */
  public static final String ROUND_TRIP_REMAINING = "remainingRoundTripEfficiency";

  /** Charge lost at rest, % of the capacity in 30 days. */
  public static final String SELF_DISCHARGE = "selfDischarge";

  /** Direct-current resistance of the pack, mOhm. */
  public static final String PACK_RESISTANCE = "packResistance";

  /** Largest slope of a cell's voltage over charge against that of all cells, %. */
  public static final String CELL_SLOPE = "steepestCell";

  /** Largest resistance of a cell against that of all cells, %. */
  public static final String CELL_RESISTANCE = "highestCellResistance";

  /** Largest answer of a cell to a step of the current against that of all cells, %. */
  public static final String CELL_STEP = "strongestCellStep";

  private QuantityNames() {}
}
