package io.cellwitness.gateway.mqtt;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A message to publish, always with QoS 1.
 *
 * @param topic where
 * @param body the exact bytes, shared: do not change
 * @param retained whether the broker keeps it for later subscribers
 * @param contentType media type of the body
 * @param expiry how long the broker may keep it
 * @param properties MQTT 5 user properties
 */
record Outgoing(
    String topic,
    byte[] body,
    boolean retained,
    String contentType,
    Optional<Duration> expiry,
    Map<String, String> properties) {}
