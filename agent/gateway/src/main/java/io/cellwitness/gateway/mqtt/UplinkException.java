package io.cellwitness.gateway.mqtt;

import java.util.Objects;

/** The broker cannot be used. The message is one sentence: what, where, what to do. */
public final class UplinkException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble, which decides the exit code. */
  public enum Kind {
    /** Broker not there, gone, silent: exit code 69. Trying again may help. */
    UNAVAILABLE,
    /** The broker is not who it should be: exit code 78. */
    UNTRUSTED,
    /** The broker refuses this gateway: exit code 78. */
    REFUSED,
    /** A setting or a file it names is wrong: exit code 78. */
    CONFIGURATION
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator
   */
  public UplinkException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator
   * @param cause what a developer may want to see
   */
  public UplinkException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /**
   * What kind of trouble.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
