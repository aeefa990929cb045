package io.cellwitness.report.html;

import java.util.Locale;

/** Drawing by hand: a growing SVG picture with presentation attributes only. */
final class Svg {

  static final String INK = "#1b2733";
  static final String GREY = "#5b6875";
  static final String LINE = "#c9d1d9";
  static final String BLUE = "#1f5fa8";
  static final String PALE = "#b9d4f1";
  static final String ORANGE = "#9a4f00";
  static final String TEAL = "#0b6b60";
  static final String RED = "#b3261e";

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  Svg rect(double x, double y, double w, double h, String fill) {
    return add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>", x, y, w, h, fill);
  }

  Svg rounded(double x, double y, double w, double h, String fill) {
    return add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"3\" fill=\"%s\"/>",
        x, y, w, h, fill);
  }

  Svg line(double x1, double y1, double x2, double y2, String stroke, double wide) {
    return add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\"/>",
        x1, y1, x2, y2, stroke, wide);
  }

  Svg dashed(double x1, double y1, double x2, double y2, String stroke) {
    return add(
        "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"1\""
            + " stroke-dasharray=\"4 3\"/>",
        x1, y1, x2, y2, stroke);
  }

  Svg circle(double x, double y, double r, String fill) {
    return add(
        "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"#ffffff\" stroke-width=\"2\"/>",
        x, y, r, fill);
  }

  Svg polygon(String points, String fill) {
    return add("<polygon points=\"%s\" fill=\"%s\"/>", points, fill);
  }

  Svg path(String d, String stroke, double wide) {
    return add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\"/>",
        d, stroke, wide);
  }

  Svg filled(String d, String fill) {
    return add("<path d=\"%s\" fill=\"%s\"/>", d, fill);
  }

  /**
   * Words in the picture.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   * @param escaped already escaped
   */
  Svg text(double x, double y, String anchor, double size, String fill, String escaped) {
    return add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" fill=\"%s\""
            + " font-family=\"Helvetica, Arial, sans-serif\">%s</text>",
        x, y, anchor, size, fill, escaped);
  }

  Svg bold(double x, double y, String anchor, double size, String fill, String escaped) {
    return add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%s\" fill=\"%s\""
            + " font-weight=\"bold\" font-family=\"Helvetica, Arial, sans-serif\">%s</text>",
        x, y, anchor, size, fill, escaped);
  }

  /**
   * The picture.
   *
   * @param description for those who cannot see it, already escaped
   * @return markup
   */
  String render(String description) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\""
        + description
        + "\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" width=\""
        + width
        + "\" height=\""
        + height
        + "\"><title>"
        + description
        + "</title>"
        + body
        + "</svg>\n";
  }

  /** A coordinate: two decimals are a fiftieth of a pixel and keep the page small. */
  static String xy(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private Svg add(String template, Object... values) {
    Object[] printed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      printed[i] = values[i] instanceof Double number ? xy(number) : values[i];
    }
    body.append(String.format(Locale.ROOT, template, printed));
    return this;
  }
}
