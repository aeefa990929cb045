package io.cellwitness.gateway.store;

import io.cellwitness.api.Stamp;
import java.util.Objects;

/**
 * How a session ended.
 *
 * @param at when
 * @param outcome how
 * @param note a few words for a person, without VIN; may be empty
 */
public record SessionEnd(Stamp at, Outcome outcome, String note) {

  /** How a session ended. */
  public enum Outcome {
    /** As planned, with a measured result. */
    FINISHED,
    /** As planned, but the measured result was refused. */
    REFUSED,
    /** The source, the operator or a fault ended it early. */
    ABORTED,
    /** The process died; set at the next start. */
    INTERRUPTED
  }

  /** Rejects nulls. */
  public SessionEnd {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(note, "note");
  }
}
