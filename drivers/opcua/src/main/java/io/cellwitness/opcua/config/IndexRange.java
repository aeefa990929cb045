package io.cellwitness.opcua.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a one-dimensional array (NumericRange of OPC 10000-4, 7.27).
 *
 * @param first index of the first element, from 0
 * @param last index of the last element, included
 */
public record IndexRange(int first, int last) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?::(\\d{1,6}))?");

  /** Rejects a range that runs backwards. */
  public IndexRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("not a range: " + first + ":" + last);
    }
  }

  /**
   * Parses {@code 3} or {@code 0:95}.
   *
   * @param text the range
   * @return the range, or empty when it is none
   */
  public static Optional<IndexRange> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int first = Integer.parseInt(m.group(1));
    int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
    return last < first ? Optional.empty() : Optional.of(new IndexRange(first, last));
  }

  /**
   * How many elements the range covers.
   *
   * @return at least 1
   */
  public int size() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + ":" + last;
  }
}
