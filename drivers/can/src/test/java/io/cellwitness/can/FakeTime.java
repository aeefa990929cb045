package io.cellwitness.can;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock that moves only when somebody sleeps, and a little with each look. */
public final class FakeTime implements TimeSource {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final UUID boot = new UUID(1, 2);
  private long nanos;

  @Override
  public Stamp now() {
    nanos += 1_000;
    return new Stamp(START.plusNanos(nanos), nanos, boot, true);
  }

  @Override
  public void sleep(Duration duration) {
    nanos += Math.max(0, duration.toNanos());
  }

  /** Seconds slept so far. */
  public double seconds() {
    return nanos / 1e9;
  }
}
