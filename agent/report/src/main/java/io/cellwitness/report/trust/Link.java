package io.cellwitness.report.trust;

import java.util.Optional;

/**
 * A report as a link of its gateway's chain.
 *
 * @param gateway id of the gateway
 * @param sequence from 1
 * @param payloadHash SHA-256 of its payload, hexadecimal
 * @param previous payload hash of the report before it; empty for the first
 */
public record Link(String gateway, long sequence, String payloadHash, Optional<String> previous) {}
