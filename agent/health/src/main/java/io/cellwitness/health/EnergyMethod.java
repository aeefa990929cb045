package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Usable energy in the sense of UN GTR 22: the capacity times the mean voltage of a discharge at
 * the drive cycle's mean current (method, section "SOCE"). Energy charged is never reported as
 * usable energy.
 */
final class EnergyMethod {

  /** Id of the method in reports. */
  static final String ID = "mean-voltage/1";

  /** Mean current of the drive cycle: the capacity in five hours. */
  private static final double REFERENCE_HOURS = 5;

  private static final double VOLTAGE_U = 0.01;
  private static final double VOLTAGE_U_EXTREME = 0.015;

  /** Resistance of a cell times its capacity, measured 0.08 to 0.15 V, where none was measured. */
  private static final double FALLBACK_CELL_V = 0.12;

  private static final double FALLBACK_U = 0.25;

  /** Usable energy with its budget. */
  private record Energy(
      double kWh, List<BudgetTerm> budget, Grade grade, Optional<SocDependence> soc) {

    /** This energy times a factor that makes a share of it. */
    Quantity quantity(String name, double factor, String unit, List<BudgetTerm> terms) {
      return Quantities.graded(name, factor * kWh, unit, Optional.of(grade), ID, terms)
          .resting(soc.map(s -> s.map(k -> factor * k)));
    }
  }

  private final PackFacts pack;

  EnergyMethod(PackFacts pack) {
    this.pack = pack;
  }

  /** Energy, SoH by energy and SOCE, each as a number or a refusal. */
  List<Quantity> evaluate(
      CapacityChoice choice, List<Visit> visits, ResistanceMethod.Outcome resistance) {
    List<Refusal> reasons = choice.reasons();
    Optional<Energy> energy = Optional.empty();
    if (choice.best().isPresent()) {
      Optional<Voltage> voltage = voltage(choice, visits);
      if (voltage.isEmpty()) {
        reasons =
            List.of(RefusalTexts.notMeasured("No charge shows pack voltage over state of charge."));
      } else if (resistance.found().isEmpty() && pack.cellsInSeries().isEmpty()) {
        reasons = List.of(RefusalTexts.plain(RefusalCode.SERIES_UNKNOWN));
      } else {
        energy = Optional.of(energy(choice.best().get(), voltage.get(), resistance));
      }
    }
    List<Refusal> why = reasons;
    List<Quantity> quantities = new ArrayList<>();
    quantities.add(
        energy
            .map(e -> e.quantity(QuantityNames.USABLE_ENERGY, 1, "kWh", e.budget()))
            .orElseGet(() -> Quantities.refused(QuantityNames.USABLE_ENERGY, why)));
    quantities.add(
        share(QuantityNames.SOH_ENERGY, energy, why, pack.nominalKwh(), "nominal energy", 0.01));
    quantities.add(
        share(QuantityNames.SOCE, energy, why, pack.certifiedKwh(), "certified usable energy", 0));
    return quantities;
  }

  /**
   * The mean voltage of the charge.
   *
   * @param now what counts
   * @param slopePerPct slope over the car's state of charge, V per %; 0 where none was used
   */
  private record Voltage(MeanVoltage now, double slopePerPct) {

    /** With the car's scale longer or shorter, half of it lies elsewhere on the line. */
    double volts(double scale) {
      return now.volts() + 50 * slopePerPct * (1 / scale - 1);
    }
  }

  /**
   * From the straight line through the charge; without the car's state of charge where the capacity
   * uses none either, or where there is no line.
   */
  private static Optional<Voltage> voltage(CapacityChoice choice, List<Visit> visits) {
    Optional<Voltage> line =
        choice
            .socWindow()
            .flatMap(
                e ->
                    voltageLine(e.used(), visits)
                        .map(
                            l ->
                                new Voltage(
                                    new MeanVoltage(
                                        l[0] + 50 * l[1], e.meanCurrentA(), isModerate(e.all())),
                                    l[1])));
    return line.or(() -> choice.ownVoltage().map(own -> new Voltage(own, 0)));
  }

  private static boolean isModerate(List<SocWindow> windows) {
    return windows.stream().allMatch(w -> MeanVoltage.isModerate(w.temperatureC()));
  }

  private Energy energy(
      CapacityChoice.Answer answer, Voltage voltage, ResistanceMethod.Outcome resistance) {
    MeanVoltage rest = voltage.now();
    double referenceA = pack.nominalAh().orElseThrow().value() / REFERENCE_HOURS;
    double lossA = rest.chargeA() + referenceA;
    double packOhm =
        resistance
            .found()
            .map(ResistanceMethod.PackResistance::packOhm)
            .orElseGet(this::fallbackOhm);
    double dischargeV = rest.volts() - lossA * packOhm;
    List<BudgetTerm> budget = new ArrayList<>(answer.budget());
    budget.add(
        new BudgetTerm(
            "mean_voltage",
            rest.moderate() ? VOLTAGE_U : VOLTAGE_U_EXTREME,
            "mean voltage of the charge against the discharge voltage, "
                + (rest.moderate() ? "15 to 35 degC" : "outside 15 to 35 degC or unknown")));
    if (resistance.found().isEmpty()) {
      budget.add(
          new BudgetTerm(
              "resistance",
              FALLBACK_U * lossA * packOhm / dischargeV,
              "resistance not measured, typical figure of 0.12 V per cell at 1C, 25 %"));
    }
    double dropV = lossA * packOhm;
    Optional<SocDependence> soc =
        answer
            .soc()
            .map(
                s ->
                    new SocDependence(
                        s.scaleLonger() * (voltage.volts(SocDependence.LONGER) - dropV) / 1000,
                        s.scaleShorter() * (voltage.volts(SocDependence.SHORTER) - dropV) / 1000));
    return new Energy(answer.capacityAh() * dischargeV / 1000, budget, answer.grade(), soc);
  }

  private double fallbackOhm() {
    double nominalAh = pack.nominalAh().orElseThrow().value();
    return FALLBACK_CELL_V / nominalAh * pack.cellsInSeries().orElseThrow();
  }

  private static Quantity share(
      String name,
      Optional<Energy> energy,
      List<Refusal> reasons,
      Optional<Sourced> reference,
      String referenceName,
      double referenceU) {
    if (energy.isEmpty()) {
      return Quantities.refused(name, reasons);
    }
    if (reference.isEmpty()) {
      return Quantities.refused(
          name,
          List.of(
              RefusalTexts.referenceUnknown(
                  "The " + referenceName + " of this pack is not known.")));
    }
    List<BudgetTerm> budget = new ArrayList<>(energy.get().budget());
    if (referenceU > 0) {
      budget.add(
          new BudgetTerm(
              "nominal_energy",
              referenceU,
              String.format(Locale.ROOT, "%s from %s", referenceName, reference.get().source())));
    }
    return energy.get().quantity(name, 100 / reference.get().value(), "%", budget);
  }

  /** Least squares {@code U = a + b SOC} over the charging samples of the windows: {a, b}. */
  private static Optional<double[]> voltageLine(List<SocWindow> windows, List<Visit> visits) {
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (SocWindow window : windows) {
      Samples s = visits.get(window.visit()).samples();
      for (int i = window.segment().from(); window.charging() && i <= window.segment().to(); i++) {
        double voltageV = s.voltageV()[i];
        if (!Double.isNaN(voltageV)) {
          // About the middle of the scale, so that sums do not cancel.
          double x = s.socPct()[i] - 50;
          n++;
          sx += x;
          sy += voltageV;
          sxx += x * x;
          sxy += x * voltageV;
        }
      }
    }
    double spread = n * sxx - sx * sx;
    if (n < Visit.FEWEST_SAMPLES || !(spread > 0)) {
      return Optional.empty();
    }
    double slope = (n * sxy - sx * sy) / spread;
    double atHalf = (sy - slope * sx) / n;
    return Optional.of(new double[] {atHalf - 50 * slope, slope});
  }
}
