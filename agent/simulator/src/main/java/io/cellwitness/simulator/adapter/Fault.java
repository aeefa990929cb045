package io.cellwitness.simulator.adapter;

/** What can go wrong with the answer to one request. */
public enum Fault {
  /** One line in the middle of a longer answer is lost. */
  DROP_LINE,
  /** The connection ends after the first line. */
  CUT_CONNECTION
}
