package io.cellwitness.can.slcan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The status byte an adapter answers F with (Lawicel): reading it clears it.
 *
 * @param flags bit 0 receive buffer full, 1 transmit buffer full, 2 error warning, 3 data overrun,
 *     5 error passive, 6 arbitration lost, 7 bus error
 */
record StickStatus(int flags) {

  private static final int LOST = 0b0000_1001;
  private static final int BUS_TROUBLE = 0b1010_0100;

  /** The status in a line of the adapter, if it is one. */
  static Optional<StickStatus> of(SlcanParser.Line line) {
    return line instanceof SlcanParser.Text text && text.text().matches("F[0-9A-Fa-f]{2}")
        ? Optional.of(new StickStatus(Integer.parseInt(text.text().substring(1), 16)))
        : Optional.empty();
  }

  /** Whether frames came that the adapter could not keep. */
  boolean lostFrames() {
    return (flags & LOST) != 0;
  }

  /** Whether the bus itself is disturbed, as with a wrong bit rate or a loose plug. */
  boolean busTrouble() {
    return (flags & BUS_TROUBLE) != 0;
  }

  /** In words; empty when nothing is wrong. */
  String words() {
    List<String> words = new ArrayList<>();
    if (lostFrames()) {
      words.add("it lost frames");
    }
    if (busTrouble()) {
      words.add("the bus is disturbed");
    }
    return String.join(" and ", words);
  }
}
