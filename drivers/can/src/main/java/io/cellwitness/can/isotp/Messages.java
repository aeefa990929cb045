package io.cellwitness.can.isotp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sorts the frames of one exchange into messages, each responder for itself, however their frames
 * interleave.
 */
public final class Messages {

  /**
   * One whole message.
   *
   * @param responder CAN identifier of the sender
   * @param payload the message
   */
  public record Message(int responder, byte[] payload) {}

  private static final int MOST_RESPONDERS = 64;

  private final boolean extendedAddress;
  private final Map<Integer, IsoTpReceiver.State> open = new LinkedHashMap<>();
  private final List<Message> whole = new ArrayList<>();
  private final List<String> damage = new ArrayList<>();

  /**
   * Starts an exchange.
   *
   * @param extendedAddress whether the first data byte of each frame is an address (ISO 15765-2
   *     extended addressing)
   */
  public Messages(boolean extendedAddress) {
    this.extendedAddress = extendedAddress;
  }

  /**
   * Takes one frame.
   *
   * @param frame from any responder
   * @return where the message of that responder stands now
   */
  public IsoTpReceiver.State add(CanFrame frame) {
    int skip = extendedAddress ? 1 : 0;
    byte[] data =
        frame.data().length < skip
            ? new byte[0]
            : Arrays.copyOfRange(frame.data(), skip, frame.data().length);
    IsoTpReceiver.State before = open.getOrDefault(frame.id(), new IsoTpReceiver.Idle());
    IsoTpReceiver.State after = IsoTpReceiver.next(before, data);
    if (before instanceof IsoTpReceiver.Receiving r && startsAnew(r, after)) {
      damage.add("a message was cut off by the next one");
    }
    if (after instanceof IsoTpReceiver.Done done) {
      whole.add(new Message(frame.id(), done.payload()));
      open.remove(frame.id());
    } else if (after instanceof IsoTpReceiver.Broken broken) {
      damage.add(broken.reason());
      open.remove(frame.id());
    } else if (open.size() < MOST_RESPONDERS || open.containsKey(frame.id())) {
      open.put(frame.id(), after);
    }
    return after;
  }

  private static boolean startsAnew(IsoTpReceiver.Receiving before, IsoTpReceiver.State after) {
    return after instanceof IsoTpReceiver.Receiving r && r.first() != before.first()
        || after instanceof IsoTpReceiver.Done d && d.payload().length != before.payload().length;
  }

  /**
   * The whole messages so far.
   *
   * @return in the order of their last frames
   */
  public List<Message> whole() {
    return List.copyOf(whole);
  }

  /**
   * What went wrong, messages that never ended included.
   *
   * @return sentences; empty when every frame found its place
   */
  public List<String> damage() {
    List<String> all = new ArrayList<>(damage);
    for (IsoTpReceiver.State state : open.values()) {
      if (state instanceof IsoTpReceiver.Receiving r) {
        all.add("only " + r.received() + " of " + r.payload().length + " bytes came");
      }
    }
    return List.copyOf(all);
  }
}
