package io.cellwitness.health;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The one rule by which an uncertainty loses digits, in signed numbers, on pages, on the screen and
 * in findings: up, never to the nearest digit (JCGM 100:2008, 7.2.6), because an interval must not
 * look narrower than it is. What is rounded up twice, first for the report and then for the page,
 * shows the same as what is rounded up once.
 */
public final class HalfWidth {

  /** Digits behind these are noise of the arithmetic, and must not push a figure up. */
  private static final MathContext SIGNIFICANT = new MathContext(12, RoundingMode.HALF_EVEN);

  private HalfWidth() {}

  /**
   * Rounds an uncertainty.
   *
   * @param uncertainty finite, not below zero, in any unit
   * @param decimals digits to keep behind the point
   * @return never less than the uncertainty, with exactly that many decimals
   */
  public static BigDecimal up(double uncertainty, int decimals) {
    return up(new BigDecimal(uncertainty), decimals);
  }

  /**
   * Rounds an uncertainty.
   *
   * @param uncertainty not below zero, in any unit
   * @param decimals digits to keep behind the point
   * @return never less than the uncertainty, with exactly that many decimals
   */
  public static BigDecimal up(BigDecimal uncertainty, int decimals) {
    return uncertainty.round(SIGNIFICANT).setScale(decimals, RoundingMode.UP);
  }
}
