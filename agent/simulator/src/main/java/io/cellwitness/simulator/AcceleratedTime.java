package io.cellwitness.simulator;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;

/**
 * A clock that runs a constant factor faster than another, so that a charge of hours takes seconds.
 * Waiting takes that much less. Its stamps carry a boot id of their own, because they cannot be
 * compared with those of the other clock, and never claim a synchronised wall clock.
 */
public final class AcceleratedTime implements TimeSource {

  private final TimeSource real;
  private final double factor;
  private final Stamp realStart;
  private final Stamp start;

  /**
   * Starts the clock.
   *
   * @param real the clock to run ahead of
   * @param factor seconds on this clock in one second of the other, at least 1
   * @param headStart how long before the other clock's wall time this one begins; with the expected
   *     length of the simulation its end carries about the true date
   */
  public AcceleratedTime(TimeSource real, double factor, Duration headStart) {
    if (!(factor >= 1) || factor > 1e6) {
      throw new IllegalArgumentException("factor not in 1..1000000: " + factor);
    }
    this.real = Objects.requireNonNull(real, "real");
    this.factor = factor;
    this.realStart = real.now();
    UUID bootId =
        UUID.nameUUIDFromBytes(
            ("accelerated " + factor + " " + realStart.bootId()).getBytes(StandardCharsets.UTF_8));
    this.start =
        new Stamp(realStart.wall().minus(headStart), realStart.monotonicNanos(), bootId, false);
  }

  @Override
  public Stamp now() {
    long realNanos = real.now().monotonicNanos() - realStart.monotonicNanos();
    long nanos = Math.round(realNanos * factor);
    return new Stamp(
        start.wall().plusNanos(nanos),
        start.monotonicNanos() + nanos,
        start.bootId(),
        start.clockSynced());
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    real.sleep(Duration.ofNanos(Math.max(1, Math.round(duration.toNanos() / factor))));
  }
}
