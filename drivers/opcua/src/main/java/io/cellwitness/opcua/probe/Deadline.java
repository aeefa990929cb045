package io.cellwitness.opcua.probe;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;

/** The end of one look around a server, from its first question to its last. */
final class Deadline {

  /** Long enough for thousands of nodes, short enough for somebody who waits. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final TimeSource time;
  private final Stamp start;

  Deadline(TimeSource time) {
    this.time = time;
    this.start = time.now();
  }

  boolean passed() {
    return time.now().secondsSince(start) > LONGEST.toSeconds();
  }
}
