package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Puts the parts of the method together for one pack. */
final class Evaluation {

  private final PackFacts pack;
  private final List<Recording> recordings;
  private final List<Visit> visits;

  /**
   * Prepares.
   *
   * @param recordings visits in order
   * @param visits the same visits, cleaned and searched
   */
  Evaluation(PackFacts pack, List<Recording> recordings, List<Visit> visits) {
    this.pack = pack;
    this.recordings = recordings;
    this.visits = visits;
  }

  HealthResult result() {
    CapacityOutcome capacity = new CapacityMethod(pack).evaluate(visits);
    ResistanceMethod.Outcome resistance = ResistanceMethod.evaluate(visits);
    ImbalanceMethod imbalance = new ImbalanceMethod(pack);
    for (int v = 0; v < visits.size(); v++) {
      imbalance.add(recordings.get(v), visits.get(v));
    }
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(capacityQuantity(capacity));
    quantities.add(healthQuantity(capacity));
    quantities.addAll(new EnergyMethod(pack).evaluate(capacity, visits, resistance));
    VisitTracking.evaluate(capacity, pack.chemistry()).ifPresent(quantities::add);
    new KneeMethod(pack).evaluate(visits).ifPresent(quantities::add);
    quantities.add(ResistanceMethod.quantity(resistance, pack));
    quantities.addAll(imbalance.quantities());
    quantities.addAll(DeclaredValues.of(recordings));
    List<Finding> findings = new ArrayList<>();
    imbalance.finding().ifPresent(findings::add);
    return new HealthResult(
        HealthEstimator.METHOD_VERSION,
        quantities,
        findings,
        List.of(),
        capacity.estimate().map(Evaluation::facts),
        cells(),
        curve(capacity));
  }

  private static Quantity capacityQuantity(CapacityOutcome capacity) {
    return capacity
        .accepted()
        .map(
            e ->
                Quantities.graded(
                    QuantityNames.CAPACITY,
                    e.capacityAh(),
                    "Ah",
                    Optional.of(e.grade()),
                    CapacityMethod.ID,
                    e.budget()))
        .orElseGet(() -> Quantities.refused(QuantityNames.CAPACITY, capacity.reasons()));
  }

  private Quantity healthQuantity(CapacityOutcome capacity) {
    if (capacity.accepted().isEmpty()) {
      return Quantities.refused(QuantityNames.SOH_CAPACITY, capacity.reasons());
    }
    CapacityOutcome.Estimate estimate = capacity.accepted().get();
    List<BudgetTerm> budget = new ArrayList<>(estimate.budget());
    budget.add(CapacityBudget.NOMINAL);
    return Quantities.graded(
        QuantityNames.SOH_CAPACITY,
        100 * estimate.capacityAh() / pack.nominalAh().orElseThrow().value(),
        "%",
        Optional.of(estimate.grade()),
        CapacityMethod.ID,
        budget);
  }

  private static WindowFacts facts(CapacityOutcome.Estimate estimate) {
    List<SocWindow> used = estimate.used();
    return new WindowFacts(
        estimate.widthPct(),
        used.size(),
        used.stream().mapToDouble(SocWindow::lowestSocPct).min().orElse(0),
        used.stream().mapToDouble(SocWindow::highestSocPct).max().orElse(0),
        used.stream().mapToDouble(SocWindow::hours).sum(),
        estimate.meanCurrentA());
  }

  /** Cells of the latest visit that gives them. */
  private Optional<CellSnapshot> cells() {
    for (int v = recordings.size() - 1; v >= 0; v--) {
      CellSets sets = recordings.get(v).cells().closedCopy();
      SortedMap<Integer, Double> cells = sets.lastRound();
      if (!cells.isEmpty()) {
        double timeS =
            (sets.lastRoundNanos() - ImbalanceMethod.firstNanos(recordings.get(v))) / 1e9;
        boolean atRest =
            pack.nominalAh().isPresent()
                && restsAt(visits.get(v).samples(), timeS, pack.nominalAh().get().value());
        return Optional.of(new CellSnapshot(cells, atRest));
      }
    }
    return Optional.empty();
  }

  private static boolean restsAt(Samples samples, double timeS, double nominalAh) {
    Rests rests = new Rests(samples, nominalAh);
    int sample = rests.sampleAt(timeS);
    return sample >= 0 && rests.since(sample) >= 0;
  }

  /** The visit with the widest window, or the longest one where there is no window. */
  private List<CurvePoint> curve(CapacityOutcome capacity) {
    return capacity
        .estimate()
        .map(e -> visits.get(e.widest().visit()))
        .or(() -> visits.stream().max(Comparator.comparingInt(v -> v.samples().size())))
        .map(v -> CurveThinner.thin(v.samples()))
        .orElse(List.of());
  }
}
