package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Uncertainty budget of a capacity (GUM, JCGM 100:2008; section "Uncertainty" of the method). */
final class CapacityBudget {

  /** Name-plate tolerance; enters only what is divided by the nominal capacity. */
  static final BudgetTerm NOMINAL =
      new BudgetTerm("nominal_capacity", 0.01, "tolerance of the name-plate capacity, 1 %");

  static final double GAIN = 0.006;
  static final double OFFSET_A = 0.15;
  private static final double CHARGE_SAMPLING_PER_S = 0.0002;
  private static final double DRIVE_SAMPLING = 0.011;
  private static final double PER_KELVIN = 0.001;
  private static final double UNKNOWN_TEMPERATURE_C = 35;
  private static final double RATE = 0.005;

  private CapacityBudget() {}

  /** Standard uncertainty of a difference on the SOC scale of a BMS, %. */
  static double socScalePct(Chemistry chemistry) {
    return switch (chemistry) {
      case NMC, NCA, LMO -> 3.0;
      case LFP, UNKNOWN -> 4.0;
    };
  }

  /**
   * The seven terms.
   *
   * @param all every usable window
   * @param joints places where windows were stitched together
   * @param widthPct width covered, %
   * @param meanCurrentA mean current of the used windows, A
   */
  static List<BudgetTerm> terms(
      Chemistry chemistry, List<SocWindow> all, int joints, double widthPct, double meanCurrentA) {
    double scalePct = socScalePct(chemistry);
    double stepPct = all.stream().mapToDouble(SocWindow::socStepPct).average().orElse(0);
    double temperatureC = temperatureC(all);
    List<BudgetTerm> terms = new ArrayList<>();
    terms.add(
        new BudgetTerm(
            "soc_scale",
            scalePct / widthPct,
            chemistry == Chemistry.LFP || chemistry == Chemistry.UNKNOWN
                ? text(
                    "%.1f %% of charge assumed for this chemistry, over %.1f %%",
                    scalePct, widthPct)
                : text(
                    "%.1f %% of charge, measured on ten packs, over %.1f %%", scalePct, widthPct)));
    terms.add(
        new BudgetTerm(
            "soc_step",
            stepPct * Math.sqrt(1 + joints) / widthPct,
            text("resolution of the state of charge, rectangular, %d joints", joints)));
    terms.add(gain());
    terms.add(offset(meanCurrentA));
    terms.add(sampling(all));
    terms.add(
        new BudgetTerm(
            "temperature",
            PER_KELVIN * Math.abs(temperatureC - 25) / Math.sqrt(3),
            all.stream().allMatch(w -> Double.isNaN(w.temperatureC()))
                ? "0.1 %/K from cell tests; temperature not recorded, counted as 10 K"
                : text("0.1 %%/K from cell tests at %.1f degC", temperatureC)));
    terms.add(
        new BudgetTerm(
            "rate_definition", RATE, "charge against discharge of the same cell, 0.5 %"));
    return terms;
  }

  /** What remains where no state of charge is used: sensor and sampling of a charge. */
  static List<BudgetTerm> currentTerms(double meanCurrentA, double stepS) {
    return List.of(
        gain(),
        offset(meanCurrentA),
        new BudgetTerm(
            "sampling",
            CHARGE_SAMPLING_PER_S * stepS,
            text("0.02 %% per second, charging sampled every %.1f s", stepS)));
  }

  static BudgetTerm gain() {
    return new BudgetTerm("current_gain", GAIN, "class of current sensor, 1 % rectangular");
  }

  private static BudgetTerm offset(double meanCurrentA) {
    return new BudgetTerm(
        "current_offset",
        OFFSET_A / meanCurrentA,
        text("class of current sensor, %.2f A at a mean of %.1f A", OFFSET_A, meanCurrentA));
  }

  private static BudgetTerm sampling(List<SocWindow> all) {
    SocWindow worst = all.get(0);
    for (SocWindow window : all) {
      if (samplingOf(window) > samplingOf(worst)) {
        worst = window;
      }
    }
    String source =
        worst.fromCounters()
            ? text("lifetime counters with steps of %.2f Ah", worst.counterStepAh())
            : worst.charging()
                ? text("0.02 %% per second, charging sampled every %.1f s", worst.stepS())
                : text("1.1 %% over the root of %.2f h of driving", worst.hours());
    return new BudgetTerm("sampling", samplingOf(worst), source);
  }

  /** Relative standard uncertainty of a window's charge from how it was sampled. */
  private static double samplingOf(SocWindow window) {
    if (window.fromCounters()) {
      return Math.sqrt(2) * window.counterStepAh() / Math.sqrt(12) / Math.abs(window.chargeAh());
    }
    return window.charging()
        ? CHARGE_SAMPLING_PER_S * window.stepS()
        : DRIVE_SAMPLING / Math.sqrt(Math.max(window.hours(), 0.05));
  }

  /** Relative standard uncertainty of the charge of one window, without the SOC scale. */
  static double chargeTerms(SocWindow window) {
    double temperatureC = temperatureC(List.of(window));
    return Statistics.rootSumSquares(
        GAIN,
        OFFSET_A * window.hours() / Math.abs(window.chargeAh()),
        samplingOf(window),
        PER_KELVIN * Math.abs(temperatureC - 25) / Math.sqrt(3),
        RATE);
  }

  private static double temperatureC(List<SocWindow> windows) {
    return windows.stream()
        .mapToDouble(SocWindow::temperatureC)
        .filter(t -> !Double.isNaN(t))
        .average()
        .orElse(UNKNOWN_TEMPERATURE_C);
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
