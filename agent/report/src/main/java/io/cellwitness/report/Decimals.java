package io.cellwitness.report;

import io.cellwitness.health.HalfWidth;
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

  /**
   * Rounds an uncertainty up to the scale of the unit.
   *
   * @param uncertainty finite, in the unit
   * @param unit as in the results
   * @return a decimal, never less than the uncertainty
   */
  static BigDecimal halfWidth(double uncertainty, String unit) {
    return HalfWidth.up(uncertainty, scale(unit));
  }

  private static int scale(String unit) {
    return switch (unit) {
      case "A", "Ah", "kWh", "%", "h" -> 2;
      case "V", "mOhm" -> 3;
      case "mV", "degC", "km", "kOhm", "kW", "Wh/km", "a" -> 1;
      case "s" -> 0;
      default -> 4;
    };
  }
}
