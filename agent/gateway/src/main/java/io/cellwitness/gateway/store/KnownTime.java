package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import java.math.BigInteger;
import java.time.Instant;

/**
 * One moment of a boot at which the wall clock was known to be right. From it every other moment of
 * that boot can be dated by the monotonic clock, which nobody sets.
 *
 * @param wall the wall clock then
 * @param monotonicNanos the monotonic clock at the same moment
 */
record KnownTime(Instant wall, long monotonicNanos) {

  private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

  /** The moment a stamp tells that was taken while the clock was known to be right. */
  static KnownTime of(Stamp synced) {
    return new KnownTime(synced.wall(), synced.monotonicNanos());
  }

  /** What the wall clock should have shown at another moment of the same boot. */
  Instant at(long nanos) {
    // The clocks of recordings may begin anywhere, so a difference may be beyond 64 bits.
    BigInteger[] parts =
        BigInteger.valueOf(nanos)
            .subtract(BigInteger.valueOf(monotonicNanos))
            .divideAndRemainder(NANOS);
    return wall.plusSeconds(parts[0].longValueExact()).plusNanos(parts[1].longValueExact());
  }
}
