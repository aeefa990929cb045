package io.cellwitness.opcua;

import io.cellwitness.api.Stamp;
import java.time.Duration;

/**
 * When a lost server is sought again: at once, then at growing intervals of at most two seconds, so
 * that values flow again soon after it is back.
 */
final class Recovery {

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 2000;

  private final Stamp lost;
  private final Duration giveUpAfter;
  private long nextNanos;
  private int attempts;

  Recovery(Stamp lost, Duration giveUpAfter) {
    this.lost = lost;
    this.giveUpAfter = giveUpAfter;
    this.nextNanos = lost.monotonicNanos();
  }

  Duration untilNext(Stamp now) {
    return Duration.ofNanos(Math.max(0, nextNanos - now.monotonicNanos()));
  }

  void failed(Stamp now) {
    long wait = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10));
    nextNanos = now.monotonicNanos() + Duration.ofMillis(wait).toNanos();
    attempts++;
  }

  int attempts() {
    return attempts;
  }

  long secondsLost(Stamp now) {
    return Math.round(now.secondsSince(lost));
  }

  boolean hopeless(Stamp now) {
    return now.secondsSince(lost) > giveUpAfter.toSeconds();
  }
}
