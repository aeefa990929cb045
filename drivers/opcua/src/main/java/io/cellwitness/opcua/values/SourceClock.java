package io.cellwitness.opcua.values;

import io.cellwitness.api.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The server's clock, seen from this machine's monotonic one. Answers arrive late by a varying
 * amount, so the fastest answer counts: a line from server time to monotonic time that only moves
 * down quickly and up slowly. A leap of the server's clock is told apart from delay by its size.
 */
public final class SourceClock {

  /** A slower answer pulls the line by this part, to follow the drift of cheap clocks. */
  private static final int DRIFT_DIVISOR = 64;

  private static final long FAR_SECONDS = 366L * 86_400;
  private static final Duration FAR = Duration.ofSeconds(FAR_SECONDS);
  private static final Duration FAR_BACK = FAR.negated();

  private final Duration tolerance;
  private Instant anchorServer;
  private long anchorNanos;
  private Duration serverAhead = Duration.ZERO;

  /**
   * A clock that knows nothing yet.
   *
   * @param tolerance a difference beyond this is a leap, not a delay
   */
  public SourceClock(Duration tolerance) {
    this.tolerance = Objects.requireNonNull(tolerance, "tolerance");
  }

  /**
   * Learns from one answer.
   *
   * @param answered when the server says it answered
   * @param received when the answer was here
   * @return true when the server's clock leapt since the last answer; dates on both sides of a leap
   *     have nothing to do with each other
   */
  public boolean learn(Instant answered, Stamp received) {
    serverAhead = Duration.between(received.wall(), answered);
    if (anchorServer == null) {
      anchor(answered, received);
      return false;
    }
    Duration step = Duration.between(anchorServer, answered);
    if (Math.abs(step.getSeconds()) > FAR_SECONDS) {
      anchor(answered, received);
      return true;
    }
    long late = received.monotonicNanos() - (anchorNanos + step.toNanos());
    boolean leapt = Math.abs(late) > tolerance.toNanos();
    if (leapt) {
      anchor(answered, received);
    } else {
      anchorServer = answered;
      anchorNanos = received.monotonicNanos() - (late < 0 ? 0 : late - late / DRIFT_DIVISOR);
    }
    return leapt;
  }

  private void anchor(Instant answered, Stamp received) {
    anchorServer = answered;
    anchorNanos = received.monotonicNanos();
  }

  /**
   * How far the server's clock is ahead of this machine's, at the last answer.
   *
   * @return negative when it is behind
   */
  public Duration serverAhead() {
    return serverAhead;
  }

  /**
   * How long ago something dated by the server happened.
   *
   * @param dated the server's date of it
   * @param now the present moment here
   * @return negative for the future; capped at about a year either way
   */
  public Duration age(Instant dated, Stamp now) {
    if (anchorServer == null) {
      return capped(Duration.between(dated, now.wall()));
    }
    Duration toAnchor = capped(Duration.between(dated, anchorServer));
    return toAnchor.plusNanos(now.monotonicNanos() - anchorNanos);
  }

  private static Duration capped(Duration duration) {
    if (duration.compareTo(FAR) > 0) {
      return FAR;
    }
    return duration.compareTo(FAR_BACK) < 0 ? FAR_BACK : duration;
  }
}
