package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock moved by hand. */
final class FakeTime implements TimeSource {

  static final UUID BOOT = UUID.fromString("00000000-0000-4000-8000-0000000000b0");

  private final UUID boot;
  private Instant wall = Instant.parse("2026-05-01T08:00:00Z");
  private long nanos = 1_000_000_000L;
  private boolean synced = true;

  FakeTime() {
    this(BOOT);
  }

  /** A clock of another boot. */
  FakeTime(UUID boot) {
    this.boot = boot;
  }

  @Override
  public synchronized Stamp now() {
    return new Stamp(wall, nanos, boot, synced);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  /** From now on the clock is known to be right, or it is not. */
  synchronized void synced(boolean known) {
    synced = known;
  }

  /** The wall clock jumps, the monotonic one does not notice. */
  synchronized void jump(Duration duration) {
    wall = wall.plus(duration);
  }
}
