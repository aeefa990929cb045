package io.cellwitness.health;

import java.util.Locale;

/** One plain sentence for each reason not to give a number, and what would help. */
final class RefusalTexts {

  private RefusalTexts() {}

  /** The sentence for a reason that needs no figures. */
  static Refusal plain(RefusalCode code) {
    String text =
        switch (code) {
          case SOC_WINDOW_TOO_SMALL -> "The charge covers too little of the state of charge.";
          case SOC_JUMP -> "The state of charge jumps inside the recording.";
          case UNCERTAINTY_TOO_LARGE -> "The 95 % interval would be wider than 15 %.";
          case NO_WINDOW ->
              "No stretch of charging or driving changes the state of charge by 5 % or more; "
                  + "record one long charge.";
          case TEMPERATURE_OUT_OF_RANGE ->
              "The battery was outside 5 to 45 degC; repeat at a moderate temperature.";
          case SIGNALS_INCONSISTENT ->
              "The charge that flowed does not fit the change of the state of charge; "
                  + "check the current signal and the nominal capacity.";
          case SIGN_DISAGREES ->
              "In some stretches the battery is charged while its state of charge falls; "
                  + "the current cannot be trusted.";
          case SAMPLING_TOO_SLOW_CHARGING ->
              "The charge was sampled less than once a minute; read current at least every 60 s.";
          case SAMPLING_TOO_SLOW_DRIVING ->
              "Driving was sampled slower than every 1.5 s; read faster or record a charge.";
          case TOO_FEW_SAMPLES ->
              "Fewer than ten samples carry current and state of charge together.";
          case NOMINAL_UNKNOWN ->
              "The nominal capacity of this pack is not known; give it with --nominal-ah.";
          case REFERENCE_UNKNOWN -> "The reference value is not known.";
          case SERIES_UNKNOWN ->
              "The number of cells in series is not known; give it with --series.";
          case SERIES_CONTRADICTED ->
              "The stated number of cells in series contradicts the voltages that were read.";
          case NOT_MEASURED -> "The data needed for this was not recorded.";
        };
    return new Refusal(code, text);
  }

  static Refusal tooNarrow(double widthPct, double leastPct) {
    return new Refusal(
        RefusalCode.SOC_WINDOW_TOO_SMALL,
        String.format(
            Locale.ROOT,
            "The charge covers %.1f %% of the state of charge, %.0f %% are needed; "
                + "start emptier or charge fuller.",
            widthPct,
            leastPct));
  }

  static Refusal jump(double jumpPct) {
    return new Refusal(
        RefusalCode.SOC_JUMP,
        String.format(
            Locale.ROOT,
            "The state of charge jumps by %.1f %% inside the recording; "
                + "let the car rest for 30 minutes and record another charge.",
            jumpPct));
  }

  static Refusal tooUncertain(double relativeU95) {
    return new Refusal(
        RefusalCode.UNCERTAINTY_TOO_LARGE,
        String.format(
            Locale.ROOT,
            "The 95 %% interval would be ± %.1f %%, more than the 15 %% allowed; "
                + "a wider charge narrows it.",
            HalfWidth.up(100 * relativeU95, 1)));
  }

  /** What rests on a number of cells that the voltages contradict. */
  static Refusal seriesContradicted(int stated) {
    return new Refusal(
        RefusalCode.SERIES_CONTRADICTED,
        String.format(
            Locale.ROOT,
            "The voltages that were read contradict %d cells in series; give the number of this "
                + "pack with --series and evaluate the recording again.",
            stated));
  }

  /** A ratio to the nominal value of a pack that is not the one measured. */
  static Refusal anotherPack(int stated) {
    return new Refusal(
        RefusalCode.SERIES_CONTRADICTED,
        String.format(
            Locale.ROOT,
            "The pack described, with %d cells in series, is not the one that was measured, so its "
                + "nominal values are no reference; give the figures of this pack and evaluate the "
                + "recording again.",
            stated));
  }

  /** A quantity that was not measured, and what was missing. */
  static Refusal notMeasured(String why) {
    return new Refusal(RefusalCode.NOT_MEASURED, why);
  }

  /** A ratio whose reference is missing. */
  static Refusal referenceUnknown(String why) {
    return new Refusal(RefusalCode.REFERENCE_UNKNOWN, why);
  }
}
