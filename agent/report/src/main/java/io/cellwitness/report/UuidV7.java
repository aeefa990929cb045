package io.cellwitness.report;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers that sort by time (RFC 9562 section 5.7). */
public final class UuidV7 {

  private UuidV7() {}

  /**
   * Makes one.
   *
   * @param at its first 48 bits, in milliseconds
   * @param random its last 74 bits
   * @return the identifier
   */
  public static UUID at(Instant at, RandomGenerator random) {
    long high = at.toEpochMilli() << 16 | 0x7000 | random.nextLong() & 0x0fff;
    long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
