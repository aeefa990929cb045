package io.cellwitness.can.guard;

/**
 * The CAN identifiers a tester may send on. A reading request on any other identifier would be a
 * control message to somebody.
 *
 * <p>11 bit: 600 to 7FF, where every maker puts diagnostics (ISO 15765-4 uses 7DF and 7E0 to 7E7).
 * 29 bit: 18DAttF1 and 18DB33F1 (ISO 15765-4, tester F1), 17FCttss (Volkswagen group), 1DDttt35
 * (Volvo).
 */
public final class DiagnosticIds {

  private DiagnosticIds() {}

  /**
   * Whether a profile may name this identifier to send requests to.
   *
   * @param id identifier
   * @param bits 11 or 29
   * @return false for an identifier the guard lets nothing out to
   */
  public static boolean mayBeAsked(int id, int bits) {
    return bits == 11 ? request11(id) : request29(id);
  }

  static boolean request11(int id) {
    return id >= 0x600 && id <= 0x7FF;
  }

  static boolean request29(int id) {
    return (id & 0xFFFF00FF) == 0x18DA00F1
        || id == 0x18DB33F1
        || (id & 0xFFFF0000) == 0x17FC0000
        || (id & 0xFFFF00FF) == 0x1DD00035;
  }

  /** Functional identifiers are heard by every ECU; flow control must never go to them. */
  static boolean functional(int id) {
    return id == 0x7DF || id == 0x18DB33F1;
  }
}
