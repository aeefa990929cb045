package io.cellwitness.gateway.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message waiting in the outbox.
 *
 * @param sequence gap-free number in commit order, from 1, never used twice in one store
 * @param id UUIDv7; the same each time the message is sent
 * @param kind decides its turn
 * @param topic the full MQTT topic
 * @param contentType media type of the body
 * @param schema name and version of the body's schema
 * @param body the exact bytes, shared: do not change
 * @param expiry how long the broker may keep it
 * @param createdAt wall clock when it was committed
 * @param refusals how often the broker refused it
 */
public record OutboxMessage(
    long sequence,
    UUID id,
    MessageClass kind,
    String topic,
    String contentType,
    String schema,
    byte[] body,
    Optional<Duration> expiry,
    Instant createdAt,
    int refusals) {}
