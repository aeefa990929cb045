package io.cellwitness.can.profile;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Value;
import java.util.OptionalDouble;

/**
 * One signal of one answer, before it has a time.
 *
 * @param signal what
 * @param index cell or sensor number from 1, or 0
 * @param value the value, or why there is none
 * @param undirected a current, A, of which nobody knows whether it flows in or out; empty for all
 *     else
 */
public record Decoded(Signal signal, int index, Value value, OptionalDouble undirected) {

  /**
   * A signal whose value is all there is to say.
   *
   * @param signal what
   * @param index cell or sensor number from 1, or 0
   * @param value the value, or why there is none
   */
  public Decoded(Signal signal, int index, Value value) {
    this(signal, index, value, OptionalDouble.empty());
  }
}
