package io.cellwitness.report.jose;

/** Text or bytes that are not what the standard demands. The message says what is wrong. */
public final class Malformed extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message what is wrong, without the offending content
   */
  public Malformed(String message) {
    super(message);
  }
}
