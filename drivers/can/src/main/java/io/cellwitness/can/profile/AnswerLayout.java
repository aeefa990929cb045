package io.cellwitness.can.profile;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Signal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one answer holds. Some cars answer the same request in different lengths, and each length
 * has its own layout.
 *
 * @param lengths the lengths this layout is for, data bytes behind the echo; empty for any
 * @param signals what it holds
 */
public record AnswerLayout(Set<Integer> lengths, List<SignalPlace> signals) {

  /** Copies the collections. */
  public AnswerLayout {
    lengths = Set.copyOf(lengths);
    signals = List.copyOf(signals);
  }

  boolean fits(int length) {
    return lengths.isEmpty() || lengths.contains(length);
  }

  /**
   * Reads each signal. A signal may stand in several places of which a car fills one, as kilometres
   * and miles do: the first place with a value counts.
   */
  List<Decoded> read(byte[] data) {
    record Slot(Signal signal, int index) {}
    Map<Slot, Decoded> read = new LinkedHashMap<>();
    for (SignalPlace place : signals) {
      Decoded decoded = place.decode(data);
      read.merge(
          new Slot(place.signal(), place.index()),
          decoded,
          (before, now) -> before.value().quality() == Quality.GOOD ? before : now);
    }
    return List.copyOf(read.values());
  }
}
