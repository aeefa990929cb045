package io.cellwitness.simulator.car;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The transport layer in front of a control unit (ISO 15765-2, normal addressing): single frames
 * in, single frames out, or a first frame that waits for flow control.
 *
 * <p>Delays are those of real Hyundai control units: 10 ms to the first frame, 11 ms from one
 * consecutive frame to the next although they are allowed to follow at once.
 */
final class IsoTpEcu {

  private static final int FUNCTIONAL_ID = 0x7df;
  private static final int FIRST_FRAME_MILLIS = 10;
  private static final int CONSECUTIVE_MILLIS = 11;
  private static final byte PADDING = (byte) 0xaa;

  private final Ecu ecu;
  private byte[] pending = {};
  private int sent;
  private int sequence;

  IsoTpEcu(Ecu ecu) {
    this.ecu = ecu;
  }

  /**
   * Hears a frame.
   *
   * @param frame anything on the bus
   * @return what this control unit sends because of it
   */
  List<TimedFrame> hear(CanFrame frame) {
    boolean functional = frame.id() == FUNCTIONAL_ID;
    if (!functional && frame.id() != ecu.requestId()) {
      return List.of();
    }
    int kind = frame.unsigned(0) >> 4;
    if (kind == 0) {
      return request(frame, functional);
    }
    // Flow control is physical; a tester that sends it to 7DF gets nothing more.
    return kind == 3 && !functional ? continued(frame) : List.of();
  }

  private List<TimedFrame> request(CanFrame frame, boolean functional) {
    int length = frame.unsigned(0) & 0xf;
    byte[] data = frame.data();
    if (length == 0 || length > data.length - 1) {
      return List.of();
    }
    pending = new byte[0];
    Optional<byte[]> answer = ecu.answer(Arrays.copyOfRange(data, 1, 1 + length));
    if (answer.isEmpty() || functional && isSuppressed(answer.get())) {
      return List.of();
    }
    byte[] payload = answer.get();
    if (payload.length <= 7) {
      return List.of(new TimedFrame(FIRST_FRAME_MILLIS, frame(payload.length, payload, 0, 7)));
    }
    pending = payload;
    sent = 6;
    sequence = 1;
    byte[] first = frame(0x10 | payload.length >> 8, payload, -1, 7).data();
    first[1] = (byte) payload.length;
    return List.of(new TimedFrame(FIRST_FRAME_MILLIS, new CanFrame(ecu.responseId(), first)));
  }

  private List<TimedFrame> continued(CanFrame flowControl) {
    boolean continueToSend = flowControl.unsigned(0) == 0x30 && flowControl.data().length >= 3;
    if (!continueToSend) {
      // Wait keeps the message, overflow ends it.
      pending = flowControl.unsigned(0) == 0x31 ? pending : new byte[0];
      return List.of();
    }
    int blockSize = flowControl.unsigned(1) == 0 ? Integer.MAX_VALUE : flowControl.unsigned(1);
    int separation = flowControl.unsigned(2) <= 0x7f ? flowControl.unsigned(2) : 1;
    List<TimedFrame> frames = new ArrayList<>();
    while (sent < pending.length && frames.size() < blockSize) {
      CanFrame next = frame(0x20 | sequence, pending, sent, 7);
      frames.add(new TimedFrame(Math.max(CONSECUTIVE_MILLIS, separation), next));
      sequence = sequence + 1 & 0xf;
      sent += 7;
    }
    return frames;
  }

  /** One PCI byte and up to {@code count} bytes of payload; a start below 0 leaves a gap. */
  private CanFrame frame(int pci, byte[] payload, int start, int count) {
    byte[] data = new byte[8];
    Arrays.fill(data, PADDING);
    data[0] = (byte) pci;
    for (int i = Math.max(0, -start); i < count && start + i < payload.length; i++) {
      data[1 + i] = payload[start + i];
    }
    return new CanFrame(ecu.responseId(), data);
  }

  /** Refusals nobody hears after a functional request (ISO 14229-1, 7.5). */
  private static boolean isSuppressed(byte[] answer) {
    if (answer[0] != Ecu.NEGATIVE) {
      return false;
    }
    int code = answer[2] & 0xff;
    return code == 0x11 || code == 0x12 || code == 0x31 || code == 0x7e || code == 0x7f;
  }
}
