package io.cellwitness.gateway.daemon;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock the test moves. */
final class HandClock implements TimeSource {

  private static final UUID BOOT = UUID.fromString("00000000-0000-4000-8000-0000000000b1");

  private Duration passed = Duration.ofHours(1);

  @Override
  public synchronized Stamp now() {
    return new Stamp(
        Instant.parse("2026-05-01T08:00:00Z").plus(passed), passed.toNanos(), BOOT, true);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    passed = passed.plus(duration);
  }
}
