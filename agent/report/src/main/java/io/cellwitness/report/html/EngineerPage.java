package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.escape;
import static io.cellwitness.report.html.Markup.row;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Note;
import io.cellwitness.report.html.View.Result;
import io.cellwitness.report.html.View.Term;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Page 2, for the engineer: every result, the budget, the pictures, where it all comes from. */
final class EngineerPage {

  private final SignedReport signed;
  private final View view;
  private final Texts texts;
  private final Amounts amounts;

  EngineerPage(SignedReport signed, View view, Texts texts) {
    this.signed = signed;
    this.view = view;
    this.texts = texts;
    this.amounts = new Amounts(texts);
  }

  String render() {
    return element(
        "section class=\"page technical\"",
        element("h1", texts.get("tech.title"))
            + results()
            + window()
            + budget()
            + session()
            + cells()
            + findings()
            + provenance()
            + limits());
  }

  private String results() {
    StringBuilder rows = new StringBuilder();
    for (Result result : view.results()) {
      String value =
          result
              .number()
              .map(f -> "<td class=\"n\">" + amounts.value(f) + "</td><td class=\"n\">" + spread(f))
              .orElseGet(() -> "<td colspan=\"2\">" + refusals(result));
      String how = result.number().map(f -> how(f)).orElse("");
      rows.append(
          element(
              "tr",
              "<th scope=\"row\" class=\"name\">"
                  + amounts.name(result.name())
                  + "</th><td>"
                  + texts
                      .find("originator." + result.originator())
                      .orElse(escape(result.originator()))
                  + "</td>"
                  + value
                  + "</td><td class=\"how\">"
                  + how
                  + "</td>"));
    }
    return table(
        "tech.results",
        "<thead><tr>"
            + head("col.quantity")
            + head("col.originator")
            + head("col.value")
            + head("col.uncertainty")
            + head("col.method")
            + "</tr></thead><tbody>"
            + rows
            + "</tbody>");
  }

  private String spread(Figure figure) {
    return figure
        .uncertainty()
        .map(u -> "±&#160;" + amounts.amount(u, figure))
        .orElse(texts.get("unstated"));
  }

  private String refusals(Result result) {
    return result.refusals().stream()
        .map(n -> "<span class=\"mono\">" + escape(n.code()) + "</span> " + texts.said(n.text()))
        .collect(Collectors.joining("<br/>"));
  }

  private String how(Figure figure) {
    String grade =
        figure.grade().isEmpty() ? "" : ", " + texts.get("class", escape(figure.grade()));
    String method =
        texts
            .find("method." + figure.method().replace('/', '.'))
            .orElseGet(() -> mono(figure.method()));
    return method + grade;
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
            + "<th></th>"
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
        ? element("h2", texts.get("tech.findings")) + element("p", texts.get("findings.none"))
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

  private String provenance() {
    StringBuilder rows = new StringBuilder();
    for (JsonNode reference : view.report().path("references")) {
      rows.append(
          row(
              texts
                  .find("reference." + reference.path("name").asString(""))
                  .orElse(escape(reference.path("name").asString(""))),
              texts.number(reference.path("value").asDecimal(BigDecimal.ZERO), 1)
                  + "&#160;"
                  + escape(reference.path("unit").asString(""))
                  + " ("
                  + texts.said(reference.path("source").asString(""))
                  + ")"));
    }
    String cells = view.text("/pack/cellsInSeries");
    rows.append(
        row(
            texts.get("prov.pack"),
            escape(view.text("/pack/chemistry"))
                + (cells.isEmpty() ? "" : ", " + texts.get("prov.series", escape(cells)))));
    rows.append(row(texts.get("prov.source"), escape(view.text("/source/description"))));
    rows.append(
        row(
            texts.get("prov.time"),
            time("/time/started") + " – " + time("/time/finished") + clock("measuredClockSynced")));
    rows.append(row(texts.get("prov.issued"), time("/time/issued") + clock("issuedClockSynced")));
    rows.append(row(texts.get("prov.method"), mono(view.text("/method/version"))));
    if (!view.text("/vehicle/profile/id").isEmpty()) {
      rows.append(
          row(
              texts.get("prov.profile"),
              mono(view.text("/vehicle/profile/id"))
                  + " "
                  + mono(view.text("/vehicle/profile/sha256"))));
    }
    view.report()
        .at("/vehicle/link")
        .forEachEntry((name, value) -> rows.append(row(escape(name), mono(value.asString("")))));
    rows.append(
        row(
            texts.get("prov.gateway"),
            mono(view.text("/gateway/id")) + ", " + escape(view.text("/gateway/software"))));
    if (!view.text("/gateway/operator").isEmpty()) {
      rows.append(row(texts.get("prov.operator"), escape(view.text("/gateway/operator"))));
    }
    rows.append(row(texts.get("prov.session"), mono(view.text("/session/sha256"))));
    rows.append(
        row(
            texts.get("prov.chain"),
            view.text("/chain/previous").isEmpty()
                ? texts.get("prov.chain.first")
                : texts.get("prov.chain.number", escape(view.text("/chain/sequence")))
                    + " "
                    + mono(view.text("/chain/previous"))));
    rows.append(row(texts.get("prov.key"), mono(signed.keyId())));
    rows.append(row(texts.get("prov.payload"), mono(signed.payloadHash())));
    return table("tech.provenance", rows.toString());
  }

  private String time(String pointer) {
    return view.instant(pointer).map(texts::dateTime).orElse(texts.get("unknown"));
  }

  private String clock(String member) {
    return view.report().path("time").path(member).asBoolean(false)
        ? ""
        : " (" + texts.get("prov.unsynced") + ")";
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
    return element("h2", texts.get("tech.limits")) + element("ul", items.toString());
  }

  private String picture(String title, String svg) {
    return element("section class=\"picture\"", element("h2", texts.get(title)) + svg);
  }

  private String table(String title, String rows) {
    return element("h2", texts.get(title)) + element("table class=\"data\"", rows);
  }

  private String head(String key) {
    return element("th scope=\"col\"", texts.get(key));
  }

  private static String mono(String text) {
    return "<span class=\"mono\">" + escape(text) + "</span>";
  }
}
