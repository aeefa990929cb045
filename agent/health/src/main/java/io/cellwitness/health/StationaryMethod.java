package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import java.util.ArrayList;
import java.util.List;

/**
 * What Annex VII, part A, of Regulation (EU) 2023/1542 asks of stationary storage beside the
 * remaining capacity and power: round-trip efficiency and ohmic resistance of the pack. The
 * capacity, the resistance of a cell and the self-discharge are those of every pack.
 */
final class StationaryMethod {

  /** Id of the method in reports. */
  static final String ID = "round-trip/1";

  private static final double SMALLEST_SWING_PCT = 40;
  private static final double VOLTAGE_GAIN_CANCELS = 0.002;

  private StationaryMethod() {}

  /** The quantities; nothing for a pack in a car. */
  static List<Quantity> of(
      PackFacts pack, List<Visit> visits, ResistanceMethod.Outcome resistance) {
    if (!pack.use().stationary()) {
      return List.of();
    }
    List<Quantity> quantities = new ArrayList<>();
    Quantity roundTrip = roundTrip(visits);
    quantities.add(roundTrip);
    pack.use()
        .roundTripPct()
        .ifPresent(
            rated ->
                quantities.add(
                    Shares.of(
                        QuantityNames.ROUND_TRIP_REMAINING,
                        roundTrip,
                        rated.value(),
                        "efficiency when new from " + rated.source(),
                        ID)));
    quantities.add(
        resistance
            .found()
            .<Quantity>map(
                r ->
                    Quantities.measured(
                        QuantityNames.PACK_RESISTANCE,
                        1000 * r.packOhm(),
                        "mOhm",
                        r.slow() ? ResistanceMethod.ID_SLOW : ResistanceMethod.ID,
                        r.budget()))
            .orElseGet(
                () ->
                    Quantities.refused(
                        QuantityNames.PACK_RESISTANCE, List.of(resistance.reason().get()))));
    return quantities;
  }

  /** The widest swing of one visit that returns to the state of charge it began with. */
  private static Quantity roundTrip(List<Visit> visits) {
    Swing best = null;
    for (Visit visit : visits) {
      Swing swing = Swing.widest(visit.samples());
      if (swing != null && (best == null || swing.swingPct() > best.swingPct())) {
        best = swing;
      }
    }
    if (best == null || best.swingPct() < SMALLEST_SWING_PCT) {
      return Quantities.refused(
          QuantityNames.ROUND_TRIP,
          List.of(
              RefusalTexts.notMeasured(
                  Evidence.text(
                      "Round-trip efficiency needs a charge and a discharge of at least %.0f %% "
                          + "that end where they began, without gaps.",
                      SMALLEST_SWING_PCT))));
    }
    double throughKwh = best.inKwh() + best.outKwh();
    double offset = CapacityBudget.OFFSET_A * best.hours() * best.meanV() / 1000 * 2 / throughKwh;
    List<BudgetTerm> budget =
        List.of(
            new BudgetTerm(
                "state_of_charge",
                Math.sqrt(2) * best.closurePct() / best.swingPct() / Math.sqrt(3),
                Evidence.text(
                    "begin and end lie within %.1f %% of a swing of %.0f %%",
                    best.closurePct(), best.swingPct())),
            new BudgetTerm(
                "current_offset",
                offset,
                Evidence.text(
                    "class of current sensor, %.2f A over %.1f h",
                    CapacityBudget.OFFSET_A, best.hours())),
            new BudgetTerm(
                "linearity",
                VOLTAGE_GAIN_CANCELS,
                "gains of current and voltage cancel, charge against discharge 0.2 %"));
    return Quantities.measured(
        QuantityNames.ROUND_TRIP, 100 * best.outKwh() / best.inKwh(), "%", ID, budget);
  }
}
