package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.gateway.base.Version;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Announces packs to Home Assistant as devices (its MQTT integration, "Device discovery payload"):
 * each pack once its first telemetry leaves, all of them on a new connection and on Home
 * Assistant's birth message. For the publisher's thread.
 */
final class HomeAssistant {

  /** More packs than a gateway sees before it is restarted; those beyond are not announced. */
  private static final int MOST_PACKS = 256;

  private static final String BIRTH = "online";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * One value of a pack as Home Assistant shows it.
   *
   * @param kind its device class, empty where it has none that fits
   */
  private record Sensor(String id, String name, Signal signal, String kind) {}

  private static final List<Sensor> SENSORS =
      List.of(
          new Sensor("voltage", "Pack voltage", Signals.VOLTAGE, "voltage"),
          new Sensor("current", "Pack current", Signals.CURRENT, "current"),
          new Sensor("soc", "State of charge", Signals.SOC, "battery"),
          new Sensor("soh_declared", "State of health declared by the car", Signals.SOH, ""),
          new Sensor("cell_max", "Highest cell voltage", Signals.CELL_VOLTAGE_MAX, "voltage"),
          new Sensor("cell_min", "Lowest cell voltage", Signals.CELL_VOLTAGE_MIN, "voltage"),
          new Sensor(
              "temperature_max", "Highest temperature", Signals.TEMPERATURE_MAX, "temperature"),
          new Sensor(
              "temperature_min", "Lowest temperature", Signals.TEMPERATURE_MIN, "temperature"));

  private final Topics topics;
  private final String prefix;
  private final Set<String> packs = new LinkedHashSet<>();
  private final Queue<Outgoing> waiting = new ArrayDeque<>();

  HomeAssistant(Topics topics, String prefix) {
    this.topics = topics;
    this.prefix = prefix;
  }

  /** Where Home Assistant says that it has started. */
  String birthTopic() {
    return prefix + "/status";
  }

  /** A new connection, perhaps to a broker that has forgotten what it retained. */
  void begin() {
    waiting.clear();
    packs.forEach(this::announce);
  }

  /** A message on the birth topic; a retained one is older than this connection. */
  void arrived(IncomingMessage message) {
    boolean born = new String(message.body(), StandardCharsets.UTF_8).equals(BIRTH);
    if (born && !message.retained()) {
      begin();
    }
  }

  /** Learns packs from the topics that telemetry leaves on. */
  void leaving(String topic) {
    String telemetry = topics.telemetryRoot();
    if (topic.startsWith(telemetry) && packs.size() < MOST_PACKS) {
      String pack = topic.substring(telemetry.length());
      if (packs.add(pack)) {
        announce(pack);
      }
    }
  }

  /** The next announcement to publish. */
  Optional<Outgoing> next() {
    return Optional.ofNullable(waiting.poll());
  }

  private void announce(String pack) {
    // Topic levels may hold dots, which an object id may not; a hash stays unique.
    String seed = topics.telemetry(pack);
    String device =
        "cellwitness_" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    waiting.add(
        new Outgoing(
            prefix + "/device/" + device + "/config",
            JSON.writeValueAsBytes(payload(device, pack)),
            true,
            "application/json",
            Optional.empty(),
            Map.of()));
  }

  private ObjectNode payload(String device, String pack) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("device")
        .put("name", "Battery " + pack.substring(0, Math.min(8, pack.length())))
        .put("manufacturer", "CellWitness")
        .put("model", "gateway " + topics.gateway())
        .put("sw_version", Version.SOFTWARE)
        .putArray("identifiers")
        .add(device);
    root.putObject("origin").put("name", "CellWitness").put("sw_version", Version.SOFTWARE);
    root.put("state_topic", topics.telemetry(pack));
    root.put("availability_topic", topics.status());
    root.put("availability_template", "{{ value_json.state }}");
    root.put("qos", 1);
    ObjectNode components = root.putObject("components");
    for (Sensor sensor : SENSORS) {
      ObjectNode node = components.putObject(sensor.id());
      node.put("platform", "sensor");
      node.put("unique_id", device + "_" + sensor.id());
      node.put("name", sensor.name());
      if (!sensor.kind().isEmpty()) {
        node.put("device_class", sensor.kind());
      }
      String unit = sensor.signal().unit();
      node.put("unit_of_measurement", unit.equals("degC") ? "°C" : unit);
      node.put("state_class", "measurement");
      node.put("value_template", template(sensor.signal()));
    }
    return root;
  }

  /**
   * The newest value of a signal in a batch. A batch without it renders to nothing, which Home
   * Assistant ignores; a missing value renders to None, which it shows as unknown.
   */
  private static String template(Signal signal) {
    return "{% set s = value_json.signals | selectattr('path', 'eq', '"
        + signal.path()
        + "') | list %}{{ (s | first).v | last if s else '' }}";
  }
}
