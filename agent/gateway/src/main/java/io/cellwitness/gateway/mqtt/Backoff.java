package io.cellwitness.gateway.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: anything up to 1, 2, 4 … 60 s ("full jitter"), so that
 * a fleet does not come back in step after a power cut.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 1000;
  private static final long MOST_MILLIS = 60_000;

  private final RandomGenerator random;
  private int attempts;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long ceiling = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
    attempts++;
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }

  void reset() {
    attempts = 0;
  }
}
