package io.cellwitness.simulator.pack;

/**
 * What charges the pack: constant current or constant power, whichever limits first, until the
 * pack's voltage limit takes over.
 *
 * @param direct true for direct current, false for alternating current
 * @param maxCurrentA highest current into the pack, A
 * @param maxPowerKw highest power into the pack, kW
 */
public record Charger(boolean direct, double maxCurrentA, double maxPowerKw) {

  /** A wall box on three phases with 16 A, behind an on-board charger of 94 %. */
  public static final Charger AC_11_KW = new Charger(false, 32, 10.4);

  /** A small direct-current box as workshops have: about C/3 for a 64 kWh pack. */
  public static final Charger DC_24_KW = new Charger(true, 60, 24);

  /** An older public fast charger. */
  public static final Charger DC_50_KW = new Charger(true, 125, 50);

  /** Rejects chargers that do not charge. */
  public Charger {
    if (!(maxCurrentA > 0) || !(maxPowerKw > 0)) {
      throw new IllegalArgumentException("a charger needs current and power above zero");
    }
  }
}
