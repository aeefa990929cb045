package io.cellwitness.can.importer;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns one OBDb signal into one of a vehicle profile. */
final class ObdbSignal {

  private static final double UNLIMITED = 1e12;

  private ObdbSignal() {}

  static void convert(JsonNode signal, String command, ArrayNode into, Draft draft) {
    String id = signal.path("id").asString("UNNAMED");
    JsonNode format = signal.path("fmt");
    int firstBit = format.path("bix").asInt(0);
    int bits = format.path("len").asInt(0);
    String unit = format.path("unit").asString("");
    int bytes = (firstBit % 8 + bits + 7) / 8;
    boolean aligned = firstBit % 8 == 0 && bits % 8 == 0;
    boolean text = unit.equals("ascii");
    if (unit.equals("hex")) {
      draft.leaveOut(command + " " + id + " is a row of digits, not a number");
      return;
    }
    boolean readable = bits >= 1 && firstBit >= 0 && (text ? aligned && bytes <= 64 : bytes <= 4);
    if (!readable || format.path("blsb").asBoolean(false) && bits > 8 && !aligned) {
      draft.leaveOut(command + " " + id + " lies across more bytes than a number may have");
      return;
    }
    ObjectNode node = into.addObject();
    node.put("signal", "X-" + id).put("at", firstBit / 8);
    if (format.has("map")) {
      place(format, node, firstBit, bits, bytes);
      ObjectNode words = node.putObject("words");
      for (Map.Entry<String, JsonNode> word : format.path("map").properties()) {
        words.put(word.getKey(), word(word.getValue(), word.getKey()));
      }
    } else if (text) {
      node.put("type", "ascii").put("length", bytes);
    } else {
      number(format, node, firstBit, bits, bytes, Units.of(unit));
    }
    draft.evidence(node);
  }

  private static String word(JsonNode entry, String raw) {
    String described = entry.path("description").asString("");
    String word = described.isBlank() ? entry.path("value").asString("") : described;
    return word.isBlank() ? raw : word;
  }

  private static void number(
      JsonNode format, ObjectNode node, int firstBit, int bits, int bytes, String unit) {
    place(format, node, firstBit, bits, bytes);
    if (!unit.isEmpty()) {
      node.put("unit", unit);
    }
    double multiply = format.path("mul").asDouble(1);
    double divide = format.path("div").asDouble(1);
    node.put("multiply", divide < 0 ? -multiply : multiply).put("divide", Math.abs(divide));
    node.put("add", format.path("add").asDouble(0));
    limits(format, node.putArray("range"));
  }

  private static void place(JsonNode format, ObjectNode node, int firstBit, int bits, int bytes) {
    boolean signed = format.path("sign").asBoolean(false);
    boolean reversed = format.path("blsb").asBoolean(false) && bits > 8;
    node.put("type", (signed ? "s" : "u") + 8 * bytes + (reversed ? "le" : ""));
    if (bits != 8 * bytes) {
      long mask = (1L << bits) - 1 << 8 * bytes - firstBit % 8 - bits;
      node.put("mask", Long.toHexString(mask).toUpperCase(Locale.ROOT));
    }
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
