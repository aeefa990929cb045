package io.cellwitness.report.html;

import java.math.BigDecimal;

/**
 * A vertical axis.
 *
 * @param min value at the bottom
 * @param max value at the top
 * @param top its y
 * @param bottom the other y
 */
record Axis(double min, double max, double top, double bottom) {

  double y(double value) {
    return bottom - (value - min) / (max - min) * (bottom - top);
  }

  /** Draws about four lines at round numbers. */
  void draw(Svg svg, double left, double right, int decimals, Texts texts) {
    double step = niceStep((max - min) / 4);
    int digits = Math.max(decimals, step < 1 ? 1 : 0);
    for (double v = Math.ceil(min / step) * step; v <= max; v += step) {
      svg.line(left, y(v), right, y(v), Svg.LINE, 0.7);
      svg.text(left - 5, y(v) + 3.5, "end", 10, Svg.GREY, texts.number(round(v), digits));
    }
    svg.line(left, bottom, right, bottom, Svg.GREY, 1);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is not below the wish. */
  static double niceStep(double wish) {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(wish, 1e-9))));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= wish * 0.999) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static BigDecimal round(double value) {
    return BigDecimal.valueOf(Math.abs(value) < 1e-9 ? 0 : value);
  }
}
