package io.cellwitness.api;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * When something was read. Integrals use {@link #monotonicNanos()} only; the wall clock is for
 * people and may jump.
 *
 * @param wall wall-clock instant as the machine believed it
 * @param monotonicNanos nanoseconds on a clock that never goes back, comparable only inside one
 *     boot
 * @param bootId the boot (or recorded session) the monotonic clock belongs to
 * @param clockSynced whether the wall clock was known to be right
 */
public record Stamp(Instant wall, long monotonicNanos, UUID bootId, boolean clockSynced) {

  /** Rejects nulls. */
  public Stamp {
    Objects.requireNonNull(wall, "wall");
    Objects.requireNonNull(bootId, "bootId");
  }

  /**
   * Seconds between two stamps of one boot.
   *
   * @param earlier the other stamp
   * @return this minus earlier, s
   * @throws IllegalArgumentException when the stamps belong to different boots
   */
  public double secondsSince(Stamp earlier) {
    if (!bootId.equals(earlier.bootId)) {
      throw new IllegalArgumentException("stamps of two boots have no common monotonic clock");
    }
    return (monotonicNanos - earlier.monotonicNanos) / 1e9;
  }
}
