package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.escape;
import static io.cellwitness.report.html.Markup.row;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Note;
import io.cellwitness.report.html.View.Term;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Page 2, for the engineer: results, the budget, the pictures, where it all comes from. */
final class EngineerPage {

  private final SignedReport signed;
  private final View view;
  private final Texts texts;

  EngineerPage(SignedReport signed, View view, Texts texts) {
    this.signed = signed;
    this.view = view;
    this.texts = texts;
  }

  String render() {
    return element(
        "section class=\"page technical\"",
        element("h2 class=\"part\"", texts.get("tech.title"))
            + new ResultTables(view, texts).render()
            + window()
            + budget()
            + session()
            + cells()
            + findings()
            + new Provenance(signed, view, texts).render()
            + limits());
  }

  private String window() {
    JsonNode window = view.report().path("window");
    if (window.isMissingNode()) {
      return "";
    }
    return table(
        "tech.window",
        "<thead><tr>"
            + head("window.width")
            + head("window.range")
            + head("window.count")
            + head("window.hours")
            + head("window.current")
            + "</tr></thead><tbody><tr>"
            + element("td", figure(window, "widthPct", 1, "%"))
            + element(
                "td",
                figure(window, "startSocPct", 1, "%") + " – " + figure(window, "endSocPct", 1, "%"))
            + element("td", escape(window.path("windows").asString("")))
            + element("td", figure(window, "hours", 2, "h"))
            + element("td", figure(window, "meanCurrentA", 1, "A"))
            + "</tr></tbody>");
  }

  private String figure(JsonNode node, String member, int decimals, String unit) {
    return texts.number(node.path(member).asDecimal(BigDecimal.ZERO), decimals) + "&#160;" + unit;
  }

  private String budget() {
    return view.ownFigure(QuantityNames.CAPACITY)
        .filter(figure -> !figure.budget().isEmpty())
        .map(this::budget)
        .orElse("");
  }

  private String budget(Figure figure) {
    double max =
        figure.budget().stream().mapToDouble(t -> t.relative().doubleValue()).max().orElse(1);
    StringBuilder rows = new StringBuilder();
    for (Term term : figure.budget()) {
      double share = max > 0 ? term.relative().doubleValue() / max : 0;
      Svg bar = new Svg(90, 10);
      bar.rect(0, 1, Math.max(1, share * 90), 8, Svg.BLUE);
      String percent = texts.number(term.relative().movePointRight(2), 2) + "&#160;%";
      rows.append(
          element(
              "tr",
              "<th scope=\"row\">"
                  + texts.find("budget." + term.name()).orElse(escape(term.name()))
                  + "</th><td class=\"n\">"
                  + percent
                  + "</td><td>"
                  + bar.render(percent)
                  + "</td><td>"
                  + texts.said(term.source())
                  + "</td>"));
    }
    return table(
        "tech.budget",
        "<thead><tr>"
            + head("col.term")
            + head("col.standard")
            + "<td></td>"
            + head("col.source")
            + "</tr></thead><tbody>"
            + rows
            + "</tbody>");
  }

  private String session() {
    JsonNode curve = view.report().path("curve");
    return curve.isMissingNode() ? "" : picture("tech.session", Charts.session(curve, texts));
  }

  private String cells() {
    JsonNode cells = view.report().path("cells");
    if (cells.path("voltageV").isEmpty()) {
      return "";
    }
    String state = texts.get(cells.path("atRest").asBoolean(false) ? "cells.rest" : "cells.load");
    return picture("tech.cells", Charts.cells(cells, texts) + element("p class=\"note\"", state));
  }

  private String findings() {
    StringBuilder rows = new StringBuilder();
    java.util.stream.Stream.concat(view.alarms().stream(), view.findings().stream())
        .forEach(note -> rows.append(finding(note)));
    return rows.isEmpty()
        ? element("h3", texts.get("tech.findings")) + element("p", texts.get("findings.none"))
        : table("tech.findings", rows.toString());
  }

  private String finding(Note note) {
    return row(
        "<span class=\"mono\">" + escape(note.code()) + "</span>",
        "<strong>"
            + texts.find("severity." + note.severity()).orElse(escape(note.severity()))
            + ".</strong> "
            + texts.said(note.text())
            + " "
            + texts.said(note.evidence()));
  }

  private String limits() {
    StringBuilder items = new StringBuilder();
    for (JsonNode limit : view.report().path("limits")) {
      items.append(
          element(
              "li",
              texts
                  .find("limit." + limit.path("code").asString(""))
                  .orElse(texts.said(limit.path("text").asString("")))));
    }
    return element("h3", texts.get("tech.limits")) + element("ul", items.toString());
  }

  private String picture(String title, String svg) {
    return element("section class=\"picture\"", element("h3", texts.get(title)) + svg);
  }

  private String table(String title, String rows) {
    return element(
        "section class=\"block\"",
        element("h3", texts.get(title)) + element("table class=\"data\"", rows));
  }

  private String head(String key) {
    return element("th scope=\"col\"", texts.get(key));
  }
}
