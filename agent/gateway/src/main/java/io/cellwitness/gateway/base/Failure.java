package io.cellwitness.gateway.base;

/** Ends a command with one sentence for the operator and a documented exit code. */
public final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  /**
   * Makes the failure.
   *
   * @param code how the process ends
   * @param message one sentence: what, where, what to do; without VIN
   */
  public Failure(ExitCode code, String message) {
    this(code, message, null);
  }

  /**
   * Makes the failure with its cause.
   *
   * @param code how the process ends
   * @param message one sentence: what, where, what to do; without VIN
   * @param cause shown only with {@code CELLWITNESS_DEBUG=1}
   */
  public Failure(ExitCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /**
   * How the process ends.
   *
   * @return the exit code
   */
  public ExitCode code() {
    return code;
  }
}
