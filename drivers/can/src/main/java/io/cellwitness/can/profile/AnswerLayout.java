package io.cellwitness.can.profile;

import java.util.List;
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
}
