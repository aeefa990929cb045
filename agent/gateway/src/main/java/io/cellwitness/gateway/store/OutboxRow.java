package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message in the outbox, without its body.
 *
 * @param sequence its number at this gateway
 * @param id its message id
 * @param kind decides its turn
 * @param topic where it goes
 * @param bytes length of its body
 * @param createdAt wall clock when it was committed
 * @param refusals how often the broker refused it
 * @param parked why it waits for an operator; empty while it waits for its turn
 */
public record OutboxRow(
    long sequence,
    UUID id,
    MessageClass kind,
    String topic,
    long bytes,
    Instant createdAt,
    int refusals,
    Optional<String> parked) {}
