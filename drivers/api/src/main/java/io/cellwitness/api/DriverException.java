package io.cellwitness.api;

/** A source that cannot be used. The message is one sentence: what, where, what to do. */
public final class DriverException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble, which decides the exit code. */
  public enum Kind {
    /** Adapter, ECU or server not there or not answering: exit code 69. */
    UNAVAILABLE,
    /** The car must be left alone for a good while, as when its 12 V battery sags: exit code 69. */
    PROTECT,
    /**
     * Data that cannot be right: an empty or broken recording, an unknown vehicle: exit code 65.
     */
    BAD_DATA,
    /** Reading or writing failed on this machine: exit code 74. */
    INPUT_OUTPUT,
    /** A profile or setting is wrong: exit code 78. */
    CONFIGURATION,
    /** The address was written wrongly: exit code 2. */
    USAGE
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator, without VIN
   */
  public DriverException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator, without VIN
   * @param cause what a developer may want to see
   */
  public DriverException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
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
