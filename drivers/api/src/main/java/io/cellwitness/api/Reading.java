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

  /** Longest source, text or reason a reading may carry, characters. */
  public static final int MAX_TEXT = 4096;

  /** Rejects nulls, negative indexes and texts beyond {@link #MAX_TEXT}. */
  public Reading {
    Objects.requireNonNull(signal, "signal");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(source, "source");
    if (index < 0) {
      throw new IllegalArgumentException("index below 0: " + index);
    }
    int text =
        value instanceof Value.Text t
            ? t.text().length()
            : value instanceof Value.Absent absent ? absent.reason().length() : 0;
    if (Math.max(text, source.length()) > MAX_TEXT) {
      throw new IllegalArgumentException("a text beyond " + MAX_TEXT + " characters");
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
