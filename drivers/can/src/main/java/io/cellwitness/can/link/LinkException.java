package io.cellwitness.can.link;

import io.cellwitness.api.DriverException;

/** The link cannot be opened or is gone. The message names the link and what to do. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  private final DriverException.Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind decides the exit code
   * @param message one sentence
   * @param cause what the system said, or null
   */
  public LinkException(DriverException.Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * The same trouble in the words of the driver contract.
   *
   * @return an exception with this message and kind
   */
  public DriverException toDriverException() {
    return new DriverException(kind, getMessage(), this);
  }
}
