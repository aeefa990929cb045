package io.cellwitness.gateway.store;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A message for the outbox.
 *
 * @param kind decides its turn and whether it may be evicted
 * @param topic the full MQTT topic
 * @param contentType media type of the body
 * @param schema name and version of the body's schema, for example {@code report/1}
 * @param body the exact bytes, at most {@link #MAX_BODY_BYTES}
 * @param expiry how long the broker may keep it, counted from publishing; empty for ever
 */
public record NewMessage(
    MessageClass kind,
    String topic,
    String contentType,
    String schema,
    byte[] body,
    Optional<Duration> expiry) {

  /** Largest body taken, bytes. */
  public static final int MAX_BODY_BYTES = 8 << 20;

  /** Copies the bytes; rejects nulls, an empty topic and a body beyond the limit. */
  public NewMessage {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(expiry, "expiry");
    if (topic.isEmpty() || topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0) {
      throw new IllegalArgumentException("not a topic to publish on: '" + topic + "'");
    }
    if (body.length > MAX_BODY_BYTES) {
      throw new IllegalArgumentException("a message of " + body.length + " bytes is too large");
    }
    body = body.clone();
  }
}
