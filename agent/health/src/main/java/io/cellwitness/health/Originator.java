package io.cellwitness.health;

/** Who a value comes from. */
public enum Originator {
  /** Worked out by CellWitness from readings. */
  MEASURED,
  /** Said by the car. */
  DECLARED,
  /** Computed from measured or declared values. */
  DERIVED
}
