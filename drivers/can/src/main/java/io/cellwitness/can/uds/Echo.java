package io.cellwitness.can.uds;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tells whether a message answers a request: service byte plus 40 and the echoed identifier.
 * Without this check an answer that comes late is taken for the next one and cells swap places.
 */
public final class Echo {

  private static final int NEGATIVE = 0x7F;

  private Echo() {}

  /**
   * The data of a positive answer.
   *
   * @param request as sent
   * @param message as received
   * @return the bytes behind the echo, or empty when this is no positive answer to that request
   */
  public static Optional<byte[]> data(byte[] request, byte[] message) {
    int echoed = echoed(request[0] & 0xFF);
    if (message.length < 1 + echoed
        || request.length < 1 + echoed
        || (message[0] & 0xFF) != (request[0] & 0xFF) + 0x40
        || !Arrays.equals(message, 1, 1 + echoed, request, 1, 1 + echoed)) {
      return Optional.empty();
    }
    return Optional.of(Arrays.copyOfRange(message, 1 + echoed, message.length));
  }

  /**
   * The code of a negative answer.
   *
   * @param request as sent
   * @param message as received
   * @return the code, or empty when this is no negative answer to that request
   */
  public static OptionalInt refusal(byte[] request, byte[] message) {
    return message.length == 3 && (message[0] & 0xFF) == NEGATIVE && message[1] == request[0]
        ? OptionalInt.of(message[2] & 0xFF)
        : OptionalInt.empty();
  }

  /** How many bytes behind the service byte come back. */
  private static int echoed(int service) {
    return switch (service) {
      case 0x22, 0x02 -> 2;
      case 0x03, 0x07, 0x0A -> 0;
      default -> 1;
    };
  }
}
