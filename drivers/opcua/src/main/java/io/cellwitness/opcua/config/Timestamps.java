package io.cellwitness.opcua.config;

import java.util.Arrays;
import java.util.Optional;

/** Which clock says when a value was sampled. */
public enum Timestamps {
  /** The source timestamp of each value; the server's where there is none. */
  SOURCE("source"),
  /** The server timestamp of each value. */
  SERVER("server"),
  /**
   * The arrival at this machine: for servers whose timestamps mark the last change instead of the
   * last sample. Staleness cannot be seen then.
   */
  RECEIVE("receive");

  private final String label;

  Timestamps(String label) {
    this.label = label;
  }

  /**
   * As written in a source file.
   *
   * @return the word
   */
  public String label() {
    return label;
  }

  static Optional<Timestamps> of(String label) {
    return Arrays.stream(values()).filter(t -> t.label.equals(label)).findFirst();
  }
}
