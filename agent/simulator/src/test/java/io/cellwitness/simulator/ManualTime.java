package io.cellwitness.simulator;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock that only a test, or a wait on it, moves. */
public final class ManualTime implements TimeSource {

  private static final Instant START = Instant.parse("2026-05-04T08:00:00Z");

  private long nanos = 5_000_000_000L;

  @Override
  public synchronized Stamp now() {
    return new Stamp(START.plusNanos(nanos), nanos, new UUID(1, 1), true);
  }

  @Override
  public void sleep(Duration duration) {
    advance(duration);
  }

  /**
   * Moves the clock on.
   *
   * @param duration how far
   */
  public synchronized void advance(Duration duration) {
    nanos += Math.max(0, duration.toNanos());
  }
}
