package io.cellwitness.api;

/** How far a value can be used. Only {@link #GOOD} carries a value. */
public enum Quality {
  /** Read, in range, fresh. */
  GOOD,
  /** The source still shows an old value. */
  STALE,
  /**
   * The source sent a number outside its plausible range: there is no value, it is never clamped.
   */
  OUT_OF_RANGE,
  /** The source has no value: not supported, an invalid code, no answer. */
  MISSING
}
