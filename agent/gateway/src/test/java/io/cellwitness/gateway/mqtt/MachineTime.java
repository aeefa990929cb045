package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** The machine's clock. */
class MachineTime implements TimeSource {

  private static final UUID BOOT = UUID.randomUUID();

  @Override
  public Stamp now() {
    return new Stamp(Instant.now(), System.nanoTime(), BOOT, true);
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }
}
