package io.cellwitness.gateway.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, but not for ever. */
public final class Eventually {

  private Eventually() {}

  /** Returns as soon as the condition holds; fails the test when it does not in time. */
  public static void within(Duration patience, BooleanSupplier condition) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + patience);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }
}
