package io.cellwitness.gateway.store;

import java.util.Optional;

/**
 * Where the next report joins the chain of this gateway.
 *
 * @param sequence number the next report must carry, from 1, without gaps
 * @param previousHash lower-case hex SHA-256 of the previous report's JWS bytes; empty for the
 *     first
 */
public record ChainHead(long sequence, Optional<String> previousHash) {}
