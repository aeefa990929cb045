package io.cellwitness.report.trust;

import java.util.Optional;

/**
 * A report as a link of its gateway's chain.
 *
 * @param holder of the key that signed it, by the trust list: another cannot speak in its place,
 *     whatever gateway it names
 * @param gateway id of the gateway
 * @param sequence from 1
 * @param payloadHash SHA-256 of its payload, hexadecimal
 * @param previous payload hash of the report before it; empty for the first
 */
public record Link(
    String holder, String gateway, long sequence, String payloadHash, Optional<String> previous) {}
