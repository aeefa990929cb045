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

  /** Longest step between two looks at this clock, nanoseconds of the other. */
  private static final long LONGEST_STEP_NANOS = 20_000_000;

  private final TimeSource clock;
  private final double factor;
  private final Stamp start;
  private long lastRealNanos;
  private long elapsedNanos;

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
    this.clock = Objects.requireNonNull(real, "real");
    this.factor = factor;
    Stamp realStart = real.now();
    this.lastRealNanos = realStart.monotonicNanos();
    UUID bootId =
        UUID.nameUUIDFromBytes(
            ("accelerated " + factor + " " + realStart.bootId()).getBytes(StandardCharsets.UTF_8));
    this.start =
        new Stamp(realStart.wall().minus(headStart), realStart.monotonicNanos(), bootId, false);
  }

  /**
   * {@inheritDoc}
   *
   * <p>When nobody looked for a while, because the machine was busy elsewhere, this clock stands
   * still instead of leaping: a stall of half a second must not tear minutes out of a simulated
   * charge.
   */
  @Override
  public synchronized Stamp now() {
    long real = clock.now().monotonicNanos();
    elapsedNanos += Math.round(Math.min(real - lastRealNanos, LONGEST_STEP_NANOS) * factor);
    lastRealNanos = real;
    return new Stamp(
        start.wall().plusNanos(elapsedNanos),
        start.monotonicNanos() + elapsedNanos,
        start.bootId(),
        start.clockSynced());
  }

  @Override
  public void sleep(Duration duration) throws InterruptedException {
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    clock.sleep(Duration.ofNanos(Math.max(1, Math.round(duration.toNanos() / factor))));
  }
}
