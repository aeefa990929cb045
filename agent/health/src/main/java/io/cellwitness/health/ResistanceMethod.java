package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Direct-current resistance from current steps (method, section "Resistance").
 *
 * <p>It is never converted to a capacity: measured correlation with SoH runs from -0.89 to +0.64.
 */
final class ResistanceMethod {

  /** Ids of the method in reports; slow sampling reads 5 to 11 % too high. */
  static final String ID = "dcir-step/1";

  static final String ID_SLOW = "dcir-step-slow/1";

  private static final double SMALLEST_STEP_A = 20;
  private static final double FAST_S = 2;
  private static final double SLOW_S = 30;
  private static final int FEWEST_STEPS = 20;
  private static final double COLDEST_C = 15;
  private static final double HOTTEST_C = 35;
  private static final double LOWEST_SOC_PCT = 30;
  private static final double HIGHEST_SOC_PCT = 70;
  private static final double ACTIVATION_J_PER_MOL = 20_000;
  private static final double ACTIVATION_U_J_PER_MOL = 8_000;
  private static final double GAS_CONSTANT = 8.314462618;
  private static final double REFERENCE_K = 298.15;
  private static final double REPEATABILITY = 0.02;
  private static final double SLOW_SAMPLING = 0.10;

  /**
   * Resistance of the whole pack at 25 degC.
   *
   * @param packOhm resistance, Ohm
   * @param budget relative terms
   * @param slow whether only slow samples were there
   * @param steps number of steps
   * @param stepS median time between the samples of a step, s
   */
  record PackResistance(
      double packOhm, List<BudgetTerm> budget, boolean slow, int steps, double stepS) {

    double relativeU() {
      return Statistics.rootSumSquares(budget.stream().mapToDouble(BudgetTerm::relative).toArray());
    }
  }

  /** The pack's resistance, or why there is none: exactly one of the two is there. */
  record Outcome(Optional<Refusal> reason, Optional<PackResistance> found) {}

  private ResistanceMethod() {}

  /** Evaluates all visits of one car together. */
  static Outcome evaluate(List<Visit> visits) {
    Steps fast = new Steps(0, FAST_S);
    Steps slow = new Steps(FAST_S, SLOW_S);
    for (Visit visit : visits) {
      fast.collect(visit.samples());
      slow.collect(visit.samples());
    }
    if (fast.count >= FEWEST_STEPS) {
      return resistance(fast, false);
    }
    if (slow.count >= FEWEST_STEPS) {
      return resistance(slow, true);
    }
    return refused(
        String.format(
            Locale.ROOT,
            "Resistance needs %d current steps of 20 A at 30 to 70 %% charge and 15 to 35 degC; "
                + "%d were recorded. Drive with accelerations while recording every second.",
            FEWEST_STEPS,
            Math.max(fast.count, slow.count)));
  }

  /** The resistance of one cell for the report. */
  static Quantity quantity(Outcome outcome, PackFacts pack) {
    if (outcome.reason().isPresent()) {
      return Quantities.refused(QuantityNames.RESISTANCE, List.of(outcome.reason().get()));
    }
    if (pack.cellsInSeries().isEmpty()) {
      return Quantities.refused(
          QuantityNames.RESISTANCE, List.of(RefusalTexts.plain(RefusalCode.SERIES_UNKNOWN)));
    }
    PackResistance found = outcome.found().orElseThrow();
    double cellMilliohm = 1000 * found.packOhm() / pack.cellsInSeries().getAsInt();
    return Quantities.measured(
        QuantityNames.RESISTANCE,
        cellMilliohm,
        "mOhm",
        found.slow() ? ID_SLOW : ID,
        found.budget());
  }

  private static Outcome resistance(Steps steps, boolean slow) {
    double[] ohms = steps.ohms25();
    double median = Statistics.median(ohms);
    if (!(median > 0)) {
      return refused("Pack voltage does not rise with the current; voltage or current is wrong.");
    }
    double scatter =
        1.25
            * Statistics.MAD_TO_SIGMA
            * Statistics.medianDeviation(ohms, median)
            / Math.sqrt(ohms.length)
            / median;
    BudgetTerm scatterTerm =
        new BudgetTerm(
            "scatter",
            scatter,
            String.format(Locale.ROOT, "median of %d steps, 1.25 MAD / sqrt(n)", ohms.length));
    BudgetTerm repeatTerm =
        new BudgetTerm("repeatability", REPEATABILITY, "measured 1.6 % between sessions at 1 s");
    BudgetTerm temperatureTerm =
        new BudgetTerm(
            "temperature",
            ACTIVATION_U_J_PER_MOL / ACTIVATION_J_PER_MOL * Math.abs(steps.meanExponent()),
            "normalised to 25 degC with 20 ± 8 kJ/mol");
    List<BudgetTerm> budget =
        slow
            ? List.of(
                scatterTerm,
                repeatTerm,
                temperatureTerm,
                new BudgetTerm(
                    "slow_sampling", SLOW_SAMPLING, "measured +5 to +11 % against 1 s sampling"))
            : List.of(scatterTerm, repeatTerm, temperatureTerm);
    return new Outcome(
        Optional.empty(),
        Optional.of(new PackResistance(median, budget, slow, steps.count, steps.medianStepS())));
  }

  private static Outcome refused(String why) {
    return new Outcome(Optional.of(RefusalTexts.notMeasured(why)), Optional.empty());
  }

  /** Collects the steps between consecutive samples whose time step lies in (above, upTo]. */
  private static final class Steps {
    private final double aboveS;
    private final double upToS;
    private double[] ohms = new double[64];
    private double[] exponents = new double[64];
    private double[] seconds = new double[64];
    private int count;

    Steps(double aboveS, double upToS) {
      this.aboveS = aboveS;
      this.upToS = upToS;
    }

    void collect(Samples s) {
      for (int k = 1; k < s.size(); k++) {
        double stepS = s.timeS()[k] - s.timeS()[k - 1];
        double stepA = s.currentA()[k] - s.currentA()[k - 1];
        double stepV = s.voltageV()[k] - s.voltageV()[k - 1];
        boolean usable =
            stepS > aboveS
                && stepS <= upToS
                && Math.abs(stepA) >= SMALLEST_STEP_A
                && s.voltageFresh()[k]
                && s.voltageFresh()[k - 1]
                && !Double.isNaN(stepV)
                && s.socPct()[k] >= LOWEST_SOC_PCT
                && s.socPct()[k] <= HIGHEST_SOC_PCT
                && s.temperatureC()[k] >= COLDEST_C
                && s.temperatureC()[k] <= HOTTEST_C;
        if (usable) {
          add(stepV / stepA, s.temperatureC()[k], stepS);
        }
      }
    }

    private void add(double ohm, double temperatureC, double stepS) {
      if (count == ohms.length) {
        ohms = Arrays.copyOf(ohms, 2 * count);
        exponents = Arrays.copyOf(exponents, 2 * count);
        seconds = Arrays.copyOf(seconds, 2 * count);
      }
      ohms[count] = ohm;
      exponents[count] =
          ACTIVATION_J_PER_MOL / GAS_CONSTANT * (1 / REFERENCE_K - 1 / (temperatureC + 273.15));
      seconds[count++] = stepS;
    }

    double[] ohms25() {
      double[] at25 = new double[count];
      Arrays.setAll(at25, i -> ohms[i] * Math.exp(exponents[i]));
      return at25;
    }

    double meanExponent() {
      return Arrays.stream(exponents, 0, count).average().orElse(0);
    }

    double medianStepS() {
      return Statistics.median(Arrays.copyOf(seconds, count));
    }
  }
}
