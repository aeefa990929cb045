package io.cellwitness.can.profile;

import io.cellwitness.can.uds.Ecu;
import java.util.ArrayList;
import java.util.List;

/**
 * A frame a control unit sends unasked, and what it holds.
 *
 * @param id identifier
 * @param bits 11 or 29
 * @param layouts what it may hold, at least one; a multiplexed frame has several
 */
public record Broadcast(int id, int bits, List<FrameLayout> layouts) {

  /** Copies the list. */
  public Broadcast {
    layouts = List.copyOf(layouts);
  }

  /**
   * The identifier as people write it.
   *
   * @return 3 or 8 hex digits
   */
  public String idHex() {
    return Ecu.hex(id, bits);
  }

  /**
   * Reads everything out of a frame.
   *
   * @param data 0 to 8 bytes
   * @return the signals of every layout whose conditions hold; none for a frame of another kind
   */
  public List<Decoded> decode(byte[] data) {
    FrameWords frame = FrameWords.of(data);
    List<Decoded> decoded = new ArrayList<>();
    for (FrameLayout layout : layouts) {
      if (layout.fits(frame)) {
        layout.read(frame, decoded);
      }
    }
    return decoded;
  }

  /**
   * Which layouts a frame has.
   *
   * @param data 0 to 8 bytes
   * @return those whose conditions hold
   */
  public List<FrameLayout> layoutsOf(byte[] data) {
    FrameWords frame = FrameWords.of(data);
    return layouts.stream().filter(layout -> layout.fits(frame)).toList();
  }
}
