package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that went wrong with a store.
 *
 * @param at the wall clock when it was found
 * @param text one sentence, without VIN
 */
public record Incident(Instant at, String text) {

  /** Rejects nulls. */
  public Incident {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(text, "text");
  }
}
