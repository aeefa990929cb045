package io.cellwitness.gateway;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A clock on which every look takes the same time: short work seems to last. */
public final class Ticking implements TimeSource {

  private static final Instant START = Instant.parse("2026-05-01T08:00:00Z");

  private final UUID boot = UUID.randomUUID();
  private final Duration look;
  private Duration passed = Duration.ZERO;

  public Ticking(Duration look) {
    this.look = look;
  }

  @Override
  public synchronized Stamp now() {
    Stamp stamp = new Stamp(START.plus(passed), passed.toNanos(), boot, true);
    passed = passed.plus(look);
    return stamp;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    passed = passed.plus(duration);
  }
}
