package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.List;
import java.util.Optional;

/** Makes measured quantities whose uncertainty is the root sum of squares of their budget. */
final class Quantities {

  private Quantities() {}

  static Quantity.Number measured(
      String name, double value, String unit, String method, List<BudgetTerm> budget) {
    return graded(name, value, unit, Optional.empty(), method, budget);
  }

  static Quantity.Number graded(
      String name,
      double value,
      String unit,
      Optional<Grade> grade,
      String method,
      List<BudgetTerm> budget) {
    double relative =
        Statistics.rootSumSquares(budget.stream().mapToDouble(BudgetTerm::relative).toArray());
    return new Quantity.Number(
        name,
        Originator.MEASURED,
        value,
        unit,
        Optional.of(2 * relative * Math.abs(value)),
        grade,
        method,
        budget);
  }

  static Quantity.Number derived(
      String name, double value, String unit, Optional<Double> uncertainty, String method) {
    return new Quantity.Number(
        name, Originator.DERIVED, value, unit, uncertainty, Optional.empty(), method, List.of());
  }

  static Quantity refused(String name, List<Refusal> reasons) {
    return new Quantity.Refused(name, Originator.MEASURED, reasons);
  }
}
