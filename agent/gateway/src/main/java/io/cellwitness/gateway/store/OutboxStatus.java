package io.cellwitness.gateway.store;

/**
 * The outbox at one moment.
 *
 * @param waitingReports reports not yet acknowledged by the broker
 * @param waitingOthers other messages not yet acknowledged
 * @param parked messages the broker refused too often; they wait for an operator
 * @param bytes bytes of all bodies
 * @param evictedMessages telemetry messages evicted since the store began
 * @param evictedBytes bytes of those
 */
public record OutboxStatus(
    long waitingReports,
    long waitingOthers,
    long parked,
    long bytes,
    long evictedMessages,
    long evictedBytes) {}
