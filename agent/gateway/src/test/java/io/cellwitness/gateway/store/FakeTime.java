package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock moved by hand. */
final class FakeTime implements TimeSource {

  static final UUID BOOT = UUID.fromString("00000000-0000-4000-8000-0000000000b0");

  private Instant wall = Instant.parse("2026-05-01T08:00:00Z");
  private long nanos = 1_000_000_000L;

  @Override
  public synchronized Stamp now() {
    return new Stamp(wall, nanos, BOOT, true);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /** The wall clock jumps, the monotonic one does not notice. */
  synchronized void jump(Duration duration) {
    wall = wall.plus(duration);
  }
}
