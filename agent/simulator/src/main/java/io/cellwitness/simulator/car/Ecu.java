package io.cellwitness.simulator.car;

import java.util.Optional;

/** A control unit as a tester sees it: whole requests in, whole answers out. */
public interface Ecu {

  /** Positive answers carry the service plus this. */
  int POSITIVE = 0x40;

  /** The first byte of a negative answer. */
  byte NEGATIVE = 0x7f;

  /**
   * The id it listens to beside the functional one.
   *
   * @return 11-bit CAN id
   */
  int requestId();

  /**
   * The id it answers with.
   *
   * @return 11-bit CAN id
   */
  int responseId();

  /**
   * Answers one request.
   *
   * @param request service and parameters, at least one byte
   * @return the answer, positive or negative, at most 4095 bytes; empty when it keeps silent
   */
  Optional<byte[]> answer(byte[] request);

  /**
   * A negative answer (ISO 14229-1, annex A).
   *
   * @param request what was asked
   * @param code why not, for example 0x31 request out of range
   * @return three bytes
   */
  static byte[] refuse(byte[] request, int code) {
    return new byte[] {NEGATIVE, request[0], (byte) code};
  }
}
