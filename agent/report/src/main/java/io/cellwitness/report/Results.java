package io.cellwitness.report;

import io.cellwitness.api.Stamp;
import io.cellwitness.health.BudgetTerm;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.health.Refusal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The flat list of results: each a number with its uncertainty, or a refusal with its reason. */
final class Results {

  private static final int COVERAGE_FACTOR = 2;
  private static final int BUDGET_SCALE = 6;

  private Results() {}

  static void write(ArrayNode node, HealthResult health, Stamp at) {
    String instant = ReportPayload.instant(at.wall());
    for (Quantity quantity : health.quantities()) {
      ObjectNode result = node.addObject();
      result.put("name", quantity.name());
      result.put("originator", word(quantity.originator()));
      if (quantity instanceof Quantity.Number number) {
        number(result, number, instant);
      } else if (quantity instanceof Quantity.Refused refused) {
        refusal(result.putObject("refusal"), refused.reasons());
      }
    }
  }

  /**
   * How strong the evidence behind the measured capacity is.
   *
   * @param health the results
   * @return {@code A}, {@code B} or {@code none}
   */
  static String evidenceGrade(HealthResult health) {
    return health
        .find(QuantityNames.CAPACITY, Originator.MEASURED)
        .filter(Quantity.Number.class::isInstance)
        .map(Quantity.Number.class::cast)
        .flatMap(Quantity.Number::grade)
        .map(Enum::name)
        .orElse("none");
  }

  /**
   * A constant as a word of the report.
   *
   * @param constant any
   * @return its name in lower case
   */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static void number(ObjectNode result, Quantity.Number number, String at) {
    result.put("value", Decimals.of(number.value(), number.unit()));
    result.put("unit", number.unit());
    number
        .uncertainty()
        .ifPresent(
            uncertainty -> {
              result.put("uncertainty", Decimals.halfWidth(uncertainty, number.unit()));
              result.put("coverageFactor", COVERAGE_FACTOR);
            });
    number.grade().ifPresent(grade -> result.put("class", grade.name()));
    result.put("method", number.method());
    result.put("at", at);
    number
        .socDependence()
        .ifPresent(
            soc ->
                result
                    .putObject("restsOnStateOfCharge")
                    .put("scale10PctLonger", Decimals.of(soc.scaleLonger(), number.unit()))
                    .put("scale10PctShorter", Decimals.of(soc.scaleShorter(), number.unit())));
    ArrayNode budget = result.putArray("budget");
    for (BudgetTerm term : number.budget()) {
      budget
          .addObject()
          .put("name", term.name())
          .put("relative", Decimals.of(term.relative(), BUDGET_SCALE))
          .put("source", term.source());
    }
  }

  private static void refusal(ObjectNode node, List<Refusal> reasons) {
    node.put("code", reasons.get(0).code().name());
    node.put("text", reasons.get(0).text());
    if (reasons.size() > 1) {
      ArrayNode further = node.putArray("further");
      reasons
          .subList(1, reasons.size())
          .forEach(
              reason ->
                  further.addObject().put("code", reason.code().name()).put("text", reason.text()));
    }
  }
}
