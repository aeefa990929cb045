package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds charges of LFP packs that pass both knees of the voltage; see {@link LfpKnee}. */
final class KneeMethod {

  /** Half of the 4 % (k = 2) measured on a 102 Ah cell, 42 to 60 degC. */
  private static final double SHARE_U = 0.02;

  private static final double SLOWEST_S = 60;
  private static final double COLDEST_C = 15;

  private final PackFacts pack;

  KneeMethod(PackFacts pack) {
    this.pack = pack;
  }

  /** The capacity from the charge with the smallest uncertainty; empty where no charge passes. */
  Optional<Quantity.Number> evaluate(List<Visit> visits) {
    if (pack.chemistry() != Chemistry.LFP
        || pack.nominalAh().isEmpty()
        || pack.cellsInSeries().isEmpty()) {
      return Optional.empty();
    }
    List<Quantity.Number> found = new ArrayList<>();
    for (Visit visit : visits) {
      for (Segment segment : visit.segments()) {
        if (segment.charging()) {
          capacity(visit.samples(), segment).ifPresent(found::add);
        }
      }
    }
    return found.stream()
        .min(Comparator.comparingDouble(n -> n.uncertainty().orElseThrow() / n.value()));
  }

  private Optional<Quantity.Number> capacity(Samples samples, Segment segment) {
    double nominalAh = pack.nominalAh().orElseThrow().value();
    double stepS = Statistics.medianStep(samples.timeS(), segment.from(), segment.to());
    double temperatureC = samples.meanTemperatureC(segment.from(), segment.to());
    double[] chargeAh = Integral.chargeAh(samples, segment);
    double hours = (samples.timeS()[segment.to()] - samples.timeS()[segment.from()]) / 3600;
    double meanA = chargeAh[chargeAh.length - 1] / hours;
    Optional<LfpKnee.Limits> limits = LfpKnee.Limits.forRate(meanA / nominalAh);
    if (stepS > SLOWEST_S || temperatureC < COLDEST_C || limits.isEmpty()) {
      return Optional.empty();
    }
    int cells = pack.cellsInSeries().orElseThrow();
    double[] cellV = new double[segment.size()];
    for (int k = 0; k < cellV.length; k++) {
      cellV[k] = samples.voltageV()[segment.from() + k] / cells;
    }
    return LfpKnee.chargeBetweenAh(chargeAh, cellV, limits.get())
        .map(between -> quantity(between, meanA, stepS, limits.get()));
  }

  private static Quantity.Number quantity(
      double betweenAh, double meanA, double stepS, LfpKnee.Limits limits) {
    List<BudgetTerm> budget = new ArrayList<>();
    budget.add(
        new BudgetTerm(
            "knee_share",
            SHARE_U,
            String.format(
                Locale.ROOT,
                "%.3f of the capacity between %.2f and %.2f V per cell, measured on one cell type",
                LfpKnee.SHARE_BETWEEN,
                limits.lowerV(),
                limits.upperV())));
    budget.addAll(CapacityBudget.currentTerms(meanA, stepS));
    return (Quantity.Number)
        Quantities.measured(
            QuantityNames.CAPACITY_KNEES,
            betweenAh / LfpKnee.SHARE_BETWEEN,
            "Ah",
            LfpKnee.ID,
            budget);
  }
}
