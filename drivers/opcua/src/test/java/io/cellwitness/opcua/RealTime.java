package io.cellwitness.opcua;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The machine's clocks, optionally with a wall clock that is wrong. */
public final class RealTime implements TimeSource {

  private final UUID boot = UUID.randomUUID();
  private final Duration wallError;

  public RealTime() {
    this(Duration.ZERO);
  }

  public RealTime(Duration wallError) {
    this.wallError = wallError;
  }

  @Override
  public Stamp now() {
    return new Stamp(Instant.now().plus(wallError), System.nanoTime(), boot, true);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.toNanos() > 0) {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
    }
  }
}
