package io.cellwitness.api;

/**
 * Cathode chemistry of a pack. {@link #UNKNOWN} is a value with the strictest rules, no default.
 */
public enum Chemistry {
  /** Lithium nickel manganese cobalt oxide. */
  NMC,
  /** Lithium nickel cobalt aluminium oxide. */
  NCA,
  /** Lithium manganese oxide and its blends. */
  LMO,
  /** Lithium iron phosphate. */
  LFP,
  /** Not known. */
  UNKNOWN
}
