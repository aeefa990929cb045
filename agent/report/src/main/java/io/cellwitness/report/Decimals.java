package io.cellwitness.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers for signed bytes: decimals of a fixed scale for each unit, so that every Java and every
 * other language writes the same digits. {@code Double.toString} is not used: before JDK 19 it is
 * not always the shortest form.
 */
final class Decimals {

  private Decimals() {}

  /**
   * Rounds half to even.
   *
   * @param value finite
   * @param scale digits after the point
   * @return a decimal of exactly that scale
   */
  static BigDecimal of(double value, int scale) {
    return new BigDecimal(value).setScale(scale, RoundingMode.HALF_EVEN);
  }

  /**
   * Rounds to the scale of the unit.
   *
   * @param value finite, in the unit
   * @param unit as in the results
   * @return a decimal
   */
  static BigDecimal of(double value, String unit) {
    return of(value, scale(unit));
  }

  private static int scale(String unit) {
    return switch (unit) {
      case "Ah", "kWh", "%" -> 2;
      case "V", "mOhm" -> 3;
      case "A", "mV", "degC", "km", "kOhm", "kW", "Wh/km", "a", "h" -> 1;
      case "s" -> 0;
      default -> 4;
    };
  }
}
