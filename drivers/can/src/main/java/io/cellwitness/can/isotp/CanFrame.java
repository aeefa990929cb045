package io.cellwitness.can.isotp;

import java.util.HexFormat;

/**
 * One classical CAN frame.
 *
 * @param id 11-bit or 29-bit identifier
 * @param data 0 to 8 bytes
 */
public record CanFrame(int id, byte[] data) {

  /** Rejects frames longer than 8 bytes. */
  public CanFrame {
    if (data.length > 8) {
      throw new IllegalArgumentException("a CAN frame of " + data.length + " bytes");
    }
  }

  @Override
  public String toString() {
    return Integer.toHexString(id).toUpperCase(java.util.Locale.ROOT)
        + "#"
        + HexFormat.of().withUpperCase().formatHex(data);
  }
}
