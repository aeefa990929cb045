package io.cellwitness.can.uds;

import io.cellwitness.api.Stamp;

/** What became of one request. */
public sealed interface Answer {

  /**
   * Data.
   *
   * @param responder CAN identifier of the sender
   * @param data what follows the echoed service and identifier
   * @param at when the answer had arrived
   */
  record Data(int responder, byte[] data, Stamp at) implements Answer {}

  /**
   * The control unit said no.
   *
   * @param code negative response code (ISO 14229-1 annex A)
   */
  record Refused(int code) implements Answer {

    static final int BUSY = 0x21;

    /**
     * The control unit asks for patience (ISO 14229-1, requestCorrectlyReceived-ResponsePending).
     */
    public static final int PENDING = 0x78;

    /**
     * Whether asking again is pointless: the identifier or service is not there, or locked.
     *
     * @return true for 11, 12, 13, 31, 33, 34
     */
    public boolean forGood() {
      return switch (code) {
        case 0x11, 0x12, 0x13, 0x31, 0x33, 0x34 -> true;
        default -> false;
      };
    }

    /**
     * Whether it would be answered in another diagnostic session.
     *
     * @return true for 7E, 7F
     */
    public boolean wrongSession() {
      return code == 0x7E || code == 0x7F;
    }

    /**
     * The code in words.
     *
     * @return a few words for a person
     */
    public String reason() {
      return switch (code) {
        case 0x11, 0x12, 0x13, 0x31 -> "the car does not offer it";
        case 0x21 -> "the control unit stayed busy";
        case 0x22 -> "not in the present state of the car";
        case 0x33, 0x34 -> "locked by the maker";
        case 0x78 -> "the control unit never finished its answer";
        case 0x7E, 0x7F -> "not in the default session";
        default ->
            "refused with code " + Integer.toHexString(code).toUpperCase(java.util.Locale.ROOT);
      };
    }
  }

  /** Nothing came. */
  record Silent() implements Answer {}

  /**
   * Something came that cannot be trusted, again and again.
   *
   * @param reason in words
   */
  record Damaged(String reason) implements Answer {}
}
