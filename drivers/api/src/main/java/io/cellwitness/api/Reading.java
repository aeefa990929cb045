package io.cellwitness.api;

import java.util.Objects;

/**
 * One value of one signal at one moment.
 *
 * @param signal what was read
 * @param index cell or sensor number from 1, or 0 where the signal is not indexed
 * @param value the value, or why there is none
 * @param at when
 * @param source where from: {@code 7EC:220101} for an ECU and its answer, a node id, a file column
 */
public record Reading(Signal signal, int index, Value value, Stamp at, String source) {

  /** Rejects nulls and negative indexes. */
  public Reading {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(source, "source");
    if (index < 0) {
      throw new IllegalArgumentException("index below 0: " + index);
    }
  }

  /**
   * How far the value can be used.
   *
   * @return the quality of {@link #value()}
   */
  public Quality quality() {
    return value.quality();
  }
}
