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

  private static final double COLDEST_C = 15;

  private final PackFacts pack;

  KneeMethod(PackFacts pack) {
    this.pack = pack;
  }

  /**
   * A capacity between the knees.
   *
   * @param capacityAh capacity, Ah
   * @param budget relative terms
   * @param temperatureC mean temperature of the charge, degC, NaN when not recorded
   * @param voltage mean voltage of the charge, where it was read throughout
   */
  record Found(
      double capacityAh,
      List<BudgetTerm> budget,
      double temperatureC,
      Optional<MeanVoltage> voltage) {

    double relativeU() {
      return Statistics.rootSumSquares(budget.stream().mapToDouble(BudgetTerm::relative).toArray());
    }
  }

  /** The capacity from the charge with the smallest uncertainty; empty where no charge passes. */
  Optional<Found> evaluate(List<ChargeRun> runs) {
    if (pack.chemistry() != Chemistry.LFP
        || pack.nominalAh().isEmpty()
        || pack.cellsInSeries().isEmpty()) {
      return Optional.empty();
    }
    return runs.stream()
        .map(this::capacity)
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Found::relativeU));
  }

  private Optional<Found> capacity(ChargeRun run) {
    double meanA = run.meanCurrentA();
    Optional<LfpKnee.Limits> limits =
        LfpKnee.Limits.forRate(meanA / pack.nominalAh().orElseThrow().value());
    if (run.stepS() > WindowFinder.SLOWEST_CHARGING_S
        || run.temperatureC() < COLDEST_C
        || limits.isEmpty()) {
      return Optional.empty();
    }
    int cells = pack.cellsInSeries().orElseThrow();
    double[] cellV = new double[run.lastCharging() + 1];
    for (int k = 0; k < cellV.length; k++) {
      cellV[k] = run.voltageV(k) / cells;
    }
    return LfpKnee.chargeBetweenAh(run.chargeAh(), cellV, limits.get())
        .map(
            between ->
                new Found(
                    between / LfpKnee.SHARE_BETWEEN,
                    budget(meanA, run.stepS(), limits.get()),
                    run.temperatureC(),
                    MeanVoltage.over(run)));
  }

  private static List<BudgetTerm> budget(double meanA, double stepS, LfpKnee.Limits limits) {
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
    return budget;
  }
}
