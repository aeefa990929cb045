package io.cellwitness.health;

import io.cellwitness.health.electrode.ModelAverage;
import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Decides which capacity to report. Independent methods stand beside it under their own names;
 * where they contradict each other that is a finding, never an average.
 *
 * @param best the capacity to report, if any
 * @param reasons why there is none
 * @param beside what the other methods say
 * @param findings contradictions between methods
 * @param socWindow the SOC-window estimate whose voltages serve for the energy, if any
 * @param ownVoltage mean voltage from empty to full that uses no state of charge, if any
 */
record CapacityChoice(
    Optional<Answer> best,
    List<Refusal> reasons,
    List<Quantity> beside,
    List<Finding> findings,
    Optional<CapacityOutcome.Estimate> socWindow,
    Optional<MeanVoltage> ownVoltage) {

  /**
   * A capacity with everything that depends on how it was obtained.
   *
   * @param soc how it moves with the car's state of charge; empty where it uses none
   */
  record Answer(
      double capacityAh,
      List<BudgetTerm> budget,
      Grade grade,
      String method,
      Optional<SocDependence> soc) {

    Quantity quantity(String name) {
      return Quantities.graded(name, capacityAh, "Ah", Optional.of(grade), method, budget)
          .resting(soc);
    }

    double relativeU() {
      return Statistics.rootSumSquares(budget.stream().mapToDouble(BudgetTerm::relative).toArray());
    }
  }

  /** Reasons that speak against the current itself: then a fit of charge is worth nothing. */
  private static final Set<RefusalCode> CURRENT_DOUBTED =
      Set.of(
          RefusalCode.SIGN_DISAGREES,
          RefusalCode.SIGNALS_INCONSISTENT,
          RefusalCode.NOMINAL_UNKNOWN);

  /** Reasons that leave the ratio of the SOC window usable beside a fit. */
  private static final Set<RefusalCode> STILL_USABLE =
      Set.of(RefusalCode.SOC_WINDOW_TOO_SMALL, RefusalCode.UNCERTAINTY_TOO_LARGE);

  /** Reasons that say nothing against the signals. */
  private static final Set<RefusalCode> TOO_LITTLE =
      Set.of(
          RefusalCode.SOC_WINDOW_TOO_SMALL,
          RefusalCode.UNCERTAINTY_TOO_LARGE,
          RefusalCode.NO_WINDOW);

  /** The share between the knees was measured warm; below this it is shown beside only. */
  private static final double KNEES_FROM_C = 25;

  private static final double CONTRADICTION_SIGMAS = 2;

  /** The reported capacity, as a number or a refusal. */
  Quantity capacity() {
    return best.map(a -> a.quantity(QuantityNames.CAPACITY))
        .orElseGet(() -> Quantities.refused(QuantityNames.CAPACITY, reasons));
  }

  /** That the reported capacity rests on the car's state of charge, and how it moves with it. */
  Optional<Finding> reliance() {
    return best.flatMap(
        answer ->
            answer
                .soc()
                .map(
                    soc ->
                        new Finding(
                            "RESTS_ON_STATE_OF_CHARGE",
                            Finding.Severity.INFO,
                            Evidence.text(
                                "The capacity rests on the car's own state of charge and moves with"
                                    + " it: with that scale 10 %% longer it would read %.1f Ah,"
                                    + " 10 %% shorter %.1f Ah.",
                                soc.scaleLonger(), soc.scaleShorter()),
                            Evidence.text(
                                "%.1f Ah now; health, energy and what follows from them move"
                                    + " alike",
                                answer.capacityAh()))));
  }

  /** Where this visit measured nothing because too little was charged: what earlier ones say. */
  CapacityChoice orEarlier(Supplier<Optional<Answer>> earlier) {
    if (best.isPresent() || !reasons.stream().allMatch(r -> TOO_LITTLE.contains(r.code()))) {
      return this;
    }
    return earlier
        .get()
        .map(
            answer ->
                new CapacityChoice(
                    Optional.of(answer), List.of(), beside, findings, socWindow, ownVoltage))
        .orElse(this);
  }

  static CapacityChoice socWindowOnly(CapacityOutcome outcome) {
    return new CapacityChoice(
        outcome.accepted().map(CapacityChoice::answer),
        outcome.reasons(),
        List.of(),
        List.of(),
        outcome.accepted(),
        Optional.empty());
  }

  /** LFP: warm charges past both knees count, others are shown beside. */
  static CapacityChoice withKnees(CapacityOutcome outcome, Optional<KneeMethod.Found> knees) {
    if (knees.isEmpty() || currentDoubted(outcome)) {
      return socWindowOnly(outcome);
    }
    KneeMethod.Found found = knees.get();
    Answer byKnees =
        new Answer(found.capacityAh(), found.budget(), Grade.A, LfpKnee.ID, Optional.empty());
    List<Finding> findings =
        outcome
            .accepted()
            .flatMap(e -> contradiction(e, found.capacityAh(), found.relativeU()))
            .map(List::of)
            .orElse(List.of());
    List<Quantity> beside = new ArrayList<>();
    boolean warm = found.temperatureC() >= KNEES_FROM_C;
    Optional<Answer> bySoc = outcome.accepted().map(CapacityChoice::answer);
    if (warm) {
      bySoc.ifPresent(a -> beside.add(a.quantity(QuantityNames.CAPACITY_SOC)));
    }
    beside.add(
        Quantities.measured(
            QuantityNames.CAPACITY_KNEES, found.capacityAh(), "Ah", LfpKnee.ID, found.budget()));
    return new CapacityChoice(
        warm ? Optional.of(byKnees) : bySoc,
        outcome.reasons(),
        beside,
        findings,
        warm ? Optional.empty() : outcome.accepted(),
        warm ? found.voltage() : Optional.empty());
  }

  /** NMC and NCA with a card: the fit, alone or combined with the SOC window. */
  static CapacityChoice withFit(
      CapacityOutcome outcome, ElectrodeMethod.Outcome fit, OptionalInt series) {
    if (fit.fitted().isEmpty() || currentDoubted(outcome)) {
      CapacityChoice plain = socWindowOnly(outcome);
      List<Quantity> why =
          List.of(
              Quantities.refused(
                  QuantityNames.CAPACITY_VOLTAGE,
                  fit.reason().map(List::of).orElse(outcome.reasons())));
      return new CapacityChoice(
          plain.best, plain.reasons, why, List.of(), plain.socWindow, Optional.empty());
    }
    ElectrodeMethod.Fitted fitted = fit.fitted().get();
    ModelAverage.Estimate alone = fitted.average().alone();
    Optional<CapacityOutcome.Estimate> ratio =
        outcome.reasons().stream().allMatch(r -> STILL_USABLE.contains(r.code()))
            ? outcome.estimate()
            : Optional.empty();
    Optional<ModelAverage.Combination> combination =
        ratio.map(e -> fitted.average().combine(e.capacityAh(), e.widthPct()));
    Grade grade = fitted.widthPct() >= CapacityMethod.CLASS_A_PCT ? Grade.A : Grade.B;
    Answer byFit =
        new Answer(
            alone.capacityAh(),
            fitted.budget(alone.relativeU(), fitSource(fitted)),
            grade,
            ElectrodeMethod.ID,
            Optional.empty());
    Answer best =
        combination
            .filter(c -> c.verdict() == ModelAverage.Verdict.COMBINED)
            .map(
                c ->
                    new Answer(
                        c.estimate().capacityAh(),
                        fitted.budget(
                            c.estimate().relativeU(),
                            fitSource(fitted) + ", combined with charge over state of charge"),
                        grade,
                        ElectrodeMethod.ID_COMBINED,
                        Optional.of(dependence(fitted.average(), ratio.orElseThrow()))))
            .orElse(byFit);
    List<Quantity> beside = new ArrayList<>();
    beside.add(byFit.quantity(QuantityNames.CAPACITY_VOLTAGE));
    outcome.accepted().ifPresent(e -> beside.add(answer(e).quantity(QuantityNames.CAPACITY_SOC)));
    List<Finding> findings =
        combination
            .filter(c -> c.verdict() == ModelAverage.Verdict.FIT_ALONE_CONTRADICTION)
            .map(
                c ->
                    List.of(
                        contradictionFinding(
                            ratio.orElseThrow().capacityAh(), alone.capacityAh(), c.sigmas())))
            .orElse(List.of());
    return new CapacityChoice(
        Optional.of(best),
        List.of(),
        beside,
        findings,
        best.soc().isPresent() ? outcome.accepted() : Optional.empty(),
        Optional.of(new MeanVoltage(fitted.average().meanCellV() * series.orElseThrow(), 0, true)));
  }

  /** The combination, had the car's scale been another: with a contradiction the fit alone. */
  private static SocDependence dependence(ModelAverage average, CapacityOutcome.Estimate ratio) {
    return new SocDependence(
        combined(average, ratio, SocDependence.LONGER),
        combined(average, ratio, SocDependence.SHORTER));
  }

  private static double combined(
      ModelAverage average, CapacityOutcome.Estimate ratio, double scale) {
    double widthPct = Math.min(100, ratio.widthPct() * scale);
    return average.combine(ratio.capacityAh() / scale, widthPct).estimate().capacityAh();
  }

  private static Answer answer(CapacityOutcome.Estimate estimate) {
    return new Answer(
        estimate.capacityAh(),
        estimate.budget(),
        estimate.grade(),
        CapacityMethod.ID,
        Optional.of(SocDependence.inverse(estimate.capacityAh())));
  }

  private static boolean currentDoubted(CapacityOutcome outcome) {
    return outcome.reasons().stream().anyMatch(r -> CURRENT_DOUBTED.contains(r.code()));
  }

  private static String fitSource(ElectrodeMethod.Fitted fitted) {
    return String.format(
        Locale.ROOT,
        "half-cell curves fitted over %.0f %% of the capacity, %d hypotheses, card and 1.8 %% floor",
        fitted.widthPct(),
        fitted.average().hypotheses().size());
  }

  private static Optional<Finding> contradiction(
      CapacityOutcome.Estimate estimate, double voltageAh, double voltageU) {
    double sigmas =
        Math.log(estimate.capacityAh() / voltageAh) / Math.hypot(voltageU, estimate.relativeU());
    return Math.abs(sigmas) > CONTRADICTION_SIGMAS
        ? Optional.of(contradictionFinding(estimate.capacityAh(), voltageAh, sigmas))
        : Optional.empty();
  }

  private static Finding contradictionFinding(double socAh, double voltageAh, double sigmas) {
    return new Finding(
        "SOC_SCALE_CONTRADICTS_VOLTAGE",
        Finding.Severity.SERIOUS,
        String.format(
            Locale.ROOT,
            "The car's state-of-charge scale looks wrong by %.0f %%: the voltage of the charge "
                + "tells another capacity.",
            100 * (voltageAh / socAh - 1)),
        String.format(
            Locale.ROOT,
            "%.1f Ah by state of charge, %.1f Ah by voltage, %.1f standard uncertainties apart",
            socAh,
            voltageAh,
            Math.abs(sigmas)));
  }
}
