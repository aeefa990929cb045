package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns a capacity outcome into a progress line with a hint. */
final class ProgressReport {

  private static final double LOOK_AHEAD_MINUTES = 20;

  /** Twice the floor of the electrode model, %: no window goes below it alone. */
  private static final double FIT_FLOOR_PCT = 3.6;

  private ProgressReport() {}

  /**
   * Describes how far the measurement has come.
   *
   * @param byFit the capacity by the electrode fit, where there is one
   * @param socPerHourPct present rate of charging, % per hour; 0 when not charging
   * @param socPct present state of charge, %, NaN when unknown
   */
  static Progress of(
      CapacityOutcome outcome,
      Optional<CapacityChoice.Answer> byFit,
      Chemistry chemistry,
      double socPerHourPct,
      double socPct) {
    Optional<CapacityOutcome.Estimate> estimate = outcome.estimate();
    double widthPct = estimate.map(CapacityOutcome.Estimate::widthPct).orElse(0.0);
    if (byFit.isPresent()) {
      double u95Pct = 200 * byFit.get().relativeU();
      Hint hint = fitHint(u95Pct, widthPct, socPerHourPct, socPct);
      return new Progress(
          widthPct,
          Optional.of(byFit.get().capacityAh()),
          Optional.of(u95Pct),
          List.of(),
          hint.text(),
          hint.ahead());
    }
    Hint hint = hint(outcome, chemistry, widthPct, socPerHourPct, socPct);
    return new Progress(
        widthPct,
        estimate.map(CapacityOutcome.Estimate::capacityAh),
        estimate.map(e -> 100 * e.relativeU95()),
        outcome.reasons().stream().map(Refusal::code).toList(),
        hint.text(),
        hint.ahead());
  }

  /** A sentence and, where it names a time, that time. */
  private record Hint(String text, Optional<Progress.Ahead> ahead) {

    static Hint of(String text) {
      return new Hint(text, Optional.empty());
    }

    static Hint number(double minutes) {
      return new Hint(
          ProgressReport.text("%.0f more minutes at this rate until the first number.", minutes),
          Optional.of(new Progress.Ahead(minutes, Optional.empty())));
    }

    static Hint narrower(String format, double minutes, double u95Pct) {
      return new Hint(
          ProgressReport.text(format, minutes, HalfWidth.up(u95Pct, 1)),
          Optional.of(new Progress.Ahead(minutes, Optional.of(u95Pct))));
    }
  }

  /** The interval of a fit shrinks with the width of its window, measured on ten packs. */
  private static Hint fitHint(double u95Pct, double widthPct, double socPerHourPct, double socPct) {
    double leftPct = Double.isNaN(socPct) ? 0 : Math.max(0, 100 - socPct);
    if (!(socPerHourPct > 0) || leftPct < 1) {
      return Hint.of("By the voltage curve; a wider charge narrows the interval.");
    }
    double morePct = Math.min(leftPct, LOOK_AHEAD_MINUTES / 60 * socPerHourPct);
    return Hint.narrower(
        "By the voltage curve; %.0f more minutes at this rate → about ± %.1f %%.",
        Math.ceil(60 * morePct / socPerHourPct),
        Math.min(u95Pct, Math.max(FIT_FLOOR_PCT, u95Pct * widthPct / (widthPct + morePct))));
  }

  private static Hint hint(
      CapacityOutcome outcome,
      Chemistry chemistry,
      double widthPct,
      double socPerHourPct,
      double socPct) {
    double leastPct = CapacityMethod.smallestWidthPct(chemistry);
    List<RefusalCode> hard =
        outcome.reasons().stream()
            .map(Refusal::code)
            .filter(c -> c != RefusalCode.SOC_WINDOW_TOO_SMALL)
            .filter(c -> c != RefusalCode.UNCERTAINTY_TOO_LARGE)
            .filter(c -> c != RefusalCode.NO_WINDOW)
            .filter(c -> c != RefusalCode.TOO_FEW_SAMPLES)
            .toList();
    if (!hard.isEmpty()) {
      return Hint.of(RefusalTexts.plain(hard.get(0)).text());
    }
    if (!(socPerHourPct > 0) || Double.isNaN(socPct)) {
      return Hint.of(
          outcome.reasons().isEmpty()
              ? "A wider charge narrows the interval."
              : text("Charge over at least %.0f %% of the state of charge.", leastPct));
    }
    double leftPct = Math.max(0, 100 - socPct);
    if (widthPct + leftPct < leastPct) {
      return Hint.of(
          text(
              "Even a full charge now covers only %.0f %%, %.0f %% are needed; start emptier next"
                  + " time.",
              widthPct + leftPct, leastPct));
    }
    if (widthPct < leastPct) {
      return Hint.number(Math.ceil(60 * (leastPct - widthPct) / socPerHourPct));
    }
    if (leftPct < 1 || outcome.estimate().isEmpty()) {
      return Hint.of("The charge is full; nothing more will narrow the interval.");
    }
    double morePct = Math.min(leftPct, LOOK_AHEAD_MINUTES / 60 * socPerHourPct);
    return Hint.narrower(
        "%.0f more minutes at this rate → ± %.1f %%.",
        Math.ceil(60 * morePct / socPerHourPct),
        100 * ahead(outcome.estimate().get(), chemistry, widthPct, morePct));
  }

  /** Expanded uncertainty once the window is wider: only the terms of the SOC scale shrink. */
  private static double ahead(
      CapacityOutcome.Estimate estimate, Chemistry chemistry, double widthPct, double morePct) {
    double scale = CapacityBudget.socScalePct(chemistry);
    double now = scale / widthPct;
    double then = scale / (widthPct + morePct);
    double rest = Math.max(0, Math.pow(estimate.relativeU(), 2) - now * now);
    return 2 * Math.sqrt(rest + then * then);
  }

  private static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
