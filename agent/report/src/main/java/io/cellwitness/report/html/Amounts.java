package io.cellwitness.report.html;

import io.cellwitness.health.HalfWidth;
import io.cellwitness.report.html.View.Figure;
import java.math.BigDecimal;

/** Results in words: value with unit, the ends of its interval, its name. */
final class Amounts {

  private static final String SPACE = "&#160;";

  /** Above this, in percent, a probability is not told apart from certainty. */
  static final BigDecimal NEARLY_ALL = BigDecimal.valueOf(99);

  private final Texts texts;

  Amounts(Texts texts) {
    this.texts = texts;
  }

  String value(Figure figure) {
    return amount(figure.value(), figure);
  }

  String low(Figure figure) {
    return amount(figure.shownLow(), figure);
  }

  String high(Figure figure) {
    return amount(figure.shownHigh(), figure);
  }

  String valueAndHalfWidth(Figure figure) {
    String width =
        figure
            .uncertainty()
            .map(u -> " <span class=\"u\">±" + SPACE + halfWidth(u, figure) + "</span>")
            .orElse("");
    return value(figure) + width;
  }

  /** As {@link HalfWidth} has it, wherever it is shown. */
  String halfWidth(BigDecimal uncertainty, Figure figure) {
    return texts.number(HalfWidth.up(uncertainty, figure.decimals()), figure.decimals());
  }

  String unit(Figure figure) {
    return unit(figure.unit());
  }

  String name(String result) {
    return texts.find("result." + result).orElseGet(() -> Markup.escape(result));
  }

  String amount(BigDecimal value, Figure figure) {
    return texts.number(value, figure.decimals()) + SPACE + unit(figure.unit());
  }

  /** A probability: nobody is certain, so below one and above 99 percent it says no more. */
  String chance(BigDecimal percent) {
    if (percent.compareTo(BigDecimal.ONE) < 0) {
      return "&lt;" + SPACE + percent(BigDecimal.ONE);
    }
    return percent.compareTo(NEARLY_ALL) > 0
        ? "&gt;" + SPACE + percent(NEARLY_ALL)
        : percent(percent);
  }

  String percent(BigDecimal value) {
    return texts.number(value, 0) + SPACE + "%";
  }

  private static String unit(String unit) {
    return switch (unit) {
      case "mOhm" -> "mΩ";
      case "kOhm" -> "kΩ";
      case "degC" -> "°C";
      default -> Markup.escape(unit);
    };
  }
}
