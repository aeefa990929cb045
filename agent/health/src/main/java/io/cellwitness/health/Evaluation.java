package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Puts the parts of the method together for one pack. */
final class Evaluation {

  private final PackFacts stated;
  private final Optional<SeriesContradiction> series;
  private final PackFacts pack;
  private final Optional<CellKnowledge> knowledge;
  private final List<Recording> recordings;
  private final List<Visit> visits;
  private final ReferenceCurrent reference;

  /**
   * Prepares.
   *
   * @param recordings visits in order
   * @param visits the same visits, cleaned and searched
   */
  Evaluation(
      PackFacts pack,
      Optional<CellKnowledge> knowledge,
      List<Recording> recordings,
      List<Visit> visits) {
    this.stated = pack;
    this.series = SeriesContradiction.of(pack, recordings);
    this.pack = series.map(s -> s.without(pack)).orElse(pack);
    this.knowledge = knowledge;
    this.recordings = recordings;
    this.reference = ReferenceCurrent.of(pack.use().stationary(), recordings, visits);
    double nominalAh = pack.nominalAh().map(Sourced::value).orElse(Double.NaN);
    this.visits = reference.corrected(visits, nominalAh);
  }

  HealthResult result() {
    List<EarlierVisit> earlier = EarlierVisit.of(recordings);
    VisitTracking tracking = new VisitTracking(pack.chemistry(), earlier);
    CapacityOutcome socWindow = new CapacityMethod(pack).evaluate(visits, between(earlier));
    ResistanceMethod.Outcome resistance = ResistanceMethod.evaluate(visits);
    ImbalanceMethod imbalance = new ImbalanceMethod(pack);
    for (int v = 0; v < visits.size(); v++) {
      imbalance.add(recordings.get(v), visits.get(v));
    }
    CapacityChoice choice =
        choose(socWindow, imbalance).orEarlier(() -> tracking.earlierAlone(epochS()));
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(choice.capacity());
    quantities.add(healthQuantity(choice));
    quantities.addAll(new EnergyMethod(pack).evaluate(choice, visits, resistance));
    quantities.addAll(choice.beside());
    tracking.quantity(socWindow).ifPresent(quantities::add);
    quantities.add(ResistanceMethod.quantity(resistance, pack));
    quantities.addAll(imbalance.quantities());
    CellSlopes slopes = CellSlopes.of(pack, recordings, visits);
    quantities.addAll(slopes.quantities());
    CellSteps.Outcome steps = CellSteps.of(recordings);
    quantities.add(steps.quantity());
    quantities.add(SelfDischarge.of(pack, recordings, visits));
    quantities.addAll(PowerMethod.of(pack, visits, resistance));
    quantities.addAll(StationaryMethod.of(pack, visits, resistance));
    quantities.addAll(RecordedUse.of(visits));
    quantities.addAll(PassportUse.of(pack, recordings, visits));
    quantities.addAll(DeclaredValues.of(recordings));
    quantities = new ArrayList<>(reference.restated(quantities));
    if (series.isPresent()) {
      quantities = new ArrayList<>(series.get().refused(quantities));
    }
    quantities.addAll(reference.quantities());
    quantities.addAll(Verdicts.quantities(quantities, pack));
    List<Finding> findings = new ArrayList<>(choice.findings());
    if (isNumber(quantities, QuantityNames.CAPACITY)) {
      // What the reference left too uncertain to print is not printed in a finding either.
      choice.reliance().ifPresent(findings::add);
    }
    findings.addAll(reference.findings());
    imbalance.finding().ifPresent(findings::add);
    findings.addAll(slopes.findings());
    steps.finding().ifPresent(findings::add);
    findings.addAll(SelfDischarge.findings(pack, recordings, visits));
    tracking.different(socWindow).ifPresent(findings::add);
    series.map(SeriesContradiction::finding).ifPresent(findings::add);
    Evidence evidence = new Evidence(pack, stated.cellsInSeries(), recordings, visits, socWindow);
    Check.ALL.forEach(c -> c.check(evidence, findings));
    Verdicts.declaredTooHigh(quantities).ifPresent(findings::add);
    Verdicts.declaredTooLow(quantities).ifPresent(findings::add);
    List<Finding> alarms = SafetyAlarms.of(evidence);
    SecondLife.triage(quantities, findings, alarms).ifPresent(findings::add);
    return new HealthResult(
        HealthEstimator.METHOD_VERSION,
        quantities,
        findings,
        alarms,
        socWindow.estimate().map(Evaluation::facts),
        cells(),
        curve(socWindow),
        knowledge.flatMap(CellKnowledge::curvesSha256));
  }

  private static boolean isNumber(List<Quantity> quantities, String name) {
    return quantities.stream().anyMatch(q -> q.name().equals(name) && q instanceof Quantity.Number);
  }

  private List<SocWindow> between(List<EarlierVisit> earlier) {
    if (earlier.isEmpty() || pack.nominalAh().isEmpty()) {
      return List.of();
    }
    int last = recordings.size() - 1;
    double nominalAh = pack.nominalAh().get().value();
    return CounterWindow.find(earlier, recordings.get(last), last, nominalAh).stream().toList();
  }

  /** Time of the latest visit, s since 1970. */
  private double epochS() {
    return recordings.get(recordings.size() - 1).firstWall().toEpochMilli() / 1000.0;
  }

  private CapacityChoice choose(CapacityOutcome socWindow, ImbalanceMethod imbalance) {
    boolean lfp = pack.chemistry() == Chemistry.LFP;
    if (pack.nominalAh().isEmpty() || (knowledge.isEmpty() && !lfp)) {
      return CapacityChoice.socWindowOnly(socWindow);
    }
    List<ChargeRun> runs =
        reference.correctedRuns(ChargeRun.find(recordings, visits, pack.nominalAh().get().value()));
    if (lfp) {
      return CapacityChoice.withKnees(socWindow, new KneeMethod(pack).evaluate(runs));
    }
    ElectrodeMethod.Outcome fit =
        new ElectrodeMethod(pack, knowledge.orElseThrow()).evaluate(runs, imbalance.spreadMv());
    return CapacityChoice.withFit(socWindow, fit, pack.cellsInSeries());
  }

  private Quantity healthQuantity(CapacityChoice choice) {
    if (choice.best().isEmpty()) {
      return Quantities.refused(QuantityNames.SOH_CAPACITY, choice.reasons());
    }
    CapacityChoice.Answer answer = choice.best().get();
    List<BudgetTerm> budget = new ArrayList<>(answer.budget());
    budget.add(CapacityBudget.NOMINAL);
    double nominalAh = pack.nominalAh().orElseThrow().value();
    return Quantities.graded(
            QuantityNames.SOH_CAPACITY,
            100 * answer.capacityAh() / nominalAh,
            "%",
            Optional.of(answer.grade()),
            answer.method(),
            budget)
        .resting(answer.soc().map(s -> s.map(ah -> 100 * ah / nominalAh)));
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
