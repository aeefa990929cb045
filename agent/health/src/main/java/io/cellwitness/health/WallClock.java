package io.cellwitness.health;

import io.cellwitness.api.Stamp;
import java.time.Instant;

/**
 * What the stamps of one visit say about the wall clock, against the clock that never goes back.
 */
final class WallClock {

  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;

  /** Smallest and largest difference of wall and monotonic time, s, relative to the first stamp. */
  private double leastOffsetS;

  private double mostOffsetS;

  private Stamp reference;
  private Stamp latest;
  private boolean everUnsynced;

  void note(Stamp at) {
    // Readings of one answer share their stamp.
    if (at == latest) {
      return;
    }
    latest = at;
    if (at.wall().isBefore(first)) {
      first = at.wall();
    }
    if (at.wall().isAfter(last)) {
      last = at.wall();
    }
    everUnsynced |= !at.clockSynced();
    if (reference == null) {
      reference = at;
      return;
    }
    double offsetS = offsetS(at);
    leastOffsetS = Math.min(leastOffsetS, offsetS);
    mostOffsetS = Math.max(mostOffsetS, offsetS);
  }

  void addAll(WallClock other) {
    if (other.reference == null) {
      return;
    }
    note(other.reference);
    double shiftS = offsetS(other.reference);
    leastOffsetS = Math.min(leastOffsetS, shiftS + other.leastOffsetS);
    mostOffsetS = Math.max(mostOffsetS, shiftS + other.mostOffsetS);
    everUnsynced |= other.everUnsynced;
    first = other.first.isBefore(first) ? other.first : first;
    last = other.last.isAfter(last) ? other.last : last;
  }

  /** Earliest instant; the epoch before anything was seen. */
  Instant first() {
    return reference == null ? Instant.EPOCH : first;
  }

  /** Latest instant; the epoch before anything was seen. */
  Instant last() {
    return reference == null ? Instant.EPOCH : last;
  }

  /** How far the wall clock was moved during the visit, s; 0 for a steady one. */
  double movedS() {
    return mostOffsetS - leastOffsetS;
  }

  boolean everUnsynced() {
    return everUnsynced;
  }

  private double offsetS(Stamp at) {
    double wallS =
        (at.wall().getEpochSecond() - reference.wall().getEpochSecond())
            + (at.wall().getNano() - reference.wall().getNano()) / 1e9;
    return wallS - (at.monotonicNanos() - reference.monotonicNanos()) / 1e9;
  }
}
