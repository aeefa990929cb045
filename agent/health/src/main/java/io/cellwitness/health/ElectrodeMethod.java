package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.health.electrode.ElectrodeFit;
import io.cellwitness.health.electrode.FitWindow;
import io.cellwitness.health.electrode.ModelAverage;
import io.cellwitness.health.electrode.PackCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Applies the electrode-model fit to the charges of a car, behind its gates (method, 7.5). */
final class ElectrodeMethod {

  /** Id of the fit alone in reports. */
  static final String ID = "electrode-fit/1";

  /** Id of the fit combined with the BMS ratio. */
  static final String ID_COMBINED = "electrode-fit+soc-window/1";

  static final double FASTEST_C_RATE = 0.35;
  private static final double COLDEST_C = 15;
  private static final double HOTTEST_C = 35;
  private static final double COARSEST_CELL_V = 0.010;
  private static final double LEAST_SPAN_V = 0.150;
  private static final double LARGEST_CARD_U = 0.020;
  private static final double TOP_V = 3.90;
  static final double LARGEST_RESIDUAL_V = 0.0065;
  private static final double LARGEST_SPREAD_MV = 30;
  private static final double LEAST_PCT = 50;
  private static final double LEAST_PCT_WITH_REFERENCE = 35;
  static final double SLICE_SHARE = 0.01;
  private static final double FULL_MARGIN_V = 0.015;

  /** Resistance of a cell times its capacity, V, where none could be measured. */
  private static final double FALLBACK_CELL_V = 0.12;

  private static final double LEAST_CELL_V = 0.05;
  private static final double MOST_CELL_V = 0.25;

  /**
   * A fitted charge.
   *
   * @param average the hypotheses
   * @param widthPct charge of the window over the fitted capacity, %
   * @param run the charge
   */
  record Fitted(ModelAverage average, double widthPct, ChargeRun run) {

    /** Terms of a capacity that rests on this fit. */
    List<BudgetTerm> budget(double relativeU, String source) {
      List<BudgetTerm> budget = new ArrayList<>();
      budget.add(new BudgetTerm("electrode_fit", relativeU, source));
      budget.addAll(CapacityBudget.currentTerms(run.meanCurrentA(), run.stepS()));
      return budget;
    }
  }

  /** A fit, or the reason why the best charge gave none. */
  record Outcome(Optional<Fitted> fitted, Optional<Refusal> reason) {}

  private final PackFacts pack;
  private final CellKnowledge knowledge;

  ElectrodeMethod(PackFacts pack, CellKnowledge knowledge) {
    this.pack = pack;
    this.knowledge = knowledge;
  }

  /**
   * Fits the charge with the most charge in it that passes every gate.
   *
   * @param runs every charge of every visit
   * @param spreadMv typical cell voltage spread at rest, mV, where known
   */
  Outcome evaluate(List<ChargeRun> runs, OptionalDouble spreadMv) {
    Optional<Refusal> unfit = unfitPack(spreadMv);
    if (unfit.isPresent()) {
      return new Outcome(Optional.empty(), unfit);
    }
    List<ChargeRun> widestFirst =
        runs.stream()
            .sorted(Comparator.comparingDouble((ChargeRun r) -> -r.chargeAh()[r.size() - 1]))
            .limit(3)
            .toList();
    Optional<Refusal> first = Optional.empty();
    for (ChargeRun run : widestFirst) {
      Outcome outcome = fit(run);
      if (outcome.fitted().isPresent()) {
        return outcome;
      }
      first = first.or(outcome::reason);
    }
    return new Outcome(
        Optional.empty(),
        first.or(() -> Optional.of(RefusalTexts.notMeasured("No charge was recorded."))));
  }

  private Optional<Refusal> unfitPack(OptionalDouble spreadMv) {
    PackCard card = knowledge.card();
    if (pack.nominalAh().isEmpty()) {
      return Optional.of(RefusalTexts.plain(RefusalCode.NOMINAL_UNKNOWN));
    }
    if (pack.cellsInSeries().isEmpty()) {
      return Optional.of(RefusalTexts.plain(RefusalCode.SERIES_UNKNOWN));
    }
    Optional<String> unfit = Optional.empty();
    if (pack.chemistry() != Chemistry.NMC && pack.chemistry() != Chemistry.NCA) {
      unfit = Optional.of("The electrode fit holds for NMC and NCA only.");
    } else if (card.emptyU() > LARGEST_CARD_U || card.fullU() > LARGEST_CARD_U) {
      unfit = Optional.of("The card's voltages are less certain than 20 mV.");
    } else if (spreadMv.isPresent() && spreadMv.getAsDouble() > LARGEST_SPREAD_MV) {
      unfit =
          Optional.of(
              text(
                  "The cells lie %.0f mV apart, the fit of one mean cell allows %.0f mV.",
                  spreadMv.getAsDouble(), LARGEST_SPREAD_MV));
    }
    return unfit.map(RefusalTexts::notMeasured);
  }

  private Outcome fit(ChargeRun run) {
    double nominalAh = pack.nominalAh().orElseThrow().value();
    int cells = pack.cellsInSeries().orElseThrow();
    double rate = run.meanCurrentA() / nominalAh;
    double temperatureC = run.temperatureC();
    if (rate > FASTEST_C_RATE) {
      return refused(text("The charge ran at %.2f C, the fit needs 0.35 C or slower.", rate));
    }
    if (!(temperatureC >= COLDEST_C && temperatureC <= HOTTEST_C)) {
      return refused("The fit needs a battery temperature of 15 to 35 degC.");
    }
    if (run.stepS() > WindowFinder.SLOWEST_CHARGING_S) {
      return refused(RefusalTexts.plain(RefusalCode.SAMPLING_TOO_SLOW_CHARGING).text());
    }
    if (voltageStepV(run) / cells > COARSEST_CELL_V) {
      return refused("The voltage is read in steps of more than 10 mV per cell.");
    }
    Optional<FitWindow> window =
        QuasiOcv.window(run, cells, cellOhm(run, nominalAh, cells), nominalAh, SLICE_SHARE);
    if (window.isEmpty()) {
      return refused("The charge is too short for the electrode fit.");
    }
    double[] volts = window.get().cellV();
    double top = volts[volts.length - 1];
    boolean reference = knowledge.card().reference().isPresent();
    if (top - volts[0] < LEAST_SPAN_V) {
      return refused("The cell voltage rises by less than 150 mV during the charge.");
    }
    if (!reference && top < TOP_V) {
      return refused(text("The charge ends at %.2f V per cell, 3.90 V are needed.", top));
    }
    return fit(run, window.get(), reference ? LEAST_PCT_WITH_REFERENCE : LEAST_PCT);
  }

  private Outcome fit(ChargeRun run, FitWindow window, double leastPct) {
    PackCard card = knowledge.card();
    double nominalAh = pack.nominalAh().orElseThrow().value();
    double fullPackV = (card.fullV() - FULL_MARGIN_V) * pack.cellsInSeries().orElseThrow();
    OptionalDouble fullAtAh =
        run.endedFull(fullPackV, nominalAh)
            ? OptionalDouble.of(run.chargeAh()[run.lastCharging()])
            : OptionalDouble.empty();
    ModelAverage average = new ElectrodeFit(knowledge.curves()).fit(window, card, fullAtAh);
    if (average.smallestResidualV() > LARGEST_RESIDUAL_V) {
      return refused(
          text(
              "No electrode model follows the charge within 6.5 mV (best %.1f mV).",
              1000 * average.smallestResidualV()));
    }
    double[] q = window.chargeAh();
    double widthPct = 100 * (q[q.length - 1] - q[0]) / average.alone().capacityAh();
    if (widthPct < leastPct) {
      return refused(
          text(
              "The charge covers %.0f %% of the fitted capacity, %.0f %% are needed.",
              widthPct, leastPct));
    }
    return new Outcome(Optional.of(new Fitted(average, widthPct, run)), Optional.empty());
  }

  /** Resistance of a cell at rest after the charge where it was measured and is plausible. */
  static double cellOhm(ChargeRun run, double nominalAh, int cells) {
    OptionalDouble measured = run.restOhm(nominalAh);
    if (measured.isPresent()) {
      double cellOhm = measured.getAsDouble() / cells;
      if (cellOhm * nominalAh >= LEAST_CELL_V && cellOhm * nominalAh <= MOST_CELL_V) {
        return cellOhm;
      }
    }
    return FALLBACK_CELL_V / nominalAh;
  }

  /** Smallest step the pack voltage moves in, V. */
  private static double voltageStepV(ChargeRun run) {
    double step = Double.POSITIVE_INFINITY;
    for (int k = 1; k < run.size(); k++) {
      double change = Math.abs(run.voltageV(k) - run.voltageV(k - 1));
      if (change > 1e-6) {
        step = Math.min(step, change);
      }
    }
    return step;
  }

  private static Outcome refused(String why) {
    return new Outcome(Optional.empty(), Optional.of(RefusalTexts.notMeasured(why)));
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
