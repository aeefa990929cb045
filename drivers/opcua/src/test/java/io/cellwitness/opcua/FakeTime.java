package io.cellwitness.opcua;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock that stands until somebody sleeps or advances it. */
public final class FakeTime implements TimeSource {

  private static final Instant START = Instant.parse("2026-05-05T12:00:00Z");

  private final UUID boot = UUID.randomUUID();
  private Duration passed = Duration.ZERO;

  @Override
  public synchronized Stamp now() {
    return new Stamp(START.plus(passed), 1_000_000_000L + passed.toNanos(), boot, true);
  }

  @Override
  public synchronized void sleep(Duration duration) {
    passed = passed.plus(duration);
  }

  public synchronized Duration passed() {
    return passed;
  }
}
