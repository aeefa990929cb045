package io.cellwitness.can.slcan;

import io.cellwitness.can.log.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Follows what went to an SLCAN adapter and what came from it, and gives the frames among it. */
public final class SlcanTranscript {

  private final SlcanParser came = new SlcanParser();
  private final SlcanParser went = new SlcanParser();

  /**
   * Takes what was sent.
   *
   * @param nanos when
   * @param text one character for each byte
   * @return the frames in it
   */
  public List<Entry> out(long nanos, String text) {
    return entries(went, nanos, text);
  }

  /**
   * Takes what came.
   *
   * @param nanos when
   * @param text one character for each byte
   * @return the frames in it, and a gap where the adapter lost something
   */
  public List<Entry> in(long nanos, String text) {
    return entries(came, nanos, text);
  }

  private static List<Entry> entries(SlcanParser parser, long nanos, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    List<Entry> entries = new ArrayList<>();
    for (SlcanParser.Line line : parser.feed(bytes, bytes.length)) {
      if (line instanceof SlcanParser.Frame frame) {
        entries.add(new Entry.Frame(nanos, frame.bits(), frame.frame()));
      } else if (line instanceof SlcanParser.Damaged || line instanceof SlcanParser.Refused) {
        entries.add(new Entry.Gap(nanos));
      }
    }
    return entries;
  }
}
