package io.cellwitness.report.pdf;

import java.awt.geom.Path2D;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Outlines in the notation of SVG, as far as our own pictures use it: {@code M L h v z}. */
final class SvgPath {

  private static final Pattern TOKEN = Pattern.compile("[MLhvz]|-?\\d+(?:\\.\\d+)?");

  private SvgPath() {}

  /**
   * Reads a path.
   *
   * @param data value of the attribute {@code d}
   * @return the outline
   */
  static Path2D path(String data) {
    Path2D path = new Path2D.Double();
    Matcher token = TOKEN.matcher(data);
    while (token.find()) {
      switch (token.group()) {
        case "M" -> path.moveTo(number(token), number(token));
        case "L" -> path.lineTo(number(token), number(token));
        case "h" -> path.lineTo(x(path) + number(token), y(path));
        case "v" -> path.lineTo(x(path), y(path) + number(token));
        case "z" -> path.closePath();
        default -> throw new IllegalStateException("no way to draw " + token.group());
      }
    }
    return path;
  }

  /**
   * Reads a polygon.
   *
   * @param points value of the attribute {@code points}
   * @return the closed outline
   */
  static Path2D polygon(String points) {
    Path2D path = new Path2D.Double();
    for (String point : points.split(" ", -1)) {
      String[] xy = point.split(",", -1);
      double x = Double.parseDouble(xy[0]);
      double y = Double.parseDouble(xy[1]);
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static double number(Matcher token) {
    if (!token.find()) {
      throw new IllegalStateException("a path that ends too early");
    }
    return Double.parseDouble(token.group());
  }

  private static double x(Path2D path) {
    return path.getCurrentPoint().getX();
  }

  private static double y(Path2D path) {
    return path.getCurrentPoint().getY();
  }
}
