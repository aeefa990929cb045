package io.cellwitness.opcua.config;

import java.util.Arrays;
import java.util.Optional;

/** How messages are protected under a {@link Policy}. */
public enum MessageMode {
  /** Signed, readable on the wire. */
  SIGN("Sign"),
  /** Signed and encrypted. */
  SIGN_AND_ENCRYPT("SignAndEncrypt"),
  /** Neither; goes with {@link Policy#NONE} only. */
  NONE("None");

  private final String label;

  MessageMode(String label) {
    this.label = label;
  }

  /**
   * The name in the specification.
   *
   * @return for example {@code SignAndEncrypt}
   */
  public String label() {
    return label;
  }

  /**
   * Finds a mode by the name in the specification.
   *
   * @param label exact name
   * @return the mode, or empty
   */
  public static Optional<MessageMode> of(String label) {
    return Arrays.stream(values()).filter(m -> m.label.equals(label)).findFirst();
  }
}
