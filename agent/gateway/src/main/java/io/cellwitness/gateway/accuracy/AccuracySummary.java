package io.cellwitness.gateway.accuracy;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures over a group of cases. Errors are in % of the true capacity.
 *
 * @param numbers cases with a number and a truth
 * @param maePct mean absolute error, %
 * @param p95Pct 95th percentile of the absolute error (nearest rank), %
 * @param biasPct mean error, %
 * @param coveragePct share whose interval holds the truth, %
 * @param meanU95Pct mean 95 % uncertainty, %
 */
record AccuracySummary(
    int numbers,
    OptionalDouble maePct,
    OptionalDouble p95Pct,
    OptionalDouble biasPct,
    OptionalDouble coveragePct,
    OptionalDouble meanU95Pct) {

  /** Counts over the cases that have both a number and a truth; the others do not enter. */
  static AccuracySummary of(List<AccuracyOutcome> outcomes) {
    List<AccuracyOutcome> judged = outcomes.stream().filter(o -> o.errorPct().isPresent()).toList();
    if (judged.isEmpty()) {
      OptionalDouble none = OptionalDouble.empty();
      return new AccuracySummary(0, none, none, none, none, none);
    }
    double[] errors = judged.stream().mapToDouble(o -> o.errorPct().getAsDouble()).toArray();
    double[] sizes = Arrays.stream(errors).map(Math::abs).sorted().toArray();
    int rank = (int) Math.ceil(0.95 * sizes.length) - 1;
    return new AccuracySummary(
        judged.size(),
        Arrays.stream(sizes).average(),
        OptionalDouble.of(sizes[rank]),
        Arrays.stream(errors).average(),
        judged.stream().mapToDouble(o -> o.covered() ? 100 : 0).average(),
        judged.stream().mapToDouble(o -> o.uncertaintyPct().getAsDouble()).average());
  }
}
