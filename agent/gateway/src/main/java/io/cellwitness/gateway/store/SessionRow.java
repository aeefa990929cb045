package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Optional;

/**
 * One session as stored.
 *
 * @param id its number
 * @param started when it began
 * @param endedAt when it ended, dated in the same way; empty while it runs and where the process
 *     died
 * @param outcome how it ended; empty while it runs
 * @param source the source address
 * @param mode {@code quick}, {@code charge}, {@code stream}, {@code read}
 * @param pack pseudonym of the pack
 * @param profileId the vehicle profile
 * @param model make and model in words
 * @param readings how many readings are committed
 * @param erased whether its vehicle was erased
 */
public record SessionRow(
    SessionId id,
    Dated started,
    Optional<Instant> endedAt,
    Optional<SessionEnd.Outcome> outcome,
    String source,
    String mode,
    Optional<String> pack,
    Optional<String> profileId,
    Optional<String> model,
    long readings,
    boolean erased) {}
