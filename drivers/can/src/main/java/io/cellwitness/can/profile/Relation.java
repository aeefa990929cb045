package io.cellwitness.can.profile;

import io.cellwitness.api.Signal;

/** Something that must hold between the signals of a car, or the profile is wrong for it. */
public sealed interface Relation {

  /**
   * One signal is never below another.
   *
   * @param high the higher one
   * @param low the lower one
   */
  record NotBelow(Signal high, Signal low) implements Relation {}

  /**
   * A counter never falls.
   *
   * @param counter the counter
   */
  record NeverFalls(Signal counter) implements Relation {}

  /**
   * The sum of the cells is the voltage of the pack.
   *
   * @param total pack voltage
   * @param toleranceVolts how far they may differ, V
   */
  record SumOfCells(Signal total, double toleranceVolts) implements Relation {}

  /**
   * The quotient of two counters lies within limits, as kWh by Ah is the pack voltage in kV.
   *
   * @param over dividend
   * @param under divisor
   * @param lowest least quotient
   * @param highest greatest quotient
   */
  record Quotient(Signal over, Signal under, double lowest, double highest) implements Relation {}
}
