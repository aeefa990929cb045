package io.cellwitness.report.html;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** The engineer's pictures: each cell as a bar, and the session over time. */
final class Charts {

  private static final int WIDTH = 700;
  private static final double LEFT = 56;
  private static final double RIGHT = 690;
  private static final int PANEL = 78;

  /** More cells than this at the same coarse step stand out no longer. */
  private static final int FEW = 3;

  private Charts() {}

  /**
   * Cell voltages as bars. The axis does not begin at zero, because the differences of a few
   * millivolts would not be seen; it says so by its numbers.
   *
   * @param cells the report's {@code cells}
   * @param texts language
   * @return markup
   */
  static String cells(JsonNode cells, Texts texts) {
    List<Double> volts = column(cells.path("voltageV"));
    double min = volts.stream().mapToDouble(v -> v).min().orElse(0);
    double max = volts.stream().mapToDouble(v -> v).max().orElse(0);
    double mean = volts.stream().mapToDouble(v -> v).average().orElse(0);
    double margin = Math.max((max - min) * 0.4, 0.010);
    Axis axis = new Axis(min - margin, max + margin / 2, 14, 132);
    Svg svg = new Svg(WIDTH, 164);
    axis.draw(svg, LEFT, RIGHT, 3, texts);
    double slot = (RIGHT - LEFT) / volts.size();
    long lowest = volts.stream().filter(v -> v == min).count();
    long highest = volts.stream().filter(v -> v == max).count();
    for (int i = 0; i < volts.size(); i++) {
      double y = axis.y(volts.get(i));
      boolean extreme =
          volts.get(i) == min && lowest <= FEW || volts.get(i) == max && highest <= FEW;
      svg.rect(
          LEFT + i * slot + slot * 0.1,
          y,
          slot * 0.8,
          132 - y,
          extreme && max - min > 0.0005 ? Svg.ORANGE : Svg.BLUE);
    }
    svg.dashed(LEFT, axis.y(mean), RIGHT, axis.y(mean), Svg.INK);
    JsonNode numbers = cells.path("cell");
    int step = Math.max(1, (int) Math.ceil(volts.size() / 12.0));
    for (int i = 0; i < volts.size(); i += step) {
      svg.text(LEFT + (i + 0.5) * slot, 147, "middle", 10, Svg.GREY, numbers.path(i).asString(""));
    }
    svg.text(RIGHT, 161, "end", 10, Svg.GREY, texts.get("chart.cell.axis"));
    svg.text(4, 10, "start", 10, Svg.GREY, "V");
    return svg.render(
        texts.get(
            "chart.cells.alt",
            Integer.toString(volts.size()),
            texts.number(BigDecimal.valueOf(min), 3),
            texts.number(BigDecimal.valueOf(max), 3)));
  }

  /**
   * Current, voltage and state of charge over time, one above the other.
   *
   * @param curve the report's {@code curve}
   * @param texts language
   * @return markup
   */
  static String session(JsonNode curve, Texts texts) {
    List<Panel> panels = new ArrayList<>();
    panel(panels, curve, "socPct", texts.get("chart.soc"), Svg.TEAL);
    panel(panels, curve, "currentA", texts.get("chart.current"), Svg.BLUE);
    panel(panels, curve, "voltageV", texts.get("chart.voltage"), Svg.ORANGE);
    JsonNode time = curve.path("timeS");
    double start = time.path(0).asDouble(0);
    double end = Math.max(start + 1, time.path(time.size() - 1).asDouble(0));
    double top = 0;
    Svg svg = new Svg(WIDTH, panels.size() * PANEL + 30);
    for (Panel panel : panels) {
      panel.draw(svg, time, start, end, top, texts);
      top += PANEL;
    }
    boolean hours = end - start > 7200;
    double unit = hours ? 3600 : 60;
    double span = (end - start) / unit;
    double step = Axis.niceStep(span / 6);
    for (double t = 0; t <= span + 1e-9; t += step) {
      double x = LEFT + t / span * (RIGHT - LEFT);
      svg.line(x, top - 4, x, top, Svg.GREY, 1);
      svg.text(
          x,
          top + 11,
          "middle",
          10,
          Svg.GREY,
          texts.number(BigDecimal.valueOf(t), step < 1 ? 1 : 0));
    }
    svg.text(
        RIGHT, top + 25, "end", 10, Svg.GREY, texts.get(hours ? "chart.hours" : "chart.minutes"));
    return svg.render(texts.get("chart.session.alt"));
  }

  private static void panel(
      List<Panel> panels, JsonNode curve, String column, String title, String colour) {
    JsonNode values = curve.path(column);
    boolean any = false;
    for (JsonNode value : values) {
      any |= value.isNumber();
    }
    if (any) {
      panels.add(new Panel(values, title, colour));
    }
  }

  private static List<Double> column(JsonNode array) {
    List<Double> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asDouble(0)));
    return values;
  }

  /** One curve with its own axis. */
  private record Panel(JsonNode values, String title, String colour) {

    void draw(Svg svg, JsonNode time, double start, double end, double top, Texts texts) {
      double min = Double.POSITIVE_INFINITY;
      double max = Double.NEGATIVE_INFINITY;
      for (JsonNode value : values) {
        if (value.isNumber()) {
          min = Math.min(min, value.doubleValue());
          max = Math.max(max, value.doubleValue());
        }
      }
      double margin = Math.max((max - min) * 0.08, 0.5);
      Axis axis = new Axis(min - margin, max + margin, top + 18, top + PANEL - 6);
      axis.draw(svg, LEFT, RIGHT, 0, texts);
      svg.bold(LEFT, top + 12, "start", 11, colour, title);
      StringBuilder path = new StringBuilder();
      boolean pen = false;
      for (int i = 0; i < values.size(); i++) {
        OptionalDouble value =
            values.get(i).isNumber()
                ? OptionalDouble.of(values.get(i).doubleValue())
                : OptionalDouble.empty();
        if (value.isEmpty()) {
          pen = false; // a gap stays a gap
          continue;
        }
        double x = LEFT + (time.path(i).asDouble(0) - start) / (end - start) * (RIGHT - LEFT);
        path.append(pen ? 'L' : 'M')
            .append(Svg.xy(x))
            .append(' ')
            .append(Svg.xy(axis.y(value.getAsDouble())));
        pen = true;
      }
      svg.path(path.toString(), colour, 1.6);
    }
  }
}
