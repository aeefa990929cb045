package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Capacity tracked over the visits of one car: the widest window of each visit into AWTLS. */
final class VisitTracking {

  private VisitTracking() {}

  /** The tracked capacity; empty with fewer than two visits that gave a window. */
  static Optional<Quantity> evaluate(CapacityOutcome outcome, Chemistry chemistry) {
    if (outcome.accepted().isEmpty()) {
      return Optional.empty();
    }
    List<Awtls.Visit> visits = new ArrayList<>();
    List<SocWindow> all = outcome.accepted().get().all();
    int lastVisit = all.stream().mapToInt(SocWindow::visit).max().orElse(-1);
    for (int v = 0; v <= lastVisit; v++) {
      int visit = v;
      List<SocWindow> own = all.stream().filter(w -> w.visit() == visit).toList();
      if (!own.isEmpty()) {
        visits.add(visit(CapacityMethod.widest(own), chemistry));
      }
    }
    if (visits.size() < 2) {
      return Optional.empty();
    }
    Awtls.Tracked tracked = Awtls.track(visits, Awtls.FORGETTING);
    List<BudgetTerm> budget =
        List.of(
            new BudgetTerm(
                "fit",
                tracked.sigmaAh() / tracked.capacityAh(),
                String.format(
                    Locale.ROOT,
                    "total least squares over %d visits, forgetting %.2f",
                    visits.size(),
                    Awtls.FORGETTING)),
            new BudgetTerm(
                "soc_scale",
                tracked.floorRelative(),
                "the SOC scale errs the same way on every visit; over the widest one"));
    return Optional.of(
        Quantities.measured(
            QuantityNames.CAPACITY_TRACKED, tracked.capacityAh(), "Ah", Awtls.ID, budget));
  }

  private static Awtls.Visit visit(SocWindow window, Chemistry chemistry) {
    double sign = Math.signum(window.chargeAh());
    return new Awtls.Visit(
        window.widthPct() / 100,
        sign * window.chargeAh(),
        CapacityBudget.socScalePct(chemistry) / 100,
        CapacityBudget.chargeTerms(window) * Math.abs(window.chargeAh()));
  }
}
