package io.cellwitness.can.profile;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Value;

/**
 * One signal of one answer, before it has a time.
 *
 * @param signal what
 * @param index cell or sensor number from 1, or 0
 * @param value the value, or why there is none
 */
public record Decoded(Signal signal, int index, Value value) {}
