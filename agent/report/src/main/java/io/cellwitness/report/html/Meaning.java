package io.cellwitness.report.html;

import static io.cellwitness.report.html.Markup.element;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.html.View.Figure;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the number means, in plain words. It never praises: beside an open alarm or a serious
 * finding it says that those come first.
 */
final class Meaning {

  private final View view;
  private final Texts texts;
  private final Amounts amounts;

  Meaning(View view, Texts texts) {
    this.view = view;
    this.texts = texts;
    this.amounts = new Amounts(texts);
  }

  String render() {
    Optional<Figure> soh = view.ownFigure(QuantityNames.SOH_CAPACITY);
    StringBuilder text = new StringBuilder();
    if (!view.alarms().isEmpty()) {
      text.append(element("p", "<strong>" + texts.get("meaning.alarm") + "</strong>"));
    }
    if (view.doubtful()) {
      text.append(element("p", "<strong>" + texts.get("meaning.serious") + "</strong>"));
    }
    soh.ifPresent(
        figure ->
            text.append(element("p", texts.get("meaning.soh", amounts.percent(figure.value())))));
    view.declaredFigure(QuantityNames.SOH_DECLARED)
        .ifPresent(declared -> text.append(element("p", beside(declared, soh))));
    if (soh.isEmpty()) {
      text.append(element("p", texts.get("meaning.refused")));
    } else {
      text.append(element("p", warranty()));
    }
    return element("section class=\"plain\"", element("h2", texts.get("meaning.title")) + text);
  }

  private String warranty() {
    String chance =
        view.ownFigure(QuantityNames.P_HEALTH_BELOW_70)
            .map(figure -> texts.get("meaning.probability", chance(figure.value())) + " ")
            .orElse("");
    return chance + texts.get("meaning.warranty");
  }

  /** Nobody is certain: below one and above 99 percent it says so and no more. */
  private String chance(BigDecimal percent) {
    if (percent.compareTo(BigDecimal.ONE) < 0) {
      return texts.get("chance.below", amounts.percent(BigDecimal.ONE));
    }
    return percent.compareTo(Amounts.NEARLY_ALL) > 0
        ? texts.get("chance.above", amounts.percent(Amounts.NEARLY_ALL))
        : texts.get("chance.is", amounts.percent(percent));
  }

  private String beside(Figure declared, Optional<Figure> soh) {
    String said = amounts.value(declared);
    if (soh.isEmpty()) {
      return texts.get("meaning.declared.only", said);
    }
    if (view.doubtful()) {
      return texts.get("meaning.declared.doubt", said);
    }
    if (declared.value().compareTo(soh.get().high()) > 0) {
      return texts.get("meaning.declared.above", said);
    }
    return declared.value().compareTo(soh.get().low()) < 0
        ? texts.get("meaning.declared.below", said)
        : texts.get("meaning.declared.inside", said);
  }
}
