package io.cellwitness.report;

/**
 * A report, key or trust list that cannot be used. The message is one sentence for the operator.
 */
public final class ReportException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble, which decides the exit code. */
  public enum Kind {
    /** A file that cannot be what it should be: exit code 65. */
    BAD_DATA,
    /** Reading or writing failed on this machine: exit code 74. */
    INPUT_OUTPUT,
    /** A key or trust list is set up wrongly: exit code 78. */
    CONFIGURATION
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind decides the exit code
   * @param message what, where, what to do; never holds a VIN or key material
   */
  public ReportException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param kind decides the exit code
   * @param message what, where, what to do; never holds a VIN or key material
   * @param cause what a developer may want to see
   */
  public ReportException(Kind kind, String message, Throwable cause) {
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
