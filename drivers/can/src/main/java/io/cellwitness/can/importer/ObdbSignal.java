package io.cellwitness.can.importer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns one OBDb signal into one of a vehicle profile. */
final class ObdbSignal {

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("percent", "%"),
          Map.entry("volts", "V"),
          Map.entry("amps", "A"),
          Map.entry("ampereHours", "Ah"),
          Map.entry("kilowattHours", "kWh"),
          Map.entry("kilowatts", "kW"),
          Map.entry("celsius", "degC"),
          Map.entry("kilometers", "km"),
          Map.entry("kilometersPerHour", "km/h"),
          Map.entry("seconds", "s"),
          Map.entry("kiloohms", "kOhm"),
          Map.entry("rpm", "rpm"));

  private static final double UNLIMITED = 1e12;

  private ObdbSignal() {}

  static void convert(JsonNode signal, String command, ArrayNode into, List<String> leftOut) {
    String id = signal.path("id").asString("UNNAMED");
    JsonNode format = signal.path("fmt");
    int firstBit = format.path("bix").asInt(0);
    int bits = format.path("len").asInt(0);
    String unit = format.path("unit").asString("");
    int bytes = (firstBit % 8 + bits + 7) / 8;
    boolean aligned = firstBit % 8 == 0 && bits % 8 == 0;
    boolean text = unit.equals("ascii");
    if (format.has("map") || unit.equals("hex")) {
      leftOut.add(command + " " + id + " has words, not numbers, as values");
      return;
    }
    boolean readable = bits >= 1 && firstBit >= 0 && (text ? aligned && bytes <= 64 : bytes <= 4);
    if (!readable || format.path("blsb").asBoolean(false) && bits > 8 && !aligned) {
      leftOut.add(command + " " + id + " lies across more bytes than a number may have");
      return;
    }
    ObjectNode node = into.addObject();
    node.put("signal", "X-" + id).put("at", firstBit / 8);
    if (text) {
      node.put("type", "ascii").put("length", bytes);
    } else {
      number(format, node, firstBit, bits, bytes, UNITS.getOrDefault(unit, unit));
    }
    node.put("evidence", "1").put("sources", "OBDb");
  }

  private static void number(
      JsonNode format, ObjectNode node, int firstBit, int bits, int bytes, String unit) {
    boolean signed = format.path("sign").asBoolean(false);
    boolean reversed = format.path("blsb").asBoolean(false) && bits > 8;
    node.put("type", (signed ? "s" : "u") + 8 * bytes + (reversed ? "le" : ""));
    if (bits != 8 * bytes) {
      long mask = (1L << bits) - 1 << 8 * bytes - firstBit % 8 - bits;
      node.put("mask", Long.toHexString(mask).toUpperCase(Locale.ROOT));
    }
    if (!unit.isEmpty()) {
      node.put("unit", unit);
    }
    double multiply = format.path("mul").asDouble(1);
    double divide = format.path("div").asDouble(1);
    node.put("multiply", divide < 0 ? -multiply : multiply).put("divide", Math.abs(divide));
    node.put("add", format.path("add").asDouble(0));
    limits(format, node.putArray("range"));
  }

  /** OBDb clamps to min and max and has no value from nullmin down and from nullmax up. */
  private static void limits(JsonNode format, ArrayNode range) {
    double low = format.path("min").asDouble(0);
    double high = format.path("max").asDouble(UNLIMITED);
    if (high <= low) {
      low = -UNLIMITED;
      high = UNLIMITED;
    }
    if (format.has("nullmin")) {
      low = Math.max(low, Math.nextUp(format.path("nullmin").asDouble()));
    }
    if (format.has("nullmax")) {
      high = Math.min(high, Math.nextDown(format.path("nullmax").asDouble()));
    }
    range.add(Math.min(low, high)).add(high);
  }
}
