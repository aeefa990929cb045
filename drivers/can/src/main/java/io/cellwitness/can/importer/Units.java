package io.cellwitness.can.importer;

import java.util.Locale;
import java.util.Map;

/** Units as profiles write them, for the many ways lists write them. */
final class Units {

  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("percent", "%"),
          Map.entry("volts", "V"),
          Map.entry("volt", "V"),
          Map.entry("amps", "A"),
          Map.entry("ampere", "A"),
          Map.entry("amperehours", "Ah"),
          Map.entry("kilowatthours", "kWh"),
          Map.entry("kilowatts", "kW"),
          Map.entry("celsius", "degC"),
          Map.entry("°c", "degC"),
          Map.entry("ºc", "degC"),
          Map.entry("degc", "degC"),
          Map.entry("c", "degC"),
          Map.entry("kilometers", "km"),
          Map.entry("kilometersperhour", "km/h"),
          Map.entry("kph", "km/h"),
          Map.entry("seconds", "s"),
          Map.entry("sec", "s"),
          Map.entry("kiloohms", "kOhm"),
          Map.entry("kohm", "kOhm"),
          Map.entry("kwh", "kWh"),
          Map.entry("kw", "kW"),
          Map.entry("ah", "Ah"));

  private Units() {}

  static String of(String unit) {
    String plain = unit.strip();
    return KNOWN.getOrDefault(plain.toLowerCase(Locale.ROOT), plain);
  }
}
