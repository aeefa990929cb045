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

  private static final Instant EARLIEST = Instant.parse("1678-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2261-12-31T23:59:59Z");

  /**
   * Rejects nulls, and a wall clock outside 1678 to 2261, which 64 bits of nanoseconds cannot hold.
   */
  public Stamp {
    Objects.requireNonNull(wall, "wall");
    if (wall.isBefore(EARLIEST) || wall.isAfter(LATEST)) {
      throw new IllegalArgumentException("a wall clock outside 1678 to 2261");
    }
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
