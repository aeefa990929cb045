package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The electrode fit while a charge runs, made again only when the charge has grown: at most fifty
 * times in a whole charge.
 */
final class ProgressFit {

  private static final double EVERY_PCT = 2;

  /** Below this no fit passes its gates. */
  private static final double FROM_PCT = 30;

  private final PackFacts pack;
  private final Optional<CellKnowledge> knowledge;
  private Optional<CapacityChoice.Answer> latest = Optional.empty();
  private double latestPct = Double.NEGATIVE_INFINITY;

  ProgressFit(PackFacts pack, Optional<CellKnowledge> knowledge) {
    this.pack = pack;
    this.knowledge = knowledge;
  }

  /**
   * The capacity by the fit, alone or combined, as far as the charge has come.
   *
   * @param outcome what the SOC window says now
   * @param recording the visit that is being recorded
   * @param visit the same, cleaned
   */
  Optional<CapacityChoice.Answer> present(
      CapacityOutcome outcome, Recording recording, Visit visit) {
    double widthPct = outcome.estimate().map(CapacityOutcome.Estimate::widthPct).orElse(0.0);
    if (knowledge.isEmpty()
        || pack.nominalAh().isEmpty()
        || pack.chemistry() == Chemistry.LFP
        || widthPct < FROM_PCT) {
      return Optional.empty();
    }
    if (Math.abs(widthPct - latestPct) >= EVERY_PCT) {
      latestPct = widthPct;
      latest = fit(outcome, recording, visit);
    }
    return latest;
  }

  private Optional<CapacityChoice.Answer> fit(
      CapacityOutcome outcome, Recording recording, Visit visit) {
    if (SeriesContradiction.of(pack, List.of(recording)).isPresent()) {
      return Optional.empty();
    }
    List<ChargeRun> runs =
        ChargeRun.find(List.of(recording), List.of(visit), pack.nominalAh().orElseThrow().value());
    ElectrodeMethod.Outcome fit =
        new ElectrodeMethod(pack, knowledge.orElseThrow()).evaluate(runs, OptionalDouble.empty());
    return fit.fitted().isEmpty()
        ? Optional.empty()
        : CapacityChoice.withFit(outcome, fit, pack.cellsInSeries())
            .best()
            .filter(answer -> !answer.method().equals(CapacityMethod.ID));
  }
}
