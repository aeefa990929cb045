package io.cellwitness.simulator.car;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A classic CAN data frame with an 11-bit id.
 *
 * @param id identifier, 0..7FF
 * @param data 1 to 8 bytes
 */
public record CanFrame(int id, byte[] data) {

  /** Copies the data and rejects what is no such frame. */
  public CanFrame {
    if (id < 0 || id > 0x7ff || data.length < 1 || data.length > 8) {
      throw new IllegalArgumentException("not a classic CAN frame with an 11-bit id");
    }
    data = data.clone();
  }

  @Override
  public byte[] data() {
    return data.clone();
  }

  /**
   * One byte of the data.
   *
   * @param index from 0
   * @return 0..255
   */
  public int unsigned(int index) {
    return data[index] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanFrame frame && id == frame.id && Arrays.equals(data, frame.data);
  }

  @Override
  public int hashCode() {
    return 31 * id + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%03X#", id) + HexFormat.of().withUpperCase().formatHex(data);
  }
}
