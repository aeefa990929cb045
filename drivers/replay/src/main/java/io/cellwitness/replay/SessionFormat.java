package io.cellwitness.replay;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.ReferenceCharge;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.UseFacts;
import io.cellwitness.api.VehicleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The words of a session file and its first line.
 *
 * <p>A session file is UTF-8 text, one JSON object a line, packed with gzip when its name ends in
 * {@code .gz}. The first line is the header. Then, each declared before its first use: a clock
 * {@code {"clock":N,"bootId":UUID,"synced":BOOLEAN}}, a channel {@code
 * {"channel":N,"signal":NAME,"unit":UNIT,"index":N,"source":TEXT}}, and the stamps {@code
 * {"t":NANOS,"w":INSTANT,"c":CLOCK,"r":[[CHANNEL,VALUE],…]}} in the order they were read, where
 * VALUE is a number, a text, or {@code null,QUALITY,REASON}. The last line {@code
 * {"end":{"stamps":N,"readings":N}}} tells a whole file from one that was cut off.
 *
 * <p>Nothing that happened is lost but VIN and pack number, which are withheld: their readings say
 * so.
 */
final class SessionFormat {

  /** What the header's {@code format} says. */
  static final String ID = "cellwitness-session/1";

  /** The longest line that is written or read. */
  static final int MAX_LINE_BYTES = 1 << 20;

  /** Readings in one line; more readings of one stamp go on in the next line. */
  static final int MAX_READINGS_PER_LINE = 4096;

  /** Different signals, indexes and sources together in one file. */
  static final int MAX_CHANNELS = 65_536;

  /** Reason of the readings of VIN and pack number, in place of them. */
  static final String VIN_WITHHELD = "withheld";

  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private SessionFormat() {}

  /**
   * Writes the header line.
   *
   * @param facts what is known of the car; its VIN and pack number are left out
   * @return one line without its end, the same for the same facts
   */
  static String header(VehicleFacts facts) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", ID);
    ObjectNode vehicle = root.putObject("vehicle");
    facts.model().ifPresent(model -> vehicle.put("model", model));
    facts.profileId().ifPresent(id -> vehicle.put("profileId", id));
    facts.profileHash().ifPresent(hash -> vehicle.put("profileHash", hash));
    ArrayNode vinSources = vehicle.putArray("vinSources");
    facts.vinSources().forEach(vinSources::add);
    ObjectNode link = root.putObject("link");
    new TreeMap<>(facts.link()).forEach(link::put);
    ObjectNode pack = root.putObject("pack");
    pack.put("chemistry", facts.pack().chemistry().name());
    facts.pack().cellsInSeries().ifPresent(cells -> pack.put("cellsInSeries", cells));
    put(pack, "nominalAh", facts.pack().nominalAh());
    put(pack, "certifiedKwh", facts.pack().certifiedKwh());
    put(pack, "nominalKwh", facts.pack().nominalKwh());
    CellFacts cell = facts.pack().cell();
    if (!cell.equals(CellFacts.UNKNOWN)) {
      ObjectNode node = pack.putObject("cell");
      putRest(node, "emptyRestV", cell.emptyRest());
      putRest(node, "fullRestV", cell.fullRest());
      cell.cathodeClass().ifPresent(cathode -> node.put("cathodeClass", cathode));
      cell.reference().ifPresent(reference -> put(node.putObject("reference"), reference));
    }
    UseFacts use = facts.pack().use();
    if (!use.equals(UseFacts.UNKNOWN)) {
      ObjectNode node = pack.putObject("use").put("stationary", use.stationary());
      put(node, "ratedPowerKw", use.ratedPowerKw());
      put(node, "roundTripPct", use.roundTripPct());
      put(node, "consumptionWhPerKm", use.consumptionWhPerKm());
      put(node, "ageYears", use.ageYears());
    }
    return JSON.writeValueAsString(root);
  }

  /**
   * Reads the header line.
   *
   * @param root the parsed first line
   * @return what is known of the car, without VIN
   * @throws IllegalArgumentException with a few words on what is wrong
   */
  static VehicleFacts facts(JsonNode root) {
    String format = root.path("format").asString("");
    if (!format.equals(ID)) {
      throw new IllegalArgumentException(
          format.startsWith("cellwitness-session/")
              ? "the format is " + shortened(format) + ", written by a newer CellWitness"
              : "the format is not " + ID);
    }
    JsonNode vehicle = root.path("vehicle");
    List<String> vinSources = new ArrayList<>();
    vehicle.path("vinSources").forEach(source -> vinSources.add(text(source, "vinSources")));
    Map<String, String> link = new TreeMap<>();
    root.path("link").properties().forEach(e -> link.put(e.getKey(), text(e.getValue(), "link")));
    return new VehicleFacts(
        Optional.empty(),
        vinSources,
        optionalText(vehicle, "profileId"),
        optionalText(vehicle, "profileHash"),
        optionalText(vehicle, "model"),
        pack(root.path("pack")),
        link);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static PackFacts pack(JsonNode pack) {
    JsonNode cells = pack.path("cellsInSeries");
    if (!cells.isMissingNode() && !cells.canConvertToInt()) {
      throw new IllegalArgumentException("cellsInSeries is no whole number");
    }
    return new PackFacts(
        chemistry(pack.path("chemistry").asString("UNKNOWN")),
        cells.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(cells.intValue()),
        sourced(pack, "nominalAh"),
        sourced(pack, "certifiedKwh"),
        sourced(pack, "nominalKwh"),
        cell(pack.path("cell")),
        use(pack.path("use")));
  }

  private static UseFacts use(JsonNode use) {
    return new UseFacts(
        use.path("stationary").asBoolean(false),
        sourced(use, "ratedPowerKw"),
        sourced(use, "roundTripPct"),
        sourced(use, "consumptionWhPerKm"),
        sourced(use, "ageYears"));
  }

  private static CellFacts cell(JsonNode cell) {
    return new CellFacts(
        restVoltage(cell, "emptyRestV"),
        restVoltage(cell, "fullRestV"),
        optionalText(cell, "cathodeClass"),
        reference(cell.path("reference")));
  }

  private static void put(ObjectNode node, ReferenceCharge reference) {
    node.put("cathodeClass", reference.cathodeClass())
        .put("graphite", reference.graphite())
        .put("y0", reference.y0())
        .put("logRatio", reference.logRatio())
        .put("offsetV", reference.offsetV())
        .put("source", reference.source());
  }

  private static Optional<ReferenceCharge> reference(JsonNode node) {
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new ReferenceCharge(
            text(node.path("cathodeClass"), "cathodeClass"),
            text(node.path("graphite"), "graphite"),
            number(node, "y0", "reference"),
            number(node, "logRatio", "reference"),
            number(node, "offsetV", "reference"),
            text(node.path("source"), "reference")));
  }

  private static void putRest(ObjectNode cell, String name, Optional<RestVoltage> voltage) {
    voltage.ifPresent(
        known ->
            cell.putObject(name)
                .put("value", known.volts())
                .put("uncertaintyV", known.uncertaintyV())
                .put("source", known.source()));
  }

  private static Optional<RestVoltage> restVoltage(JsonNode cell, String name) {
    JsonNode node = cell.path(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new RestVoltage(
            number(node, "value", name),
            number(node, "uncertaintyV", name),
            text(node.path("source"), name)));
  }

  private static double number(JsonNode node, String member, String name) {
    if (!node.path(member).isNumber()) {
      throw new IllegalArgumentException(name + " has no number in " + member);
    }
    return node.path(member).doubleValue();
  }

  private static Chemistry chemistry(String name) {
    for (Chemistry chemistry : Chemistry.values()) {
      if (chemistry.name().equals(name)) {
        return chemistry;
      }
    }
    throw new IllegalArgumentException("the chemistry " + shortened(name) + " is not known");
  }

  private static void put(ObjectNode pack, String name, Optional<Sourced> figure) {
    figure.ifPresent(
        known -> pack.putObject(name).put("value", known.value()).put("source", known.source()));
  }

  private static Optional<Sourced> sourced(JsonNode pack, String name) {
    JsonNode figure = pack.path(name);
    if (figure.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        new Sourced(number(figure, "value", name), text(figure.path("source"), name)));
  }

  private static Optional<String> optionalText(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    return node.isMissingNode() ? Optional.empty() : Optional.of(text(node, name));
  }

  private static String text(JsonNode node, String name) {
    if (!node.isString()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return node.stringValue();
  }
}
