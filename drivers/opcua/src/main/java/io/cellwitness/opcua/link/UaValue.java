package io.cellwitness.opcua.link;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One value as a server sent it, unjudged.
 *
 * @param status the status code, 32 bits unsigned
 * @param content what was sent
 * @param sourceTime when the source sampled it; empty when not sent or before 1970
 * @param serverTime when the server had it; empty when not sent or before 1970
 */
public record UaValue(
    long status, Content content, Optional<Instant> sourceTime, Optional<Instant> serverTime) {

  /** Rejects nulls. */
  public UaValue {
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(sourceTime, "sourceTime");
    Objects.requireNonNull(serverTime, "serverTime");
  }

  /** What a value holds. */
  public sealed interface Content {

    /**
     * One number; booleans are 1 and 0.
     *
     * @param number may be NaN or infinite
     */
    record Scalar(double number) implements Content {}

    /**
     * A one-dimensional array of numbers.
     *
     * @param numbers not changed afterwards
     */
    record Numbers(double[] numbers) implements Content {}

    /**
     * A text.
     *
     * @param text bounded by the link
     */
    record Text(String text) implements Content {}

    /**
     * Something CellWitness does not read.
     *
     * @param what a few words: {@code nothing}, {@code a structure}
     */
    record Unreadable(String what) implements Content {}
  }
}
