package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Discharge power from the recorded pulses (in the manner of ISO 12405-4, over the time step of the
 * recording): the current that brings the cells from their rest voltage to the lower limit over the
 * measured resistance. Stated only where the recorded pulses reach half of that current, because
 * resistance was found linear over that range and nothing is known beyond.
 */
final class PowerMethod {

  /** Id of the method in reports. */
  static final String ID = "pulse-power/1";

  private static final double REACH = 2;
  private static final double LINEARITY = 0.04;
  private static final double VOLTAGE_U = 0.01;
  private static final double FRESH_STEP_S = 2;

  private PowerMethod() {}

  /** The capability, the share of the rated power where one is known, and what was seen. */
  static List<Quantity> of(
      PackFacts pack, List<Visit> visits, ResistanceMethod.Outcome resistance) {
    List<Quantity> quantities = new ArrayList<>();
    highest(visits).ifPresent(quantities::add);
    Quantity capability = capability(pack, visits, resistance);
    quantities.add(capability);
    pack.use()
        .ratedPowerKw()
        .ifPresent(
            rated ->
                quantities.add(
                    Shares.of(
                        QuantityNames.POWER_REMAINING,
                        capability,
                        rated.value(),
                        "rated power from " + rated.source(),
                        ID)));
    return quantities;
  }

  private static Quantity capability(
      PackFacts pack, List<Visit> visits, ResistanceMethod.Outcome resistance) {
    String name = QuantityNames.POWER_CAPABILITY;
    if (resistance.reason().isPresent()) {
      return Quantities.refused(name, List.of(resistance.reason().get()));
    }
    if (pack.cellsInSeries().isEmpty()) {
      return Quantities.refused(name, List.of(RefusalTexts.plain(RefusalCode.SERIES_UNKNOWN)));
    }
    ResistanceMethod.PackResistance found = resistance.found().orElseThrow();
    if (found.slow() || found.stepS() > FRESH_STEP_S) {
      return refused("Power needs pulses sampled every two seconds or faster.");
    }
    Optional<double[]> pulse = strongest(visits, found.packOhm());
    if (pulse.isEmpty()) {
      return refused("No discharge was recorded together with the pack voltage.");
    }
    double limitV = pack.cellsInSeries().getAsInt() * lowestCellV(pack.chemistry());
    double restV = pulse.get()[0];
    double limitA = (restV - limitV) / found.packOhm();
    double seenA = pulse.get()[1];
    if (!(limitA > 0) || limitA > REACH * seenA) {
      return refused(
          Evidence.text(
              "The cells' lower limit would be reached at %.0f A; the recorded discharge reaches "
                  + "%.0f A, and beyond twice that nothing is known.",
              Math.max(0, limitA), seenA));
    }
    double relativeR = found.relativeU();
    List<BudgetTerm> budget =
        List.of(
            new BudgetTerm("resistance", relativeR, "resistance of the pack at 25 degC"),
            new BudgetTerm("linearity", LINEARITY, "R at 1C against 0.5C: 0.96 to 1.00"),
            new BudgetTerm(
                "rest_voltage",
                VOLTAGE_U * restV / (restV - limitV),
                "voltage behind the pulse from pulse and resistance, 1 %"));
    return Quantities.measured(
        name,
        limitV * limitA / 1000,
        "kW",
        Evidence.text("%s at %.0f s", ID, found.stepS()),
        budget);
  }

  /** Rest voltage behind, and current of, the strongest recorded discharge: {V, A}. */
  private static Optional<double[]> strongest(List<Visit> visits, double packOhm) {
    double mostA = 0;
    double restV = Double.NaN;
    for (Visit visit : visits) {
      Samples s = visit.samples();
      for (int i = 0; i < s.size(); i++) {
        double outA = -s.currentA()[i];
        if (outA > mostA && s.voltageFresh()[i] && s.voltageV()[i] > 0) {
          mostA = outA;
          restV = s.voltageV()[i] + outA * packOhm;
        }
      }
    }
    return mostA > 0 ? Optional.of(new double[] {restV, mostA}) : Optional.empty();
  }

  /** The highest power that really was drawn. */
  private static Optional<Quantity> highest(List<Visit> visits) {
    double mostKw = 0;
    double atA = 0;
    for (Visit visit : visits) {
      Samples s = visit.samples();
      for (int i = 0; i < s.size(); i++) {
        double kW = -s.currentA()[i] * s.voltageV()[i] / 1000;
        if (s.voltageFresh()[i] && kW > mostKw) {
          mostKw = kW;
          atA = -s.currentA()[i];
        }
      }
    }
    if (mostKw == 0 || atA < 10 * CapacityBudget.OFFSET_A) {
      return Optional.empty();
    }
    return Optional.of(
        Quantities.measured(
            QuantityNames.HIGHEST_DISCHARGE_POWER,
            mostKw,
            "kW",
            ID,
            List.of(
                CapacityBudget.gain(),
                new BudgetTerm(
                    "current_offset",
                    CapacityBudget.OFFSET_A / atA,
                    Evidence.text(
                        "class of current sensor, %.2f A at %.1f A", CapacityBudget.OFFSET_A, atA)),
                new BudgetTerm("pack_voltage", 0.005, "class of voltage sensor, 0.5 %"))));
  }

  /** Lower limit of a cell under load, V. */
  private static double lowestCellV(Chemistry chemistry) {
    return chemistry == Chemistry.LFP ? 2.5 : 3.0;
  }

  private static Quantity refused(String why) {
    return Quantities.refused(
        QuantityNames.POWER_CAPABILITY, List.of(RefusalTexts.notMeasured(why)));
  }
}
