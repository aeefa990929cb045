package io.cellwitness.gateway.session;

/** What a check is meant to do. */
public enum Mode {
  /** Declared values, cells and counters within two minutes; no charge is awaited. */
  QUICK,
  /** Watches a charge from its beginning to its end. */
  CHARGE,
  /** Reads until it is stopped. */
  STREAM,
  /** Waits half a day for a charge and ends with it; without one there is nothing to report. */
  FOLLOW
}
