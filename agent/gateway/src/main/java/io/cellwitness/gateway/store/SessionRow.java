package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One session as stored.
 *
 * @param id its number
 * @param startedAt wall clock at its start
 * @param endedAt wall clock at its end; empty while it runs
 * @param outcome how it ended; empty while it runs
 * @param source the source address
 * @param mode {@code quick}, {@code charge}, {@code stream}, {@code read}
 * @param pack pseudonym of the pack
 * @param profileId the vehicle profile
 * @param model make and model in words
 * @param readings how many readings are committed
 */
public record SessionRow(
    SessionId id,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<SessionEnd.Outcome> outcome,
    String source,
    String mode,
    Optional<String> pack,
    Optional<String> profileId,
    Optional<String> model,
    long readings) {}
