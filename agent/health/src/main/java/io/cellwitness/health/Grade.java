package io.cellwitness.health;

/** Evidence grade of a capacity. */
public enum Grade {
  /** At least 80 % state of charge covered (LFP: and ended full). */
  A,
  /** Good enough for a number, less than A. */
  B
}
