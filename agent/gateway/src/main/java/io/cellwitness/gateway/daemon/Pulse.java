package io.cellwitness.gateway.daemon;

import io.cellwitness.api.TimeSource;
import java.time.Duration;

/**
 * The sign of life of one loop. Only the loop's own thread gives it, at every turn: what others ask
 * on its behalf proves nothing.
 */
final class Pulse {

  /** Longer than connecting to a slow adapter may take, which is two minutes. */
  static final Duration LONGEST_SILENCE = Duration.ofSeconds(150);

  private final TimeSource time;
  private volatile Thread owner;
  private volatile long lastNanos;

  Pulse(TimeSource time) {
    this.time = time;
    this.lastNanos = time.now().monotonicNanos();
  }

  /** Makes the calling thread the one whose signs count. */
  void own() {
    owner = Thread.currentThread();
    beat();
  }

  /** A sign, if the owner gives it. */
  void beat() {
    if (Thread.currentThread() == owner) {
      lastNanos = time.now().monotonicNanos();
    }
  }

  /** Whether the loop has been silent for too long. */
  boolean stalled() {
    return time.now().monotonicNanos() - lastNanos > LONGEST_SILENCE.toNanos();
  }
}
