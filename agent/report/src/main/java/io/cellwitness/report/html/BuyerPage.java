package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;
import static io.cellwitness.report.html.Markup.escape;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.health.RefusalCode;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.html.View.Figure;
import io.cellwitness.report.html.View.Note;
import io.cellwitness.report.html.View.Result;
import io.cellwitness.report.qr.QrPicture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/** Page 1, for a buyer: what was measured, what it means, what to do with it. */
final class BuyerPage {

  /** Results whose absence a buyer should know; the others stand on page 2. */
  private static final Set<String> FOR_BUYERS =
      Set.of(
          QuantityNames.USABLE_ENERGY,
          QuantityNames.SOH_CAPACITY,
          QuantityNames.SOH_ENERGY,
          QuantityNames.SOCE,
          QuantityNames.RESISTANCE,
          QuantityNames.CELL_SPREAD);

  /** Methods that use nothing of the car's state of charge. */
  private static final Set<String> WITHOUT_SOC = Set.of("electrode-fit/1", "lfp-knees/1");

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
    boolean doubtFirst = !view.serious().isEmpty();
    return element(
        "main class=\"page\"",
        header(shownVin)
            + sourceBanner()
            + alarms()
            + (doubtFirst ? warnings() : "")
            + headline()
            + tiles()
            + new Meaning(view, texts).render()
            + (doubtFirst ? "" : warnings())
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
    // Without the disclosure the report does not tell which of the two it holds.
    boolean pack = shownVin.map(VinCommitment::ofPack).orElse(view.stationary());
    String measured = view.date("/time/finished").map(texts::date).orElse(texts.get("unknown"));
    return "<table class=\"head\" role=\"presentation\"><tr><td><div class=\"brand\">CellWitness</div><h1>"
        + texts.get("title")
        + "</h1><div class=\"model\">"
        + escape(HtmlReport.model(view, texts))
        + "</div></td><td class=\"facts\">"
        + fact("fact.measured", measured)
        + fact("fact.by", escape(view.text("/gateway/name")))
        + fact(pack ? "fact.packId" : "fact.vin", vin)
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
      String own = texts.said(note.text());
      String headline = texts.find("finding." + note.code()).orElse(own);
      String detail = (headline.equals(own) ? "" : own + " ") + texts.said(note.evidence());
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
              + reliance(soh.get())
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
              + reliance(capacity.get())
              + element("p", texts.get("hero.noReference")));
    }
    return refused();
  }

  /** A buyer must see whose scale the number was read on. Old reports do not say it. */
  private String reliance(Figure figure) {
    Optional<String> moved =
        figure
            .soc()
            .map(
                soc ->
                    texts.get(
                        "hero.soc",
                        amounts.amount(soc.longer(), figure),
                        amounts.amount(soc.shorter(), figure)));
    boolean free = moved.isEmpty() && WITHOUT_SOC.contains(figure.method());
    return moved
        .or(() -> free ? Optional.of(texts.get("hero.noSoc")) : Optional.empty())
        .map(text -> element("p class=\"reliance\"", text))
        .orElse("");
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
                  + texts.said(reason.text())
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
    return "<table class=\"tiles\" role=\"presentation\"><tr>" + cells + "</tr></table>\n";
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
    String headline =
        view.own(QuantityNames.CAPACITY)
            .flatMap(result -> result.refusals().stream().findFirst())
            .map(Note::code)
            .orElse("");
    Map<String, StringJoiner> namesByReason = new LinkedHashMap<>();
    int more = 0;
    for (Result result : view.results()) {
      if (result.refusals().isEmpty() || result.name().equals(QuantityNames.CAPACITY)) {
        continue;
      }
      Note first = result.refusals().get(0);
      if (!FOR_BUYERS.contains(result.name())) {
        more++;
      } else if (!first.code().equals(headline)) {
        namesByReason
            .computeIfAbsent(reason(first), r -> new StringJoiner(", "))
            .add(amounts.name(result.name()));
      }
    }
    List<String> items = new ArrayList<>();
    namesByReason.forEach((reason, names) -> items.add(element("li", names + ". " + reason)));
    items.add(element("li", texts.get("not.range")));
    items.add(element("li", texts.get("not.damage")));
    if (more > 0) {
      items.add(element("li", texts.get("not.more", Integer.toString(more))));
    }
    return element(
        "section class=\"plain\"",
        element("h2", texts.get("not.title")) + element("ul", String.join("", items)));
  }

  /** Which value to compare with is missing, only the report's own sentence says. */
  private String reason(Note refusal) {
    return refusal.code().equals(RefusalCode.REFERENCE_UNKNOWN.name())
        ? texts.said(refusal.text())
        : texts.find("refusal." + refusal.code()).orElse(texts.said(refusal.text()));
  }

  private String verification() {
    String picture =
        signed.qr().isEmpty()
            ? ""
            : "<td class=\"code\">" + QrPicture.svg(signed.qr(), texts.get("qr.alt")) + "</td>";
    return "<table class=\"verify\" role=\"presentation\"><tr>"
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
