package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Capacity tracked over the visits of one car, those of this estimator and earlier ones: the widest
 * window of each visit into AWTLS.
 */
final class VisitTracking {

  /** What a pack loses in a year, taken as the half width of a rectangle. */
  private static final double YEARLY_LOSS = 0.025;

  private static final double YEAR_S = 365.25 * 86_400;

  /** Earlier visits speak for the car of today this long. */
  static final double FRESH_S = 90 * 86_400.0;

  /** Share of the SOC scale's error that two windows of one car need not have in common. */
  private static final double NOT_SHARED = 0.5;

  private static final double DIFFERENT_SIGMAS = 3;

  private final Chemistry chemistry;
  private final List<EarlierVisit> earlier;

  /**
   * Prepares.
   *
   * @param earlier visits known from their reports, the oldest first
   */
  VisitTracking(Chemistry chemistry, List<EarlierVisit> earlier) {
    this.chemistry = chemistry;
    this.earlier = earlier.stream().filter(v -> v.window().isPresent()).toList();
  }

  /** The tracked capacity; empty with fewer than two visits that gave a window. */
  Optional<Quantity> quantity(CapacityOutcome outcome) {
    if (outcome.accepted().isEmpty()) {
      return Optional.empty();
    }
    List<Awtls.Visit> visits = new ArrayList<>(earlierVisits());
    List<SocWindow> all = outcome.accepted().get().all();
    int lastVisit = all.stream().mapToInt(SocWindow::visit).max().orElse(-1);
    for (int v = 0; v <= lastVisit; v++) {
      int visit = v;
      List<SocWindow> own = all.stream().filter(w -> w.visit() == visit).toList();
      if (!own.isEmpty()) {
        visits.add(visit(CapacityMethod.widest(own)));
      }
    }
    return visits.size() < 2
        ? Optional.empty()
        : Optional.of(tracked(visits, Optional.empty()).quantity(QuantityNames.CAPACITY_TRACKED));
  }

  /**
   * The capacity by earlier visits alone, for a visit that measured none itself.
   *
   * @param epochS time of this visit, s since 1970
   * @return empty where none is recent enough
   */
  Optional<CapacityChoice.Answer> earlierAlone(double epochS) {
    List<EarlierVisit> fresh =
        earlier.stream()
            .filter(v -> v.epochS() <= epochS && epochS - v.epochS() <= FRESH_S)
            .toList();
    if (fresh.isEmpty()) {
      return Optional.empty();
    }
    double years = (epochS - fresh.get(fresh.size() - 1).epochS()) / YEAR_S;
    BudgetTerm age =
        new BudgetTerm(
            "age",
            YEARLY_LOSS * years / Math.sqrt(3),
            String.format(Locale.ROOT, "up to 2.5 %% a year over %.0f days since", years * 365.25));
    return Optional.of(tracked(earlierVisits(), Optional.of(age)))
        .filter(
            a ->
                2 * a.relativeU() <= CapacityMethod.LARGEST_U95
                    && fresh.stream()
                        .anyMatch(
                            v ->
                                v.window().orElseThrow().widthPct()
                                    >= CapacityMethod.smallestWidthPct(chemistry)));
  }

  /** A capacity further from the last visit's than the same scale on both days explains. */
  Optional<Finding> different(CapacityOutcome outcome) {
    if (outcome.accepted().isEmpty() || earlier.isEmpty()) {
      return Optional.empty();
    }
    CapacityOutcome.Estimate now = outcome.accepted().get();
    EarlierVisit last = earlier.get(earlier.size() - 1);
    EarlierVisit.Window then = last.window().orElseThrow();
    double scale = NOT_SHARED * CapacityBudget.socScalePct(chemistry);
    double u =
        Math.hypot(
            Math.hypot(scale / now.widthPct(), scale / then.widthPct()),
            Math.hypot(CapacityBudget.chargeTerms(now.widest()), then.chargeU()));
    double sigmas = Math.log(now.capacityAh() / then.capacityAh()) / u;
    return Math.abs(sigmas) <= DIFFERENT_SIGMAS
        ? Optional.empty()
        : Optional.of(
            new Finding(
                "CAPACITY_DIFFERS_FROM_EARLIER",
                Finding.Severity.SERIOUS,
                Evidence.text(
                    "Measured the same way, this car's capacity is %.0f %% from that of its last "
                        + "visit: pack, current or state-of-charge scale changed.",
                    100 * (now.capacityAh() / then.capacityAh() - 1)),
                Evidence.text(
                    "%.1f Ah now, %.1f Ah in %s, %.1f standard uncertainties",
                    now.capacityAh(), then.capacityAh(), last.source(), Math.abs(sigmas))));
  }

  private List<Awtls.Visit> earlierVisits() {
    return earlier.stream().map(v -> visit(v.window().orElseThrow())).toList();
  }

  private CapacityChoice.Answer tracked(List<Awtls.Visit> visits, Optional<BudgetTerm> age) {
    Awtls.Tracked tracked = Awtls.track(visits, Awtls.FORGETTING);
    List<BudgetTerm> budget = new ArrayList<>();
    budget.add(
        new BudgetTerm(
            "fit",
            tracked.sigmaAh() / tracked.capacityAh(),
            String.format(
                Locale.ROOT,
                "total least squares over %d visits, forgetting %.2f%s",
                visits.size(),
                Awtls.FORGETTING,
                named())));
    budget.add(
        new BudgetTerm(
            "soc_scale",
            tracked.floorRelative(),
            "the SOC scale errs the same way on every visit; over the widest one"));
    age.ifPresent(budget::add);
    return new CapacityChoice.Answer(
        tracked.capacityAh(),
        budget,
        Grade.B,
        Awtls.ID,
        Optional.of(SocDependence.inverse(tracked.capacityAh())));
  }

  private String named() {
    return earlier.isEmpty()
        ? ""
        : earlier.stream().map(EarlierVisit::source).collect(Collectors.joining(", ", "; ", ""));
  }

  private Awtls.Visit visit(EarlierVisit.Window window) {
    double chargeAh = window.capacityAh() * window.widthPct() / 100;
    return new Awtls.Visit(
        window.widthPct() / 100,
        chargeAh,
        CapacityBudget.socScalePct(chemistry) / 100,
        window.chargeU() * chargeAh);
  }

  private Awtls.Visit visit(SocWindow window) {
    double sign = Math.signum(window.chargeAh());
    return new Awtls.Visit(
        window.widthPct() / 100,
        sign * window.chargeAh(),
        CapacityBudget.socScalePct(chemistry) / 100,
        CapacityBudget.chargeTerms(window) * Math.abs(window.chargeAh()));
  }
}
