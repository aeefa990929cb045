package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.escape;

import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Note;
import io.cellwitness.report.html.View.Result;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every result of the report: our own numbers, then the car's, then what has none with the reason.
 * Results that share a reason share a row.
 */
final class ResultTables {

  private static final Pattern METHOD = Pattern.compile("([a-z0-9-]+/\\d+)(?: (.*))?");
  private static final String PROBABILITY = "probability";
  private static final String SAID_BY_THE_CAR = "declared/1";

  private final View view;
  private final Texts texts;
  private final Amounts amounts;

  ResultTables(View view, Texts texts) {
    this.view = view;
    this.texts = texts;
    this.amounts = new Amounts(texts);
  }

  String render() {
    return own() + declared() + refused();
  }

  private String own() {
    StringBuilder rows = new StringBuilder();
    for (Result result : view.results()) {
      if (!result.declared()) {
        result.number().ifPresent(figure -> rows.append(own(result, figure)));
      }
    }
    return section(
        "tech.results",
        rows,
        "col.quantity",
        "col.originator",
        "col.value",
        "col.uncertainty",
        "col.method");
  }

  private String own(Result result, Figure figure) {
    String value =
        result.name().startsWith(PROBABILITY)
            ? amounts.chance(figure.value())
            : amounts.value(figure);
    return element(
        "tr",
        name(result)
            + element(
                "td",
                texts.find("originator." + result.originator()).orElse(escape(result.originator())))
            + element("td class=\"n\"", value)
            + element("td class=\"n\"", spread(figure))
            + element("td class=\"how\"", how(figure)));
  }

  private String declared() {
    StringBuilder rows = new StringBuilder();
    for (Result result : view.results()) {
      if (result.declared()) {
        result
            .number()
            .ifPresent(
                figure ->
                    rows.append(
                        element(
                            "tr",
                            name(result)
                                + element("td", amounts.value(figure) + operator(figure)))));
      }
    }
    return section("tech.declared", rows, "col.quantity", "col.value");
  }

  /** Nothing for what the car said itself; how it came to us otherwise. */
  private String operator(Figure figure) {
    return figure.method().equals(SAID_BY_THE_CAR) ? "" : " (" + how(figure) + ")";
  }

  private String refused() {
    Map<List<Note>, List<String>> namesByReason = new LinkedHashMap<>();
    for (Result result : view.results()) {
      if (!result.refusals().isEmpty()) {
        namesByReason
            .computeIfAbsent(result.refusals(), r -> new ArrayList<>())
            .add(amounts.name(result.name()));
      }
    }
    StringBuilder rows = new StringBuilder();
    namesByReason.forEach(
        (reasons, names) ->
            rows.append(
                element(
                    "tr",
                    element("th scope=\"row\" class=\"name\"", String.join("<br/>", names))
                        + element("td", reasons(reasons)))));
    return section("tech.refused", rows, "col.quantity", "col.reason");
  }

  private String reasons(List<Note> reasons) {
    List<String> lines = new ArrayList<>();
    for (Note reason : reasons) {
      lines.add(
          "<span class=\"mono\">" + escape(reason.code()) + "</span> " + texts.said(reason.text()));
    }
    return String.join("<br/>", lines);
  }

  private String name(Result result) {
    return element("th scope=\"row\" class=\"name\"", amounts.name(result.name()));
  }

  private String spread(Figure figure) {
    return figure
        .uncertainty()
        .map(u -> "±&#160;" + amounts.halfWidth(u, figure) + "&#160;" + amounts.unit(figure))
        .orElse(texts.get("unstated"));
  }

  /** An id in words; what follows it is a sentence of its own. */
  private String how(Figure figure) {
    Matcher matcher = METHOD.matcher(figure.method());
    String method = texts.said(figure.method());
    if (matcher.matches()) {
      String id = matcher.group(1);
      String words =
          texts
              .find("method." + id.replace('/', '.'))
              .orElse("<span class=\"mono\">" + escape(id) + "</span>");
      method = matcher.group(2) == null ? words : words + " " + texts.said(matcher.group(2));
    }
    String graded =
        figure.grade().isEmpty()
            ? method
            : method + ", " + texts.get("class", escape(figure.grade()));
    return graded
        + figure
            .soc()
            .map(
                soc ->
                    "; "
                        + texts.get(
                            "rests.soc", moved(soc.longer(), figure), moved(soc.shorter(), figure)))
            .orElse("");
  }

  private String moved(BigDecimal value, Figure figure) {
    return amounts.amount(value, figure);
  }

  private String section(String title, StringBuilder rows, String... columns) {
    if (rows.isEmpty()) {
      return "";
    }
    StringBuilder heads = new StringBuilder();
    for (String column : columns) {
      heads.append(element("th scope=\"col\"", texts.get(column)));
    }
    return element(
        "section class=\"block\"",
        element("h3", texts.get(title))
            + element(
                "table class=\"data\"",
                element("thead", element("tr", heads.toString()))
                    + element("tbody", rows.toString())));
  }
}
