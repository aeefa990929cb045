package io.cellwitness.can.uds;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * One control unit and how it is addressed.
 *
 * @param requestId CAN identifier of requests
 * @param responseId CAN identifier of its answers; empty for a functional request that anybody may
 *     answer
 * @param bits 11 or 29
 * @param extendedAddress address byte in front of each frame (ISO 15765-2 extended addressing), if
 *     any
 * @param blockSize how many frames it may send before it waits for our flow control; 0 all of them
 */
public record Ecu(
    int requestId, OptionalInt responseId, int bits, OptionalInt extendedAddress, int blockSize) {

  /** Functional address of 11-bit cars (ISO 15765-4). */
  public static final Ecu EVERYBODY_11 = functional(0x7DF, 11);

  /** Functional address of 29-bit cars (ISO 15765-4). */
  public static final Ecu EVERYBODY_29 = functional(0x18DB33F1, 29);

  /** Rejects a width that is neither 11 nor 29 bits. */
  public Ecu {
    if (bits != 11 && bits != 29) {
      throw new IllegalArgumentException("identifiers have 11 or 29 bits, not " + bits);
    }
  }

  /**
   * A control unit with plain addressing that may send without pause.
   *
   * @param requestId CAN identifier of requests
   * @param responseId CAN identifier of its answers
   * @param bits 11 or 29
   * @return the control unit
   */
  public static Ecu plain(int requestId, int responseId, int bits) {
    return new Ecu(requestId, OptionalInt.of(responseId), bits, OptionalInt.empty(), 0);
  }

  private static Ecu functional(int requestId, int bits) {
    return new Ecu(requestId, OptionalInt.empty(), bits, OptionalInt.empty(), 0);
  }

  /**
   * The request identifier in hex.
   *
   * @return 3 or 8 digits
   */
  public String requestHex() {
    return hex(requestId, bits);
  }

  /**
   * An identifier in hex.
   *
   * @param id identifier
   * @param bits 11 or 29
   * @return 3 or 8 digits, upper case
   */
  public static String hex(int id, int bits) {
    return String.format(Locale.ROOT, bits == 11 ? "%03X" : "%08X", id);
  }
}
