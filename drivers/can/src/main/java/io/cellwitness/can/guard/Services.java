package io.cellwitness.can.guard;

/**
 * Which diagnostic requests only read.
 *
 * <p>UDS (ISO 14229-1): 22 read data, 19 read trouble codes, 3E tester present, 10 only to the
 * default (01) and extended (03) session. KWP 2000 (ISO 14230-3): 21, 1A. OBD (SAE J1979): 01, 02,
 * 03, 07, 09, 0A. The lengths are checked too, so that no reading service can carry a second one.
 */
public final class Services {

  /** Most bytes of a request in one CAN frame. */
  public static final int LONGEST_REQUEST = 7;

  private Services() {}

  /**
   * Whether a request only reads.
   *
   * @param request the request from its service byte on, without length or padding
   * @return true when it is on the list, service and length
   */
  public static boolean reads(byte[] request) {
    int length = request.length;
    if (length < 1 || length > LONGEST_REQUEST) {
      return false;
    }
    int second = length > 1 ? request[1] & 0xFF : -1;
    return switch (request[0] & 0xFF) {
      case 0x01 -> length >= 2;
      case 0x02 -> length == 2 || length == 3;
      case 0x03, 0x07, 0x0A -> length == 1;
      case 0x09, 0x1A, 0x21 -> length == 2;
      case 0x10 -> length == 2 && (second == 0x01 || second == 0x03);
      case 0x19 -> length >= 2 && length <= 6;
      case 0x22 -> length == 3 || length == 5 || length == 7;
      case 0x3E -> length == 1 || length == 2 && (second <= 0x02 || second == 0x80);
      default -> false;
    };
  }
}
