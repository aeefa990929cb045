package io.cellwitness.health;

import java.util.ArrayList;
import java.util.List;

/** A measured figure as a share of its reference, with the refusal of the figure handed on. */
final class Shares {

  private Shares() {}

  /**
   * Divides.
   *
   * @param name of the share
   * @param figure measured number or refusal
   * @param reference in the unit of the figure, above 0
   * @param source of the reference, in words
   * @param method id in reports
   */
  static Quantity of(String name, Quantity figure, double reference, String source, String method) {
    if (figure instanceof Quantity.Refused refused) {
      return Quantities.refused(name, refused.reasons());
    }
    Quantity.Number number = (Quantity.Number) figure;
    List<BudgetTerm> budget = new ArrayList<>(number.budget());
    budget.add(new BudgetTerm("reference_value", 0, source + ", taken as exact"));
    return Quantities.graded(
            name, 100 * number.value() / reference, "%", number.grade(), method, budget)
        .resting(number.socDependence().map(s -> s.map(v -> 100 * v / reference)));
  }
}
