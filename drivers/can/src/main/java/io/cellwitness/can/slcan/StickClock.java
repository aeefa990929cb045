package io.cellwitness.can.slcan;

/**
 * Finds out when a frame came from the clock of the adapter, which counts milliseconds and begins
 * anew every minute. Frames that wait in buffers come late, never early: the least delay of a
 * minute and the one before is taken for none, so that both clocks may drift.
 */
public final class StickClock {

  private static final long WRAP_MILLIS = 60_000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long MOST_DELAY_NANOS = 2_000 * NANOS_PER_MILLI;

  private boolean begun;
  private int lastStamp;
  private long lastHostNanos;
  private long adapterMillis;
  private long offsetNanos;
  private long offsetBeforeNanos = Long.MAX_VALUE;
  private long minute;
  private long latestNanos = Long.MIN_VALUE;

  /**
   * When a frame came.
   *
   * @param stampMillis the adapter's clock, 0 to 59 999; others are taken for no clock
   * @param hostNanos monotonic clock of this machine when the frame was read, ns
   * @return on the clock of this machine, never later than {@code hostNanos} and never going back
   */
  public long nanos(int stampMillis, long hostNanos) {
    if (stampMillis < 0 || stampMillis >= WRAP_MILLIS) {
      return hostNanos;
    }
    advance(stampMillis, hostNanos);
    long offset = hostNanos - adapterMillis * NANOS_PER_MILLI;
    long thisMinute = adapterMillis / WRAP_MILLIS;
    if (thisMinute == minute) {
      offsetNanos = Math.min(offsetNanos, offset);
    } else {
      // The first frame of a minute may be a late one, so the minute before still counts.
      offsetBeforeNanos = thisMinute == minute + 1 ? offsetNanos : Long.MAX_VALUE;
      offsetNanos = offset;
      minute = thisMinute;
    }
    long cameAt = adapterMillis * NANOS_PER_MILLI + Math.min(offsetNanos, offsetBeforeNanos);
    if (hostNanos - cameAt > MOST_DELAY_NANOS) {
      // No buffer holds a frame that long: the adapter's clock stands still or jumped.
      begun = false;
      cameAt = hostNanos;
    }
    latestNanos = Math.min(hostNanos, Math.max(latestNanos, cameAt));
    return latestNanos;
  }

  private void advance(int stampMillis, long hostNanos) {
    if (!begun) {
      begun = true;
      adapterMillis = stampMillis;
      minute = -2;
    } else {
      long step = Math.floorMod(stampMillis - lastStamp, WRAP_MILLIS);
      long host = (hostNanos - lastHostNanos) / NANOS_PER_MILLI;
      // The stamp tells the part of a minute, this machine how many minutes went by in silence;
      // minus one is a stamp from a little before.
      long minutes = Math.max(-1, Math.round((host - step) / (double) WRAP_MILLIS));
      adapterMillis += step + minutes * WRAP_MILLIS;
    }
    lastStamp = stampMillis;
    lastHostNanos = hostNanos;
  }
}
