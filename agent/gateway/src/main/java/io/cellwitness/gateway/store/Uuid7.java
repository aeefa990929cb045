package io.cellwitness.gateway.store;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * UUIDs of version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, 74 random bits. They identify;
 * order is carried by sequence numbers, because the wall clock may jump.
 */
final class Uuid7 {

  private final SecureRandom random = new SecureRandom();

  UUID next(Instant at) {
    long millis = at.toEpochMilli() & 0xFFFF_FFFF_FFFFL;
    long high = millis << 16 | 0x7000 | random.nextInt(1 << 12);
    long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
    return new UUID(high, low);
  }
}
