package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.english;
import static io.cellwitness.report.html.Markup.escape;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Note;
import io.cellwitness.report.html.View.Result;
import io.cellwitness.report.qr.QrPicture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** Page 1, for a buyer: what was measured, what it means, what to do with it. */
final class BuyerPage {

  private final SignedReport signed;
  private final View view;
  private final Texts texts;
  private final Amounts amounts;

  BuyerPage(SignedReport signed, View view, Texts texts) {
    this.signed = signed;
    this.view = view;
    this.texts = texts;
    this.amounts = new Amounts(texts);
  }

  String render(Optional<VinCommitment> shownVin) {
    return element(
        "main class=\"page\"",
        header(shownVin)
            + sourceBanner()
            + alarms()
            + headline()
            + tiles()
            + new Meaning(view, texts).render()
            + warnings()
            + notMeasured()
            + verification());
  }

  private String header(Optional<VinCommitment> shownVin) {
    String vin =
        shownVin
            .map(commitment -> "<span class=\"mono\">" + escape(commitment.vin()) + "</span>")
            .orElse(
                view.report().at("/vehicle/_sd").isEmpty()
                    ? texts.get("vin.none")
                    : texts.get("vin.hidden"));
    // A recording that carries no dates counts from 1970.
    String measured =
        view.instant("/time/finished")
            .filter(at -> at.isAfter(Instant.parse("2000-01-01T00:00:00Z")))
            .map(texts::date)
            .orElse(texts.get("unknown"));
    return "<table class=\"head\"><tr><td><div class=\"brand\">CellWitness</div><h1>"
        + texts.get("title")
        + "</h1><div class=\"model\">"
        + escape(HtmlReport.model(view, texts))
        + "</div></td><td class=\"facts\">"
        + fact("fact.measured", measured)
        + fact("fact.by", escape(view.text("/gateway/name")))
        + fact("fact.vin", vin)
        + fact("fact.number", "<span class=\"mono\">" + signed.reportId() + "</span>")
        + "</td></tr></table>\n";
  }

  private String fact(String key, String value) {
    return "<div><span class=\"label\">" + texts.get(key) + "</span> " + value + "</div>";
  }

  private String sourceBanner() {
    return switch (view.text("/source/kind")) {
      case "simulation" -> element("p class=\"banner\"", texts.get("banner.simulation"));
      case "recording" -> element("p class=\"banner\"", texts.get("banner.recording"));
      default -> "";
    };
  }

  private String alarms() {
    return box("alarm", "alarms.title", view.alarms());
  }

  private String warnings() {
    List<Note> notes =
        view.findings().stream()
            .filter(n -> n.severity().equals("warning") || n.severity().equals("serious"))
            .toList();
    return box("warning", "warnings.title", notes);
  }

  private String box(String kind, String title, List<Note> notes) {
    if (notes.isEmpty()) {
      return "";
    }
    StringBuilder items = new StringBuilder();
    for (Note note : notes) {
      String own = english(note.text());
      String headline = texts.find("finding." + note.code()).orElse(own);
      String detail = (headline.equals(own) ? "" : own + " ") + english(note.evidence());
      items.append(
          element(
              "li",
              "<strong>" + headline + "</strong> <span class=\"detail\">" + detail + "</span>"));
    }
    return element(
        "section class=\"" + kind + "\"",
        element("h2", texts.get(title)) + element("ul", items.toString()));
  }

  private String headline() {
    Optional<Figure> soh = view.ownFigure(QuantityNames.SOH_CAPACITY);
    if (soh.isPresent()) {
      Optional<Figure> declared = view.declaredFigure(QuantityNames.SOH_DECLARED);
      return element(
          "section class=\"hero\"",
          element("h2", texts.get("hero.title"))
              + element("p class=\"big\"", amounts.value(soh.get()))
              + element(
                  "p class=\"range\"",
                  texts.get("hero.range", amounts.low(soh.get()), amounts.high(soh.get())))
              + IntervalPicture.draw(soh.get(), declared, texts));
    }
    Optional<Figure> capacity = view.ownFigure(QuantityNames.CAPACITY);
    if (capacity.isPresent()) {
      return element(
          "section class=\"hero\"",
          element("h2", texts.get("hero.capacity"))
              + element("p class=\"big\"", amounts.value(capacity.get()))
              + element(
                  "p class=\"range\"",
                  texts.get(
                      "hero.range", amounts.low(capacity.get()), amounts.high(capacity.get())))
              + element("p", texts.get("hero.noReference")));
    }
    return refused();
  }

  private String refused() {
    List<Note> reasons = view.own(QuantityNames.CAPACITY).map(Result::refusals).orElse(List.of());
    StringBuilder text = new StringBuilder();
    for (Note reason : reasons) {
      text.append(
          element(
              "li",
              texts.find("refusal." + reason.code()).map(t -> t + " ").orElse("")
                  + "<span class=\"detail\">"
                  + english(reason.text())
                  + "</span>"));
    }
    return element(
        "section class=\"hero refused\"",
        element("h2", texts.get("hero.title"))
            + element("p class=\"big\"", texts.get("hero.refused"))
            + element("p", texts.get("hero.refused.why"))
            + (text.isEmpty() ? "" : element("ul", text.toString())));
  }

  private String tiles() {
    String cells =
        tile("tile.energy", view.ownFigure(QuantityNames.USABLE_ENERGY), "tile.energy.note")
            + tile("tile.capacity", view.ownFigure(QuantityNames.CAPACITY), "tile.capacity.note")
            + tile(
                "tile.declared",
                view.declaredFigure(QuantityNames.SOH_DECLARED),
                "tile.declared.note");
    return "<table class=\"tiles\"><tr>" + cells + "</tr></table>\n";
  }

  private String tile(String title, Optional<Figure> figure, String note) {
    String value = figure.map(amounts::valueAndHalfWidth).orElse("<span class=\"none\">–</span>");
    return element(
        "td",
        element("div class=\"label\"", texts.get(title))
            + element("div class=\"figure\"", value)
            + element(
                "div class=\"note\"",
                figure.isPresent() ? texts.get(note) : texts.get("tile.none")));
  }

  private String notMeasured() {
    Map<String, StringJoiner> namesByReason = new LinkedHashMap<>();
    for (Result result : view.results()) {
      boolean headline = result.name().equals(QuantityNames.CAPACITY);
      if (!result.refusals().isEmpty() && !headline && !result.declared()) {
        Note first = result.refusals().get(0);
        String reason = texts.find("refusal." + first.code()).orElse(english(first.text()));
        namesByReason
            .computeIfAbsent(reason, r -> new StringJoiner(", "))
            .add(amounts.name(result.name()));
      }
    }
    List<String> items = new ArrayList<>();
    namesByReason.forEach((reason, names) -> items.add(element("li", names + ". " + reason)));
    items.add(element("li", texts.get("not.range")));
    items.add(element("li", texts.get("not.damage")));
    return element(
        "section class=\"plain\"",
        element("h2", texts.get("not.title")) + element("ul", String.join("", items)));
  }

  private String verification() {
    String picture =
        signed.qr().isEmpty()
            ? ""
            : "<td class=\"code\">" + QrPicture.svg(signed.qr(), texts.get("qr.alt")) + "</td>";
    return "<table class=\"verify\"><tr>"
        + picture
        + "<td>"
        + element("h2", texts.get("verify.title"))
        + element("p", texts.get("verify.what"))
        + element(
            "ol",
            element("li", texts.get("verify.step1"))
                + element("li", texts.get("verify.step2"))
                + element("li", texts.get("verify.step3")))
        + element("p class=\"mono small\"", texts.get("verify.hash") + " " + signed.payloadHash())
        + "</td></tr></table>\n";
  }
}
