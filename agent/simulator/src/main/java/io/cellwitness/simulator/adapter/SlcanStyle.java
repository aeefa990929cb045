package io.cellwitness.simulator.adapter;

/** How the firmware of an SLCAN stick acknowledges. */
public enum SlcanStyle {
  /** A carriage return for all that is well, BEL for the rest: CANUSB without auto poll. */
  LAWICEL("V1013"),
  /** Like it, but z before the carriage return behind a transmission: CANUSB with auto poll. */
  AUTO_POLL("V1011"),
  /** Nothing at all, not even for errors: CANable with its classic firmware. */
  SILENT("CANable slcan 0.9");

  private final String version;

  SlcanStyle(String version) {
    this.version = version;
  }

  /** What it says when asked V. */
  String version() {
    return version;
  }
}
