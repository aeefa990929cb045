package io.cellwitness.opcua.link;

/** A server that cannot be reached or used. The message is one sentence for the operator. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whether trying again can help. */
  public enum Kind {
    /** Not there, not answering, gone: trying again may help. */
    UNREACHABLE,
    /** Reached and refused by one side: a person has to act. */
    REFUSED,
    /** Something on this machine is missing or wrong: a person has to act. */
    LOCAL,
    /** Reading or writing failed on this machine: a person has to act. */
    DISK
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind whether trying again can help
   * @param message one sentence
   * @param cause what a developer may want to see; may be null
   */
  public LinkException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * Whether trying again can help.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
