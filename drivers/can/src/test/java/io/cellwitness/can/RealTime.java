package io.cellwitness.can;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The machine's own clock, for what happens on real sockets. */
final class RealTime implements TimeSource {

  private final UUID boot = UUID.randomUUID();

  @Override
  public Stamp now() {
    return new Stamp(Instant.now(), System.nanoTime(), boot, true);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (!duration.isNegative()) {
      Thread.sleep(duration.toMillis());
    }
  }
}
