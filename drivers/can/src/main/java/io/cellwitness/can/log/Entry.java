package io.cellwitness.can.log;

import io.cellwitness.can.isotp.CanFrame;
import java.util.List;
import java.util.OptionalInt;

/** One thing a recording holds. Its time is counted in nanoseconds from the log's own zero. */
public sealed interface Entry {

  /**
   * When it happened.
   *
   * @return ns from the log's zero
   */
  long nanos();

  /**
   * A frame on the bus, whoever sent it.
   *
   * @param nanos when, ns
   * @param bits width of its identifier, 11 or 29
   * @param frame the frame
   */
  record Frame(long nanos, int bits, CanFrame frame) implements Entry {}

  /**
   * A whole request through an adapter that does the transport itself, and the lines it answered.
   *
   * @param nanos when the answer was complete, ns
   * @param requestId identifier the request went to
   * @param bits width of identifiers, 11 or 29
   * @param extendedAddress address byte in front of each frame, if any
   * @param request service, identifier and parameters
   * @param lines the adapter's lines, without echo
   */
  record Reply(
      long nanos,
      int requestId,
      int bits,
      OptionalInt extendedAddress,
      byte[] request,
      List<String> lines)
      implements Entry {

    /** Copies the list. */
    public Reply {
      lines = List.copyOf(lines);
    }
  }

  /**
   * The supply voltage an adapter measured.
   *
   * @param nanos when, ns
   * @param volts V
   */
  record Supply(long nanos, double volts) implements Entry {}

  /**
   * Something is missing here: a damaged line, a lost link, an adapter's complaint. What was being
   * put together is void.
   *
   * @param nanos when, ns
   */
  record Gap(long nanos) implements Entry {}
}
