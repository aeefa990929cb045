package io.cellwitness.health;

/** Reasons not to give a number. The names go into reports and never change their meaning. */
public enum RefusalCode {
  /** The state-of-charge window covered is too narrow (below 60 %, or 70 % for LFP or unknown). */
  SOC_WINDOW_TOO_SMALL,
  /** The state of charge jumps by 5 points or more inside the log. */
  SOC_JUMP,
  /** The 95 % interval would be wider than 15 %. */
  UNCERTAINTY_TOO_LARGE,
  /** No window of at least 5 % state of charge. */
  NO_WINDOW,
  /** Battery temperature outside 5 to 45 degC. */
  TEMPERATURE_OUT_OF_RANGE,
  /** Charge and state of charge do not fit together. */
  SIGNALS_INCONSISTENT,
  /** Some windows charge while their state of charge falls. */
  SIGN_DISAGREES,
  /** Charging sampled slower than once a minute. */
  SAMPLING_TOO_SLOW_CHARGING,
  /** Driving sampled slower than every 1.5 s. */
  SAMPLING_TOO_SLOW_DRIVING,
  /** Fewer than ten usable samples. */
  TOO_FEW_SAMPLES,
  /** The nominal capacity is not known, and nothing may be assumed in its place. */
  NOMINAL_UNKNOWN,
  /** The certified or declared reference value is not known. */
  REFERENCE_UNKNOWN,
  /** The number of cells in series is not known. */
  SERIES_UNKNOWN,
  /** The stated number of cells in series contradicts the voltages that were read. */
  SERIES_CONTRADICTED,
  /** The data needed for this quantity was not recorded. */
  NOT_MEASURED
}
