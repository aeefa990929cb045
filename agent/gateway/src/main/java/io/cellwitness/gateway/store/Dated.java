package io.cellwitness.gateway.store;

import java.time.Instant;
import java.util.Objects;

/**
 * When something happened, as far as the store knows by now.
 *
 * @param at the best known instant
 * @param how where it comes from
 */
public record Dated(Instant at, How how) {

  /** Where an instant comes from. */
  public enum How {
    /** The clock was known to be right when it was read. */
    SYNCED,
    /**
     * The clock was not known to be right then, but later in the same boot: worked out from that
     * later moment and the monotonic clock between both.
     */
    REBASED,
    /** What a clock said that was not known to be right in all of that boot. */
    UNSYNCED
  }

  /** Rejects nulls. */
  public Dated {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(how, "how");
  }
}
