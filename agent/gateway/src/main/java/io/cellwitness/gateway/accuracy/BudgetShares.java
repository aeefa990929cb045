package io.cellwitness.gateway.accuracy;

import io.cellwitness.health.BudgetTerm;
import io.cellwitness.health.Quantity;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each term of the uncertainty budget contributes over a group of cases. */
final class BudgetShares {

  private BudgetShares() {}

  /**
   * Mean shares of the variance, largest budget or not: every number counts the same.
   *
   * @param outcomes numbers and refusals; refusals do not count
   * @return term to share, %; they add up to 100; empty without a number
   */
  static SortedMap<String, Double> of(List<AccuracyOutcome> outcomes) {
    SortedMap<String, Double> shares = new TreeMap<>();
    int numbers = 0;
    for (AccuracyOutcome outcome : outcomes) {
      if (outcome.capacity() instanceof Quantity.Number number) {
        double variance =
            number.budget().stream().mapToDouble(t -> t.relative() * t.relative()).sum();
        for (BudgetTerm term : number.budget()) {
          shares.merge(
              term.name(), 100 * term.relative() * term.relative() / variance, Double::sum);
        }
        numbers++;
      }
    }
    double n = numbers;
    shares.replaceAll((term, sum) -> sum / n);
    return shares;
  }

  /**
   * How often a true coverage lets at least so many of a number of independent intervals hold the
   * truth: the upper tail of the binomial distribution.
   *
   * @param coverage true coverage, 0 to 1
   * @param held intervals that hold the truth
   * @param all intervals
   * @return probability, 0 to 1
   */
  static double atLeast(double coverage, int held, int all) {
    double probability = 0;
    double logChoose = 0;
    for (int k = all; k >= held; k--) {
      probability +=
          Math.exp(logChoose + k * Math.log(coverage) + (all - k) * Math.log1p(-coverage));
      logChoose += Math.log(k) - Math.log(all - k + 1.0);
    }
    return probability;
  }
}
