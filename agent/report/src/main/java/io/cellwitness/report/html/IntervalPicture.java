package io.cellwitness.report.html;

import io.cellwitness.report.html.View.Figure;
import java.math.BigDecimal;
import java.util.Optional;

/** State of health on a scale: the measured interval as a band, what the car says as a marker. */
final class IntervalPicture {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 116;
  private static final double LEFT = 24;
  private static final double RIGHT = 456;
  private static final double BAR = 42;
  private static final double WARRANTY_PCT = 70;

  private final double from;
  private final double to;
  private final Texts texts;

  private IntervalPicture(double from, double to, Texts texts) {
    this.from = from;
    this.to = to;
    this.texts = texts;
  }

  static String draw(Figure measured, Optional<Figure> declared, Texts texts) {
    double low = measured.low().doubleValue();
    double high = measured.high().doubleValue();
    double said = declared.map(d -> d.value().doubleValue()).orElse(high);
    double from = Math.max(0, Math.floor((Math.min(Math.min(low, said), 64) - 4) / 10) * 10);
    // The upper end's figure needs room beside it; what the car says is written below.
    double to = Math.max(100, Math.ceil(Math.max(high + 3, said) / 10) * 10);
    return new IntervalPicture(from, to, texts).render(measured, declared, low, high);
  }

  private String render(Figure measured, Optional<Figure> declared, double low, double high) {
    Svg svg = new Svg(WIDTH, HEIGHT);
    svg.rounded(LEFT, BAR, RIGHT - LEFT, 16, "#e8edf2");
    for (double tick = from; tick <= to + 0.1; tick += 10) {
      svg.line(x(tick), BAR + 16, x(tick), BAR + 22, Svg.GREY, 1);
      svg.text(x(tick), BAR + 37, "middle", 12, Svg.GREY, pct(tick, 0));
    }
    svg.dashed(x(WARRANTY_PCT), BAR - 8, x(WARRANTY_PCT), BAR + 22, Svg.GREY);
    boolean room =
        declared.isEmpty()
            || Math.abs(x(declared.get().value().doubleValue()) - x(WARRANTY_PCT)) > 170;
    if (room) {
      svg.text(x(WARRANTY_PCT), BAR + 56, "middle", 11, Svg.GREY, texts.get("picture.warranty"));
    }
    svg.rounded(x(low), BAR - 4, x(high) - x(low), 24, Svg.PALE);
    svg.line(x(low), BAR - 8, x(low), BAR + 24, Svg.BLUE, 2);
    svg.line(x(high), BAR - 8, x(high), BAR + 24, Svg.BLUE, 2);
    double value = measured.value().doubleValue();
    svg.circle(x(value), BAR + 8, 9, Svg.BLUE);
    int decimals = measured.decimals();
    String lowest = pct(measured.shownLow().doubleValue(), decimals);
    String highest = pct(measured.shownHigh().doubleValue(), decimals);
    svg.text(x(low) - 5, BAR - 5, "end", 13, Svg.BLUE, lowest);
    svg.text(x(high) + 5, BAR - 5, "start", 13, Svg.BLUE, highest);
    svg.bold(
        Math.min(Math.max(x(value), LEFT + 60), RIGHT - 60),
        BAR - 22,
        "middle",
        15,
        Svg.BLUE,
        texts.get("picture.measured", pct(value, decimals)));
    declared.ifPresent(d -> declared(svg, d.value().doubleValue(), d.decimals()));
    String said =
        declared
            .map(d -> texts.get("picture.alt.declared", pct(d.value().doubleValue(), d.decimals())))
            .orElse("");
    return svg.render(texts.get("picture.alt", pct(value, decimals), lowest, highest, said));
  }

  private void declared(Svg svg, double value, int decimals) {
    double x = x(value);
    svg.line(x, BAR - 4, x, BAR + 22, Svg.ORANGE, 3);
    svg.polygon(
        Svg.xy(x)
            + ","
            + Svg.xy(BAR + 40)
            + " "
            + Svg.xy(x - 7)
            + ","
            + Svg.xy(BAR + 52)
            + " "
            + Svg.xy(x + 7)
            + ","
            + Svg.xy(BAR + 52),
        Svg.ORANGE);
    svg.bold(
        Math.min(Math.max(x, LEFT + 75), RIGHT - 75),
        BAR + 67,
        "middle",
        13,
        Svg.ORANGE,
        texts.get("picture.declared", pct(value, decimals)));
  }

  private double x(double pct) {
    return LEFT + (pct - from) / (to - from) * (RIGHT - LEFT);
  }

  private String pct(double value, int decimals) {
    return texts.number(BigDecimal.valueOf(value), decimals) + "&#160;%";
  }
}
