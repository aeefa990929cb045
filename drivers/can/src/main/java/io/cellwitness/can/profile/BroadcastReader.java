package io.cellwitness.can.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the entries of {@code broadcasts}; entries with the same identifier become layouts. */
final class BroadcastReader {

  private BroadcastReader() {}

  /** By identifier as written. */
  static Map<String, Broadcast> read(List<JsonPart> parts) {
    Map<String, Broadcast> broadcasts = new LinkedHashMap<>();
    for (JsonPart part : parts) {
      String id = part.textOr("id", "000");
      boolean known = id.matches("[0-7][0-9A-F]{2}|[01][0-9A-F]{7}");
      if (!known) {
        part.problem("id", "must be 3 or 8 hex digits of a CAN identifier");
      }
      FrameLayout layout = layout(part);
      part.done();
      if (known) {
        add(broadcasts, id, layout);
      }
    }
    return broadcasts;
  }

  private static void add(Map<String, Broadcast> broadcasts, String id, FrameLayout layout) {
    Broadcast before = broadcasts.get(id);
    List<FrameLayout> layouts = new ArrayList<>(before == null ? List.of() : before.layouts());
    layouts.add(layout);
    int bits = id.length() == 3 ? 11 : 29;
    broadcasts.put(id, new Broadcast(Integer.parseInt(id, 16), bits, layouts));
  }

  private static FrameLayout layout(JsonPart part) {
    Set<Integer> lengths = new LinkedHashSet<>();
    for (long length : part.integers("dataBytes")) {
      if (length < 0 || length > 8) {
        part.problem("dataBytes", "must be 0 to 8: a frame of CAN holds no more");
      }
      lengths.add((int) length);
    }
    List<FrameLayout.Condition> conditions =
        part.parts("when").stream().map(BroadcastReader::condition).toList();
    List<SignalPlace> signals =
        part.parts("signals").stream().map(SignalReader::readBroadcast).toList();
    return new FrameLayout(Polling.read(part), lengths, conditions, signals);
  }

  private static FrameLayout.Condition condition(JsonPart part) {
    FrameCut cut = FrameCut.of(FrameBits.read(part, false));
    long[] values = part.integers("values");
    if (values.length == 0) {
      part.problem("values", "must name at least one number");
    }
    part.done();
    return new FrameLayout.Condition(cut, values);
  }
}
