package io.cellwitness.opcua.probe;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.opcua.config.NodeMapping;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.SourceFile;
import io.cellwitness.opcua.config.Unit;
import io.cellwitness.opcua.link.Printable;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A source file made from what was seen. It can be saved and used as it is. */
final class Proposal {

  private static final int MOST = 300;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final ObjectNode file = JSON.createObjectNode();
  private final ArrayNode nodes = JSON.createArrayNode();
  private final Set<String> taken = new HashSet<>();

  /** The next free number of a signal with one node a cell. */
  private int nextCell = 1;

  Proposal(OpcUaSource source) {
    file.put("schema", SourceFile.SCHEMA);
    file.put("endpoint", source.endpoint());
    ObjectNode security = file.putObject("security");
    security.put("policy", source.security().policy().label());
    security.put("mode", source.security().mode().label());
    file.set("nodes", nodes);
  }

  /** Whether a node for this signal would be added: of two for one signal the first stays. */
  boolean wants(Signal signal) {
    return nodes.size() < MOST && !taken.contains(signal.name());
  }

  boolean isEmpty() {
    return nodes.isEmpty();
  }

  /**
   * Adds a node that is wanted.
   *
   * @param spot where it was met
   * @param signal what it is or may be
   * @param shown the unit the server shows
   * @param known whether a vocabulary says so, or only the name
   */
  void add(Spot spot, Signal signal, Optional<String> shown, boolean known) {
    boolean perCell = signal.equals(Signals.CELL_VOLTAGE);
    if (!perCell) {
      taken.add(signal.name());
    }
    Optional<Unit> unit = shown.flatMap(text -> UnitWords.of(text, signal));
    ObjectNode node = nodes.addObject();
    node.put("signal", signal.name());
    node.put("node", spot.child().address());
    if (!signal.unit().isEmpty()) {
      node.put("unit", unit.map(Unit::name).orElse(signal.unit()));
    }
    if (perCell && NodeMapping.indexed(signal)) {
      node.put("firstIndex", nextCell++);
    }
    node.put("comment", comment(spot, signal, shown, unit, known));
  }

  private static String comment(
      Spot spot, Signal signal, Optional<String> shown, Optional<Unit> unit, boolean known) {
    StringBuilder text = new StringBuilder(Printable.text(String.join("/", spot.path())));
    text.append(known ? "; known vocabulary" : "; guessed from its name");
    if (unit.isEmpty() && !signal.unit().isEmpty()) {
      text.append(
          shown
              .map(s -> "; the server says '" + Printable.text(s) + "', which needs a scale")
              .orElse("; the server names no unit"));
    }
    return text.toString();
  }

  ObjectNode json() {
    return file;
  }

  String text() {
    return JSON.writeValueAsString(file);
  }
}
