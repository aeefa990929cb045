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

  /** Counted for each message beside the bytes its sender chose. */
  private static final int ENVELOPE_BYTES = 512;

  /** About how much memory it takes, bytes. */
  int bytes() {
    int chosen = body.length + 2 * topic.length();
    for (Map.Entry<String, String> property : properties.entrySet()) {
      chosen += 2 * (property.getKey().length() + property.getValue().length());
    }
    return ENVELOPE_BYTES + chosen;
  }

  /**
   * What the gateway reads of this message: at most so many bytes of the body and one more, which
   * shows that it was longer, and nothing else of a length the sender chose.
   */
  IncomingMessage cutTo(int bytes) {
    byte[] kept = body.length <= bytes ? body : Arrays.copyOf(body, bytes + 1);
    return new IncomingMessage(topic, kept, retained, Optional.empty(), Map.of());
  }
}
