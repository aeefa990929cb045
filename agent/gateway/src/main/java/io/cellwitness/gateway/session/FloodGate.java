package io.cellwitness.gateway.session;

import io.cellwitness.api.Reading;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The bound on what one live source may bring: {@value #MOST_PER_SECOND} readings in a second of
 * reading time, twice what an OPC UA server with 1,000 nodes at 100 ms sends. What is beyond is
 * dropped, counted and told, so that a source gone wild takes neither the store nor the broker from
 * the others. A recording is never cut. For one thread.
 */
final class FloodGate {

  static final int MOST_PER_SECOND = 20_000;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long FARTHEST_BACK_NANOS = 10 * SECOND_NANOS;

  private final Consumer<String> notes;
  private long secondBeganNanos;
  private UUID secondBeganIn;
  private int thisSecond;
  private long dropped;

  FloodGate(Consumer<String> notes) {
    this.notes = notes;
  }

  /** Whether a reading may pass. */
  boolean admits(Reading reading) {
    long now = reading.at().monotonicNanos();
    UUID boot = reading.at().bootId();
    long passedNanos = now - secondBeganNanos;
    // Server stamps of several nodes may step back a little, which must not begin a new count.
    if (passedNanos >= SECOND_NANOS
        || passedNanos < -FARTHEST_BACK_NANOS
        || !boot.equals(secondBeganIn)) {
      secondBeganNanos = now;
      secondBeganIn = boot;
      thisSecond = 0;
    }
    if (thisSecond < MOST_PER_SECOND) {
      thisSecond++;
      return true;
    }
    if (dropped == 0) {
      notes.accept(
          "it sends more than "
              + MOST_PER_SECOND
              + " readings a second; what is beyond is dropped and counted");
    }
    dropped++;
    return false;
  }

  /** Says how many were dropped, if any were. */
  void close() {
    if (dropped > 0) {
      notes.accept(dropped + " readings were dropped, because it sent too many");
    }
  }
}
