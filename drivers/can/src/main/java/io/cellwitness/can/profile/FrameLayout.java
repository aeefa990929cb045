package io.cellwitness.can.profile;

import io.cellwitness.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One layout of a broadcast frame, compiled to one shift and one mask a signal. */
public final class FrameLayout {

  private static final Value TOO_SHORT = SignalPlace.missing("the frame is too short");

  /**
   * A number in the frame that must be one of these for the layout to be the one.
   *
   * @param cut where the number stands
   * @param values what it may be
   */
  record Condition(FrameCut cut, long[] values) {

    boolean holds(FrameWords frame) {
      if (frame.length() < cut.end()) {
        return false;
      }
      long raw = cut.raw(frame);
      for (long value : values) {
        if (raw == value) {
          return true;
        }
      }
      return false;
    }
  }

  private final Polling polling;
  private final Set<Integer> lengths;
  private final Condition[] conditions;
  private final SignalPlace[] signals;
  private final FrameCut[] cuts;

  FrameLayout(
      Polling polling,
      Set<Integer> lengths,
      List<Condition> conditions,
      List<SignalPlace> signals) {
    this.polling = polling;
    this.lengths = Set.copyOf(lengths);
    this.conditions = conditions.toArray(Condition[]::new);
    this.signals = signals.toArray(SignalPlace[]::new);
    this.cuts = signals.stream().map(s -> FrameCut.of(s.place())).toArray(FrameCut[]::new);
  }

  /** Whether this frame has this layout. */
  boolean fits(FrameWords frame) {
    if (!lengths.isEmpty() && !lengths.contains(frame.length())) {
      return false;
    }
    for (Condition condition : conditions) {
      if (!condition.holds(frame)) {
        return false;
      }
    }
    return true;
  }

  /** Adds every signal of the frame. */
  void read(FrameWords frame, List<Decoded> into) {
    for (int i = 0; i < signals.length; i++) {
      SignalPlace signal = signals[i];
      FrameCut cut = cuts[i];
      into.add(
          frame.length() < cut.end() ? signal.decoded(TOO_SHORT) : signal.decode(cut.raw(frame)));
    }
  }

  /**
   * Reads everything out of a frame that has this layout.
   *
   * @param data 0 to 8 bytes
   * @return each signal once
   */
  public List<Decoded> decode(byte[] data) {
    List<Decoded> decoded = new ArrayList<>(signals.length);
    read(FrameWords.of(data), decoded);
    return decoded;
  }

  /**
   * How often its values are worth passing on.
   *
   * @return a wish; a frame may come a hundred times a second
   */
  public Polling polling() {
    return polling;
  }

  /**
   * What it holds.
   *
   * @return each place
   */
  public List<SignalPlace> signals() {
    return List.of(signals);
  }
}
