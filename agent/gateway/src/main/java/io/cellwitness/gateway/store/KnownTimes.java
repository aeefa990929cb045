package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Dates the stamps of a store. Readings are kept as they were read, so that nothing a report was
 * made of ever changes; what their clock should have shown is worked out when it is asked for. The
 * monotonic clock stands still while the machine sleeps: moments before a sleep are then dated too
 * late by its length.
 */
public final class KnownTimes {

  private final Map<UUID, KnownTime> boots;

  KnownTimes(Map<UUID, KnownTime> boots) {
    this.boots = Map.copyOf(boots);
  }

  /**
   * Dates a stamp.
   *
   * @param at a stamp of this store
   * @return its own instant, or the one worked out afterwards
   */
  public Dated date(Stamp at) {
    return at.clockSynced()
        ? new Dated(at.wall(), Dated.How.SYNCED)
        : date(at.wall(), at.monotonicNanos(), at.bootId());
  }

  /** Dates what was not synced when it was stamped. */
  private Dated date(Instant wall, long monotonicNanos, UUID boot) {
    return Optional.ofNullable(boots.get(boot))
        .map(known -> new Dated(known.at(monotonicNanos), Dated.How.REBASED))
        .orElseGet(() -> new Dated(wall, Dated.How.UNSYNCED));
  }
}
