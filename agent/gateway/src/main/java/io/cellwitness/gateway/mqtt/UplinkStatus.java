package io.cellwitness.gateway.mqtt;

import java.util.Optional;

/**
 * How the uplink goes.
 *
 * @param connected whether a broker has accepted us now
 * @param delivered messages acknowledged since the start
 * @param refused refusals by the broker since the start
 * @param connections connections made since the start
 * @param trouble why it is not connected, one sentence; empty while all is well
 * @param ended whether it has given up because the store failed, or was closed
 */
public record UplinkStatus(
    boolean connected,
    long delivered,
    long refused,
    long connections,
    Optional<String> trouble,
    boolean ended) {}
