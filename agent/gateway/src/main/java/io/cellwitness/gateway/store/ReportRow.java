package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One report as stored.
 *
 * @param sequence its place in the chain, from 1
 * @param id UUIDv7
 * @param previousHash lower-case hex SHA-256 of the previous report's JWS bytes
 * @param hash {@link NewReport#hash()}
 * @param session the session it is about
 * @param pack pseudonym of the pack
 * @param committedAt wall clock when it was committed
 * @param publishedAt wall clock of the broker's first acknowledgement
 * @param erased whether its vehicle was erased and only its place in the chain is left
 */
public record ReportRow(
    long sequence,
    UUID id,
    Optional<String> previousHash,
    String hash,
    Optional<SessionId> session,
    Optional<String> pack,
    Instant committedAt,
    Optional<Instant> publishedAt,
    boolean erased) {}
