package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.escape;
import static io.cellwitness.report.html.Markup.row;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Term;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/** Where the results come from: references, card, earlier visits, source, times, keys, hashes. */
final class Provenance {

  private final SignedReport signed;
  private final View view;
  private final Texts texts;

  Provenance(SignedReport signed, View view, Texts texts) {
    this.signed = signed;
    this.view = view;
    this.texts = texts;
  }

  String render() {
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
    if (!view.text("/pack/cathodeClass").isEmpty()) {
      rows.append(row(texts.get("prov.cathode"), mono(view.text("/pack/cathodeClass"))));
    }
    rows.append(card()).append(earlier());
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
        .forEachEntry(
            (name, value) ->
                rows.append(
                    row(
                        texts.find("link." + name).orElse(escape(name)),
                        mono(value.asString("")))));
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
    return element("h3", texts.get("tech.provenance"))
        + element("table class=\"data\"", rows.toString());
  }

  /** The same-model reference: which electrodes, and whose word it is. */
  private String card() {
    JsonNode card = view.report().at("/pack/cellReference");
    if (!card.isObject()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (String member : new String[] {"cathodeClass", "graphite", "y0", "logRatio", "offsetV"}) {
      text.append(mono(member + " " + card.path(member).asString(""))).append("; ");
    }
    return row(texts.get("prov.card"), text + texts.said(card.path("source").asString("")));
  }

  /** What earlier visits of the same car give together, and what stands behind it. */
  private String earlier() {
    return view.ownFigure(QuantityNames.CAPACITY_TRACKED).map(this::earlier).orElse("");
  }

  private String earlier(Figure tracked) {
    StringBuilder text = new StringBuilder(new Amounts(texts).valueAndHalfWidth(tracked));
    for (Term term : tracked.budget()) {
      text.append("; ").append(texts.said(term.source()));
    }
    return row(texts.get("prov.earlier"), text.toString());
  }

  private String time(String pointer) {
    return view.date(pointer).map(texts::dateTime).orElse(texts.get("unknown"));
  }

  private String clock(String member) {
    return view.report().path("time").path(member).asBoolean(false)
        ? ""
        : " (" + texts.get("prov.unsynced") + ")";
  }

  private static String mono(String text) {
    return "<span class=\"mono\">" + escape(text) + "</span>";
  }
}
