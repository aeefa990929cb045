package io.cellwitness.opcua;

import io.cellwitness.api.Stamp;
import io.cellwitness.opcua.link.LinkException;
import java.time.Duration;

/**
 * When a lost server is sought again: at once, then at growing intervals of at most two seconds, so
 * that values flow again soon after it is back; later and later, to a minute, where each link found
 * before was lost at once. Where a person has to act it is asked once more soon, because a server
 * that is starting may refuse what it admits later, and then seldom, so that a wrong password does
 * not lock the user out.
 */
final class Recovery {

  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 2000;
  private static final long LONGEST_PAUSE_MILLIS = 60_000;
  private static final long[] REFUSED_MILLIS = {5000, 30_000, 60_000};

  private final Stamp lost;
  private final Duration giveUpAfter;
  private long nextNanos;
  private int attempts;
  private int refusals;

  /**
   * Begins to seek.
   *
   * @param lost when the link was lost
   * @param giveUpAfter when to end it
   * @param shortLived how many links in a row were lost soon after they were found
   */
  Recovery(Stamp lost, Duration giveUpAfter, int shortLived) {
    this.lost = lost;
    this.giveUpAfter = giveUpAfter;
    long pauseMillis =
        shortLived == 0
            ? 0
            : Math.min(LONGEST_PAUSE_MILLIS, FIRST_MILLIS << Math.min(shortLived, 10));
    this.nextNanos = lost.monotonicNanos() + pauseMillis * 1_000_000;
  }

  Duration untilNext(Stamp now) {
    return Duration.ofNanos(Math.max(0, nextNanos - now.monotonicNanos()));
  }

  /**
   * Notes an attempt in vain.
   *
   * @param now the present moment
   * @param kind whether trying again can help
   * @return how long until the next
   */
  Duration failed(Stamp now, LinkException.Kind kind) {
    Duration wait;
    if (kind == LinkException.Kind.UNREACHABLE) {
      wait = Duration.ofMillis(Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempts, 10)));
    } else {
      long refused = REFUSED_MILLIS[Math.min(refusals++, REFUSED_MILLIS.length - 1)];
      long left = Math.round((giveUpAfter.toSeconds() - now.secondsSince(lost)) * 1000);
      wait = Duration.ofMillis(Math.min(refused, Math.max(left, LONGEST_MILLIS)));
    }
    nextNanos = now.monotonicNanos() + wait.toNanos();
    attempts++;
    return wait;
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
