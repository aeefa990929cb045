package io.cellwitness.gateway.mqtt;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * A message received from a broker.
 *
 * @param topic where it was published
 * @param body the bytes
 * @param retained whether the broker had kept it
 * @param contentType media type, if the sender gave one
 * @param properties MQTT 5 user properties; of a name given twice the last
 */
public record IncomingMessage(
    String topic,
    byte[] body,
    boolean retained,
    Optional<String> contentType,
    Map<String, String> properties) {

  /** Copies the properties. */
  public IncomingMessage {
    properties = Map.copyOf(properties);
  }

  /** This message with at most so many bytes and one more, which shows that it was longer. */
  IncomingMessage cutTo(int bytes) {
    return body.length <= bytes
        ? this
        : new IncomingMessage(
            topic, Arrays.copyOf(body, bytes + 1), retained, contentType, properties);
  }
}
