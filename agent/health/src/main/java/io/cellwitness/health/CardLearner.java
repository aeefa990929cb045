package io.cellwitness.health;

import io.cellwitness.health.electrode.CathodeClass;
import io.cellwitness.health.electrode.ElectrodeFit;
import io.cellwitness.health.electrode.FitWindow;
import io.cellwitness.health.electrode.HalfCells;
import io.cellwitness.health.electrode.PackCard;
import io.cellwitness.health.electrode.ReferenceFit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Fills the card of a vehicle model from recorded charges (method, 7.5 "Filling the card").
 *
 * <p>Full voltage: after half an hour of rest behind a charge that ended in a taper. Empty voltage:
 * after half an hour of rest at 0 to 0.5 %. Where one charge runs from at most 3 % to full and is
 * slow enough, it becomes the same-model reference.
 *
 * <p>7.5 takes the empty voltage up to 3 %. By the half-cell curves a cell at 1 % lies 7 to 72 mV
 * above the empty one, more than the 20 mV the fit allows, and nothing recorded tells how much.
 */
public final class CardLearner {

  private static final double EMPTY_SOC_PCT = 0.5;

  /** A charge that begins here still covers enough to serve as a reference. */
  private static final double REFERENCE_SOC_PCT = 3;

  /** One car of the model: its empty point is known to about a percent of the scale. */
  private static final double EMPTY_U = 0.010;

  /** What a percent of charge left in the cell adds to it, V. */
  private static final double EMPTY_U_PER_PCT = 0.020;

  private static final double FULL_U = 0.005;

  /** Above this no cell rests, V. */
  private static final double MOST_V = 5;

  private final HalfCells curves;

  /**
   * Takes the half-cell curves.
   *
   * @param curves curves for the reference
   */
  public CardLearner(HalfCells curves) {
    this.curves = curves;
  }

  /** A pack at rest before a charge. */
  private record Rested(double packV, double socPct) {}

  /**
   * A card, or what is still missing for one.
   *
   * @param card the card
   * @param missing one sentence each; empty when there is a card with a reference
   */
  public record Learned(Optional<PackCard> card, List<String> missing) {
    /** Copies the list. */
    public Learned {
      missing = List.copyOf(missing);
    }
  }

  /**
   * Learns from everything an estimator has seen.
   *
   * @param seen charges of one car of the model, with nominal capacity and cells in series known
   * @param emptyV rest voltage per cell at 0 % as the maker states it, V, where it was not recorded
   * @param cathode class of the positive electrode, where known
   * @param source what to write into the card as its provenance
   * @return the card or what is missing
   */
  public Learned learn(
      HealthEstimator seen, OptionalDouble emptyV, Optional<CathodeClass> cathode, String source) {
    if (seen.pack().nominalAh().isEmpty() || seen.pack().cellsInSeries().isEmpty()) {
      return missing("Nominal capacity and number of cells in series must be known.");
    }
    if (seen.seriesContradiction().isPresent()) {
      Finding finding = seen.seriesContradiction().get().finding();
      return missing(finding.text() + " (" + finding.evidence() + ")");
    }
    double nominalAh = seen.pack().nominalAh().get().value();
    int cells = seen.pack().cellsInSeries().getAsInt();
    OptionalDouble fullV = OptionalDouble.empty();
    Optional<Rested> lowest = Optional.empty();
    Optional<ReferenceFit> reference = Optional.empty();
    for (ChargeRun run : seen.charges()) {
      OptionalDouble full = run.tapered(nominalAh) ? run.restedAfterV() : OptionalDouble.empty();
      Optional<Rested> before = restedBefore(run, nominalAh);
      if (full.isPresent()) {
        fullV = OptionalDouble.of(full.getAsDouble() / cells);
      }
      double socPct = before.map(Rested::socPct).orElse(Double.POSITIVE_INFINITY);
      if (socPct <= lowest.map(Rested::socPct).orElse(EMPTY_SOC_PCT)) {
        lowest = before;
      }
      if (full.isPresent() && socPct <= REFERENCE_SOC_PCT) {
        reference = reference.or(() -> reference(run, nominalAh, cells, cathode));
      }
    }
    if (fullV.isEmpty()) {
      return missing("No charge ends in a taper followed by half an hour of rest.");
    }
    if (lowest.isEmpty() && emptyV.isEmpty()) {
      return missing("No half hour of rest at 0 to 0.5 % was recorded; give the maker's figure.");
    }
    double leftPct = lowest.map(Rested::socPct).orElse(0.0);
    double emptyCellV = lowest.map(rested -> rested.packV() / cells).orElseGet(emptyV::getAsDouble);
    if (!(emptyCellV > 0 && emptyCellV < fullV.getAsDouble() && fullV.getAsDouble() < MOST_V)) {
      return missing(
          String.format(
              Locale.ROOT,
              "No cell rests at %.2f V when empty and %.2f V when full; check the number of cells"
                  + " in series and the maker's figure.",
              emptyCellV,
              fullV.getAsDouble()));
    }
    PackCard card =
        new PackCard(
            emptyCellV,
            Math.hypot(EMPTY_U, EMPTY_U_PER_PCT * leftPct),
            fullV.getAsDouble(),
            FULL_U,
            cathode,
            reference.map(ReferenceFit::reference),
            source);
    return new Learned(
        Optional.of(card),
        reference.isPresent()
            ? List.of()
            : List.of("No slow charge from empty to full fits well enough for a reference."));
  }

  private static Optional<Rested> restedBefore(ChargeRun run, double nominalAh) {
    OptionalInt before = run.restedBefore(nominalAh);
    if (before.isEmpty()) {
      return Optional.empty();
    }
    double packV = run.samples().voltageV()[before.getAsInt()];
    double socPct = run.samples().socPct()[before.getAsInt()];
    return Double.isNaN(packV) || Double.isNaN(socPct)
        ? Optional.empty()
        : Optional.of(new Rested(packV, socPct));
  }

  private Optional<ReferenceFit> reference(
      ChargeRun run, double nominalAh, int cells, Optional<CathodeClass> cathode) {
    if (run.meanCurrentA() > ElectrodeMethod.FASTEST_C_RATE * nominalAh) {
      return Optional.empty();
    }
    double cellOhm = ElectrodeMethod.cellOhm(run, nominalAh, cells);
    Optional<FitWindow> window =
        QuasiOcv.window(run, cells, cellOhm, nominalAh, ElectrodeMethod.SLICE_SHARE);
    OptionalDouble full = run.restedAfterV();
    if (window.isEmpty() || full.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
            new ElectrodeFit(curves)
                .reference(
                    window.get(),
                    run.chargeAh()[run.lastCharging()],
                    full.getAsDouble() / cells,
                    cathode))
        .filter(r -> r.residualV() <= ElectrodeMethod.LARGEST_RESIDUAL_V);
  }

  private static Learned missing(String what) {
    return new Learned(Optional.empty(), List.of(what));
  }
}
