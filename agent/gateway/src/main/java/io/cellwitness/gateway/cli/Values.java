package io.cellwitness.gateway.cli;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** One value as people and programs see it. A VIN is withheld: it stands in the report only. */
final class Values {

  private static final String WITHHELD = "(read, withheld: it stands in the report only)";

  private Values() {}

  /** Puts signal, index, value, unit and quality into an object. */
  static ObjectNode put(ObjectNode node, Signal signal, int index, Value value) {
    node.put("signal", signal.path()).put("name", signal.name()).put("index", index);
    if (value instanceof Value.Number number) {
      node.put("value", number.number());
    } else if (value instanceof Value.Text text) {
      node.put("value", shown(signal, text));
    } else {
      node.putNull("value");
    }
    node.put("unit", signal.unit()).put("quality", value.quality().name());
    if (value instanceof Value.Absent absent) {
      node.put("reason", absent.reason());
    }
    return node;
  }

  /** One line: name, index, value with unit, or why there is none. */
  static String line(Signal signal, int index, Value value) {
    String name = signal.name() + (index > 0 ? "[" + index + "]" : "");
    return String.format(Locale.ROOT, "%-36s %s", name, text(signal, value));
  }

  private static String text(Signal signal, Value value) {
    if (value instanceof Value.Number number) {
      return String.format(Locale.ROOT, "%10.3f %s", number.number(), signal.unit())
          .stripTrailing();
    }
    if (value instanceof Value.Text text) {
      return shown(signal, text);
    }
    Value.Absent absent = (Value.Absent) value;
    return "         — " + absent.quality() + ": " + absent.reason();
  }

  private static String shown(Signal signal, Value.Text text) {
    return Signals.identifies(signal) ? WITHHELD : text.text();
  }
}
