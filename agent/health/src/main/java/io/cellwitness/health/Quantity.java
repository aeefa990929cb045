package io.cellwitness.health;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One result: a value with its uncertainty, or a refusal with its reason. */
public sealed interface Quantity {

  /**
   * The name in the report's {@code results[]}.
   *
   * @return for example {@code capacity}; see {@link QuantityNames}
   */
  String name();

  /**
   * Who says so.
   *
   * @return never null
   */
  Originator originator();

  /**
   * A number.
   *
   * @param name see {@link QuantityNames}
   * @param originator who says so
   * @param value in {@code unit}
   * @param unit {@code Ah}, {@code kWh}, {@code %}, {@code mOhm}, {@code mV} …
   * @param uncertainty expanded uncertainty (coverage factor 2, about 95 %), in {@code unit}; empty
   *     only for declared values, whose uncertainty nobody states
   * @param grade A or B for capacity and what follows from it, empty elsewhere
   * @param method how it was obtained, a stable id such as {@code soc-window/1}
   * @param budget every term behind the uncertainty, may be empty for declared values
   * @param socDependence how it moves with the car's own state of charge; empty where it does not
   *     rest on it
   */
  record Number(
      String name,
      Originator originator,
      double value,
      String unit,
      Optional<Double> uncertainty,
      Optional<Grade> grade,
      String method,
      List<BudgetTerm> budget,
      Optional<SocDependence> socDependence)
      implements Quantity {
    /** Copies the budget; rejects a number that is not finite, and a measured one without U. */
    public Number {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(method, "method");
      budget = List.copyOf(budget);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(name + " is not a finite number");
      }
      if (originator == Originator.MEASURED && uncertainty.isEmpty()) {
        throw new IllegalArgumentException(name + " is measured but has no uncertainty");
      }
    }

    /**
     * A number that does not rest on the car's state of charge.
     *
     * @param name see {@link QuantityNames}
     * @param originator who says so
     * @param value in {@code unit}
     * @param unit as above
     * @param uncertainty expanded uncertainty (coverage factor 2), in {@code unit}
     * @param grade A or B, or empty
     * @param method how it was obtained
     * @param budget every term behind the uncertainty
     */
    public Number(
        String name,
        Originator originator,
        double value,
        String unit,
        Optional<Double> uncertainty,
        Optional<Grade> grade,
        String method,
        List<BudgetTerm> budget) {
      this(name, originator, value, unit, uncertainty, grade, method, budget, Optional.empty());
    }

    /**
     * The same number with how it moves with the car's state of charge.
     *
     * @param dependence empty where it does not rest on it
     * @return a copy
     */
    public Number resting(Optional<SocDependence> dependence) {
      return new Number(
          name, originator, value, unit, uncertainty, grade, method, budget, dependence);
    }
  }

  /**
   * No number, and why.
   *
   * @param name see {@link QuantityNames}
   * @param originator who would have said so
   * @param reasons one or more, the most telling first
   */
  record Refused(String name, Originator originator, List<Refusal> reasons) implements Quantity {
    /** Copies the reasons; rejects a refusal without one. */
    public Refused {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(originator, "originator");
      reasons = List.copyOf(reasons);
      if (reasons.isEmpty()) {
        throw new IllegalArgumentException("a refusal of " + name + " needs a reason");
      }
    }
  }
}
