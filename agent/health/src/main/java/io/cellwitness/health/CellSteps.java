package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer of each cell to steps of the current, against the mean of all cells in the same steps:
 * a cell, or its connection, of higher resistance answers more. Because the mean is from the same
 * rounds, neither the size of the step nor the moment the current was read matters. Cells in
 * parallel groups count as one.
 */
final class CellSteps {

  /** Id of the method in reports. */
  static final String ID = "cell-step/1";

  private static final int FEWEST_STEPS = 10;
  private static final double TELLING_PCT = 40;

  private CellSteps() {}

  /** The cell that answers most, from the visit with the most steps. */
  record Outcome(Optional<WorstCell> worst, int steps, double seconds) {

    /** As a number or a refusal. */
    Quantity quantity() {
      if (worst.isEmpty()) {
        return Quantities.refused(
            QuantityNames.CELL_STEP,
            List.of(
                RefusalTexts.notMeasured(
                    "Comparing the cells' answers to steps of the current needs every cell's "
                        + "voltage at least every ten seconds and ten steps.")));
      }
      WorstCell found = worst.get();
      double pct = 100 + found.pct();
      return Quantities.measured(
          QuantityNames.CELL_STEP,
          pct,
          "%",
          Evidence.text("%s at %.0f s", ID, seconds),
          List.of(
              new BudgetTerm(
                  "scatter",
                  found.sigmaPct() / pct,
                  Evidence.text("cell %d in the median of %d steps", found.cell(), steps))));
    }

    /** A cell that stands out of the scatter of the others. */
    Optional<Finding> finding() {
      return worst
          .filter(w -> w.outlier(TELLING_PCT))
          .map(
              w ->
                  new Finding(
                      "WEAK_CELL_STEP",
                      Finding.Severity.WARNING,
                      Evidence.text(
                          "Cell %d answers a step of the current %.0f %% more than the others: its "
                              + "resistance or a connection is high.",
                          w.cell(), w.pct()),
                      Evidence.text(
                          "%.1f ± %.1f %% against the mean in %d steps, scatter of the others "
                              + "%.1f %%",
                          w.pct(), HalfWidth.up(2 * w.sigmaPct(), 1), steps, w.othersPct())));
    }
  }

  /** Looks at the visit with the most steps. */
  static Outcome of(List<Recording> recordings) {
    List<StepWatch.Step> most = List.of();
    for (Recording recording : recordings) {
      List<StepWatch.Step> steps = recording.cells().closedCopy().steps();
      most = steps.size() > most.size() ? steps : most;
    }
    if (most.size() < FEWEST_STEPS) {
      return new Outcome(Optional.empty(), most.size(), 0);
    }
    List<StepWatch.Step> steps = most;
    int width = steps.stream().mapToInt(s -> s.after().voltageV().length).max().orElse(0);
    List<WorstCell.Value> cells = new ArrayList<>();
    for (int cell = 1; cell < width; cell++) {
      answer(steps, cell).ifPresent(cells::add);
    }
    double seconds =
        Statistics.median(steps.stream().mapToDouble(StepWatch.Step::seconds).toArray());
    return new Outcome(WorstCell.of(cells, 1), steps.size(), seconds);
  }

  /** Answer of a cell less that of the mean, share of the mean's; empty in too few steps. */
  private static Optional<WorstCell.Value> answer(List<StepWatch.Step> steps, int cell) {
    Growing shares = new Growing();
    for (StepWatch.Step step : steps) {
      double[] before = step.before().voltageV();
      double[] after = step.after().voltageV();
      if (cell < Math.min(before.length, after.length) && before[cell] > 0 && after[cell] > 0) {
        shares.add((after[cell] - before[cell]) / step.meanV() - 1);
      }
    }
    if (shares.size() < FEWEST_STEPS) {
      return Optional.empty();
    }
    double[] values = shares.toArray();
    double median = Statistics.median(values);
    double sigma =
        1.25
            * Statistics.MAD_TO_SIGMA
            * Statistics.medianDeviation(values, median)
            / Math.sqrt(values.length);
    return Optional.of(new WorstCell.Value(cell, median, sigma));
  }
}
