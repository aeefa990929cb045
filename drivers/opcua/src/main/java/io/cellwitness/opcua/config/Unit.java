package io.cellwitness.opcua.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A unit a server may use and how it becomes the unit of a signal.
 *
 * @param name as written in a source file
 * @param signalUnit the unit of the signals it fits
 * @param factor multiplies the server's number
 * @param zero is added to the server's number before that (kelvin, fahrenheit)
 */
public record Unit(String name, String signalUnit, double factor, double zero) {

  private static final Map<String, Unit> BY_NAME = new LinkedHashMap<>();

  static {
    for (Unit unit :
        new Unit[] {
          linear("V", "V", 1),
          linear("mV", "V", 1e-3),
          linear("kV", "V", 1e3),
          linear("A", "A", 1),
          linear("mA", "A", 1e-3),
          linear("kA", "A", 1e3),
          linear("%", "%", 1),
          linear("1", "%", 100),
          new Unit("degC", "degC", 1, 0),
          new Unit("K", "degC", 1, -273.15),
          new Unit("degF", "degC", 5.0 / 9.0, -32),
          linear("Ah", "Ah", 1),
          linear("mAh", "Ah", 1e-3),
          linear("C", "Ah", 1 / 3600.0),
          linear("kWh", "kWh", 1),
          linear("Wh", "kWh", 1e-3),
          linear("MWh", "kWh", 1e3),
          linear("kJ", "kWh", 1 / 3600.0),
          linear("MJ", "kWh", 1 / 3.6),
          linear("kW", "kW", 1),
          linear("W", "kW", 1e-3),
          linear("MW", "kW", 1e3),
          linear("kOhm", "kOhm", 1),
          linear("Ohm", "kOhm", 1e-3),
          linear("MOhm", "kOhm", 1e3),
          linear("s", "s", 1),
          linear("min", "s", 60),
          linear("h", "s", 3600),
          linear("km", "km", 1),
          linear("m", "km", 1e-3),
          linear("km/h", "km/h", 1),
          linear("rpm", "rpm", 1),
          linear("", "", 1)
        }) {
      BY_NAME.put(unit.name, unit);
    }
  }

  private static Unit linear(String name, String signalUnit, double factor) {
    return new Unit(name, signalUnit, factor, 0);
  }

  /**
   * Finds a unit.
   *
   * @param name as written; {@code 1} is a ratio that becomes %
   * @return the unit, or empty for one CellWitness does not know
   */
  public static Optional<Unit> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * The units that fit a signal.
   *
   * @param signalUnit the signal's unit
   * @return their names, for messages
   */
  public static String fitting(String signalUnit) {
    return String.join(
        ", ",
        BY_NAME.values().stream()
            .filter(u -> u.signalUnit.equals(signalUnit))
            .map(Unit::name)
            .toList());
  }

  double toSignal(double number) {
    return (number + zero) * factor;
  }
}
