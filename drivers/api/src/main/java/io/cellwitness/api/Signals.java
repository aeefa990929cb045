package io.cellwitness.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The signals CellWitness knows by name. Current is positive INTO the battery everywhere.
 *
 * <p>Names without {@code X-} are branches of COVESA VSS; {@code X-} marks our own additions.
 */
public final class Signals {

  /** Prefix of the battery branch in VSS. */
  public static final String PREFIX = "Vehicle.Powertrain.TractionBattery.";

  private static final Map<String, Signal> BY_NAME = new LinkedHashMap<>();

  /** Pack voltage, V. */
  public static final Signal VOLTAGE = known("CurrentVoltage", "V");

  /** Pack current, A, positive when charging. */
  public static final Signal CURRENT = known("CurrentCurrent", "A");

  /** State of charge on the scale of the battery management system, %. */
  public static final Signal SOC = known("StateOfCharge.Current", "%");

  /** State of charge as shown to the driver, %. */
  public static final Signal SOC_DISPLAYED = known("StateOfCharge.Displayed", "%");

  /** State of health declared by the car, %. */
  public static final Signal SOH = known("StateOfHealth", "%");

  /** Voltage of one cell, V; index from 1. */
  public static final Signal CELL_VOLTAGE = known("CellVoltage", "V");

  /** Highest cell voltage as reported by the BMS, V. */
  public static final Signal CELL_VOLTAGE_MAX = known("CellVoltage.Max", "V");

  /** Lowest cell voltage as reported by the BMS, V. */
  public static final Signal CELL_VOLTAGE_MIN = known("CellVoltage.Min", "V");

  /** Number of the cell with the highest voltage. */
  public static final Signal CELL_MAX_NUMBER = known("CellVoltage.IndexMax", "");

  /** Number of the cell with the lowest voltage. */
  public static final Signal CELL_MIN_NUMBER = known("CellVoltage.IndexMin", "");

  /** Highest battery temperature, degC. */
  public static final Signal TEMPERATURE_MAX = known("Temperature.Max", "degC");

  /** Lowest battery temperature, degC. */
  public static final Signal TEMPERATURE_MIN = known("Temperature.Min", "degC");

  /** Temperature of one module, degC; index from 1. */
  public static final Signal MODULE_TEMPERATURE = known("X-ModuleTemperature", "degC");

  /** Temperature of the coolant or air inlet, degC. */
  public static final Signal INLET_TEMPERATURE = known("X-InletTemperature", "degC");

  /** Lifetime charge put in, Ah. */
  public static final Signal CHARGED_AH = known("AccumulatedChargedThroughput", "Ah");

  /** Lifetime charge taken out, Ah. */
  public static final Signal CONSUMED_AH = known("AccumulatedConsumedThroughput", "Ah");

  /** Lifetime energy put in, kWh. */
  public static final Signal CHARGED_KWH = known("AccumulatedChargedEnergy", "kWh");

  /** Lifetime energy taken out, kWh. */
  public static final Signal CONSUMED_KWH = known("AccumulatedConsumedEnergy", "kWh");

  /** Operating time of the battery management system, s. */
  public static final Signal OPERATING_TIME = known("X-OperatingTime", "s");

  /** Isolation resistance of the high-voltage system, kOhm. */
  public static final Signal ISOLATION = known("X-IsolationResistance", "kOhm");

  /** Main contactor: 1 closed, 0 open. */
  public static final Signal CONTACTOR = known("X-MainContactorClosed", "");

  /** Voltage behind the contactors, V. */
  public static final Signal DC_LINK_VOLTAGE = known("X-DcLinkVoltage", "V");

  /** Charging flag of the BMS: 1 or 0; some cars set it while driving too. */
  public static final Signal CHARGING_FLAG = known("X-ChargingFlag", "");

  /** Direct-current plug: 1 plugged, 0 not. */
  public static final Signal DC_PLUG = known("X-DcPlug", "");

  /** Alternating-current plug: 1 plugged, 0 not. */
  public static final Signal AC_PLUG = known("X-AcPlug", "");

  /** Charge power the BMS allows now, kW. */
  public static final Signal CHARGE_LIMIT = known("X-ChargePowerLimit", "kW");

  /** Discharge power the BMS allows now, kW. */
  public static final Signal DISCHARGE_LIMIT = known("X-DischargePowerLimit", "kW");

  /** Charge left in the pack as its BMS states it, Ah. */
  public static final Signal REMAINING_AH = known("X-RemainingCapacity", "Ah");

  /** Full charge and discharge cycles as the BMS counts them. */
  public static final Signal CYCLES = known("X-ChargeCycles", "");

  /**
   * Current of an instrument that is not the car's own (charger, power meter), A, positive into the
   * battery.
   */
  public static final Signal REFERENCE_CURRENT = known("X-ReferenceCurrent", "A");

  /** Voltage of an instrument that is not the car's own, V. */
  public static final Signal REFERENCE_VOLTAGE = known("X-ReferenceVoltage", "V");

  /** Energy delivered by the charger as its own meter counts it, kWh. */
  public static final Signal REFERENCE_KWH = known("X-ReferenceChargedEnergy", "kWh");

  /** End of an earlier visit of the same car, s since 1970; the index numbers the visits from 1. */
  public static final Signal EARLIER_TIME = known("X-EarlierVisit.Time", "s");

  /** Width of an earlier visit's window, %. */
  public static final Signal EARLIER_WIDTH = known("X-EarlierVisit.WindowWidth", "%");

  /** Charge over state of charge of an earlier visit, Ah. */
  public static final Signal EARLIER_CAPACITY = known("X-EarlierVisit.Capacity", "Ah");

  /** Relative standard uncertainty of an earlier visit's charge, %. */
  public static final Signal EARLIER_CHARGE_U = known("X-EarlierVisit.ChargeUncertainty", "%");

  /** State of charge at the end of an earlier visit, %. */
  public static final Signal EARLIER_SOC = known("X-EarlierVisit.StateOfCharge", "%");

  /** Lifetime charge put in by the end of an earlier visit, Ah. */
  public static final Signal EARLIER_CHARGED = known("X-EarlierVisit.ChargedThroughput", "Ah");

  /** Lifetime charge taken out by the end of an earlier visit, Ah. */
  public static final Signal EARLIER_CONSUMED = known("X-EarlierVisit.ConsumedThroughput", "Ah");

  /**
   * Largest permissible error of that instrument, % of reading, as its plate or certificate states
   * it (1 for class B and 0.5 for class C of EN 50470-4). Sent once is enough.
   */
  public static final Signal REFERENCE_ACCURACY = known("X-ReferenceAccuracy", "%");

  /**
   * Whether that instrument proved who it is: 0 where anybody on the network could speak in its
   * place. Sent once is enough; without it the operator vouches for the instrument.
   */
  public static final Signal REFERENCE_AUTHENTICATED = known("X-ReferenceAuthenticated", "");

  /** Voltage of the low-voltage battery, V. */
  public static final Signal LOW_VOLTAGE = known("Vehicle.LowVoltageBattery.CurrentVoltage", "V");

  /** Odometer, km. */
  public static final Signal ODOMETER = known("Vehicle.TraveledDistance", "km");

  /** Speed, km/h. */
  public static final Signal SPEED = known("Vehicle.Speed", "km/h");

  /** Vehicle identification number, text. Never leaves the report. */
  public static final Signal VIN = known("Vehicle.VehicleIdentification.VIN", "");

  /** The pack's own number, text, where it has no VIN. Handled like one. */
  public static final Signal PACK_ID = known("X-PackIdentifier", "");

  private Signals() {}

  /**
   * Whether a signal's text says which car or pack it is, and so never leaves the gateway by
   * itself.
   *
   * @param signal any
   * @return true for {@link #VIN} and {@link #PACK_ID}
   */
  public static boolean identifies(Signal signal) {
    return signal.equals(VIN) || signal.equals(PACK_ID);
  }

  /**
   * Finds a known signal.
   *
   * @param nameOrPath short name or full VSS path
   * @return the signal, or empty for a name CellWitness does not know
   */
  public static Optional<Signal> find(String nameOrPath) {
    String name =
        nameOrPath.startsWith(PREFIX) ? nameOrPath.substring(PREFIX.length()) : nameOrPath;
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Signal known(String name, String unit) {
    Signal signal = new Signal(name, unit);
    BY_NAME.put(name, signal);
    return signal;
  }
}
