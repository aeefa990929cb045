package io.cellwitness.health;

import java.util.List;
import java.util.Optional;

/**
 * What the SOC-window method found: an estimate, and the reasons to withhold it.
 *
 * @param reasons why no number may be given; empty when one may
 * @param estimate the figures, also when they must be withheld; empty without any window
 */
record CapacityOutcome(List<Refusal> reasons, Optional<Estimate> estimate) {

  /**
   * The figures.
   *
   * @param capacityAh capacity, Ah
   * @param relativeU relative standard uncertainty (k = 1)
   * @param budget its terms
   * @param widthPct width of the state of charge covered, %
   * @param grade A or B
   * @param used windows the capacity rests on
   * @param all every usable window
   * @param map the charge map, where the windows were stitched together
   * @param meanCurrentA mean current of the used windows, A
   */
  record Estimate(
      double capacityAh,
      double relativeU,
      List<BudgetTerm> budget,
      double widthPct,
      Grade grade,
      List<SocWindow> used,
      List<SocWindow> all,
      Optional<ChargeMap> map,
      double meanCurrentA) {

    /** Relative expanded uncertainty (k = 2). */
    double relativeU95() {
      return 2 * relativeU;
    }

    SocWindow widest() {
      return CapacityMethod.widest(used);
    }
  }

  /** The estimate when it may be shown. */
  Optional<Estimate> accepted() {
    return reasons.isEmpty() ? estimate : Optional.empty();
  }
}
