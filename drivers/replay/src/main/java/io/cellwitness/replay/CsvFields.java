package io.cellwitness.replay;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Text of one CSV field to a number or a time. Nothing is repaired: what is no number is none. */
final class CsvFields {

  /** Longer than any number a recording holds; also keeps the exact conversion of times cheap. */
  private static final int MAX_NUMBER_CHARS = 40;

  /** Nanoseconds in a long end after 292 years; a Unix time in seconds still fits. */
  private static final double MAX_SECONDS = 9e9;

  private CsvFields() {}

  /**
   * A finite decimal number with a decimal point.
   *
   * @param text without blanks around it
   * @return the number, or empty when the text is none
   */
  static OptionalDouble number(String text) {
    // Java's own parser also takes "NaN", "0x1p3" and "1d".
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (!digit && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return OptionalDouble.empty();
      }
    }
    if (text.length() > MAX_NUMBER_CHARS) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /**
   * Seconds as nanoseconds, exact to the last digit of the text.
   *
   * @param text decimal seconds, at most 9e9 either way
   * @return nanoseconds, or empty when the text is no such number
   */
  static OptionalLong nanos(String text) {
    OptionalDouble seconds = number(text);
    if (seconds.isEmpty() || Math.abs(seconds.getAsDouble()) > MAX_SECONDS) {
      return OptionalLong.empty();
    }
    boolean plain = text.indexOf('e') < 0 && text.indexOf('E') < 0;
    BigDecimal exact = plain ? new BigDecimal(text) : BigDecimal.valueOf(seconds.getAsDouble());
    return OptionalLong.of(
        exact.movePointRight(9).setScale(0, RoundingMode.HALF_EVEN).longValueExact());
  }

  /**
   * A wall-clock time, read as UTC because the file does not say otherwise.
   *
   * @param text {@code yyyy-MM-dd HH:mm:ss}, fractions of a second allowed
   * @return the instant, or empty when the text is no such time or centuries away
   */
  static Optional<Instant> instant(String text) {
    try {
      Instant at = LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      return Math.abs(at.getEpochSecond()) > MAX_SECONDS ? Optional.empty() : Optional.of(at);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
