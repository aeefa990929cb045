package io.cellwitness.can.isotp;

import java.util.Arrays;

/**
 * Puts the frames of one responder together by ISO 15765-2:2016: single frame, first frame,
 * consecutive frames. Padding is cut by the announced length. Anything out of order breaks the
 * message; what is left of it is never used.
 *
 * <p>Not covered: CAN FD and messages longer than 4 095 bytes, which no battery answer is; both
 * count as broken.
 */
public final class IsoTpReceiver {

  private static final int LONGEST_MESSAGE = 4_095;

  private IsoTpReceiver() {}

  /** Where a message stands. */
  public sealed interface State permits Idle, Receiving, Done, Broken {}

  /** No message has begun. */
  public record Idle() implements State {}

  /**
   * A first frame came.
   *
   * @param first the data of that frame, to know a doubled one
   * @param payload what came so far, as long as the whole message
   * @param received how many bytes of it are there
   * @param next sequence number expected next, 0 to 15
   */
  public record Receiving(byte[] first, byte[] payload, int received, int next) implements State {}

  /**
   * A whole message.
   *
   * @param payload exactly the announced length
   */
  public record Done(byte[] payload) implements State {}

  /**
   * The message cannot be completed.
   *
   * @param reason in words
   */
  public record Broken(String reason) implements State {}

  /**
   * Takes the next frame of a responder.
   *
   * @param state where its message stands
   * @param frame the data from the protocol byte on, that is, without an extended address
   * @return where it stands now
   */
  public static State next(State state, byte[] frame) {
    if (frame.length == 0) {
      return new Broken("an empty frame");
    }
    return switch ((frame[0] & 0xF0) >> 4) {
      case 0 -> single(frame);
      case 1 -> first(state, frame);
      case 2 -> consecutive(state, frame);
      case 3 -> state;
      default -> new Broken("a frame of unknown type");
    };
  }

  private static State single(byte[] frame) {
    int length = frame[0] & 0x0F;
    if (length == 0 || length >= frame.length || oddlyPadded(frame, length)) {
      return new Broken("a single frame that announces " + length + " bytes");
    }
    return new Done(Arrays.copyOfRange(frame, 1, 1 + length));
  }

  /**
   * A frame is either as short as its content or padded to the full 8 bytes; else bytes were lost.
   */
  private static boolean oddlyPadded(byte[] frame, int content) {
    int full = 8; // one less where an extended address was taken off in front
    return frame.length != content + 1 && frame.length < full - 1;
  }

  private static State first(State state, byte[] frame) {
    if (frame.length < 7) {
      return new Broken("a short first frame");
    }
    // A gateway may pass the first frame twice; the second changes nothing.
    if (state instanceof Receiving r && r.next == 1 && Arrays.equals(r.first, frame)) {
      return state;
    }
    int length = (frame[0] & 0x0F) << 8 | frame[1] & 0xFF;
    int here = frame.length - 2;
    if (length <= here + 1 || length > LONGEST_MESSAGE) {
      return new Broken("a first frame that announces " + length + " bytes");
    }
    byte[] payload = new byte[length];
    System.arraycopy(frame, 2, payload, 0, here);
    return new Receiving(frame, payload, here, 1);
  }

  private static State consecutive(State state, byte[] frame) {
    if (state instanceof Broken) {
      return state;
    }
    if (!(state instanceof Receiving r)) {
      return new Broken("a consecutive frame without its first frame");
    }
    if ((frame[0] & 0x0F) != r.next) {
      return new Broken("frame " + (frame[0] & 0x0F) + " came instead of " + r.next);
    }
    int wanted = Math.min(r.payload.length - r.received, r.first.length - 1);
    if (frame.length - 1 < wanted || oddlyPadded(frame, wanted)) {
      return new Broken("a short consecutive frame");
    }
    byte[] payload = r.payload.clone();
    System.arraycopy(frame, 1, payload, r.received, wanted);
    int received = r.received + wanted;
    return received == payload.length
        ? new Done(payload)
        : new Receiving(r.first, payload, received, r.next + 1 & 0x0F);
  }
}
