package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.store.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Readings as one JSON message in VSS names; schema {@code config/schemas/telemetry-1.json}. */
final class TelemetryBatch {

  static final String SCHEMA = "telemetry/1";
  static final String CONTENT_TYPE = "application/vnd.cellwitness.telemetry+json";

  private static final JsonMapper JSON = JsonMapper.shared();

  private TelemetryBatch() {}

  private record Series(Signal signal, int index, String source) {}

  /**
   * Encodes readings of one boot.
   *
   * @param readings in order; VIN and pack number among them are left out
   * @return the message, empty when nothing is left to say
   */
  static Optional<byte[]> encode(String pack, SessionId session, List<Reading> readings) {
    Map<Series, ObjectNode> series = new LinkedHashMap<>();
    Stamp start = readings.get(0).at();
    for (Reading reading : readings) {
      if (!Signals.identifies(reading.signal())) {
        Series key = new Series(reading.signal(), reading.index(), reading.source());
        add(series.computeIfAbsent(key, TelemetryBatch::begin), reading, start);
      }
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode batch = JSON.createObjectNode();
    batch.put("schema", SCHEMA);
    batch.put("pack", pack);
    batch.put("session", session.number());
    batch.put("start", start.wall().toString());
    batch.put("clockSynced", start.clockSynced());
    ArrayNode signals = batch.putArray("signals");
    series.values().forEach(signals::add);
    return Optional.of(JSON.writeValueAsBytes(batch));
  }

  private static ObjectNode begin(Series key) {
    ObjectNode node = JSON.createObjectNode();
    node.put("path", key.signal().path());
    if (key.index() > 0) {
      node.put("index", key.index());
    }
    if (!key.signal().unit().isEmpty()) {
      node.put("unit", key.signal().unit());
    }
    node.put("source", key.source());
    node.putArray("t");
    node.putArray("v");
    return node;
  }

  private static void add(ObjectNode series, Reading reading, Stamp start) {
    long micros = Math.round(reading.at().secondsSince(start) * 1e6);
    series.withArray("t").add(micros / 1000.0);
    ArrayNode values = series.withArray("v");
    Value value = reading.value();
    if (value instanceof Value.Number number) {
      values.add(number.number());
    } else if (value instanceof Value.Text text) {
      values.add(text.text());
    } else if (value instanceof Value.Absent absent) {
      values.addNull();
      series
          .withArray("absent")
          .addObject()
          .put("quality", absent.quality().name())
          .put("reason", absent.reason());
    }
  }
}
