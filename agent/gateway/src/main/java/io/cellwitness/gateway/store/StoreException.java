package io.cellwitness.gateway.store;

import java.util.Objects;

/**
 * The store cannot do what was asked. The message is one sentence: what, where, what to do. It is
 * unchecked because readings arrive through {@link io.cellwitness.api.ReadingSink}.
 */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of trouble, which decides the exit code. */
  public enum Kind {
    /** Another process holds the store: exit code 69. */
    IN_USE,
    /** The file was written by a newer CellWitness, or by another program: exit code 78. */
    NOT_OURS,
    /** The state directory or the file cannot be written: exit code 74. */
    NOT_WRITABLE,
    /** The disk, or the bound set for the file, is full: exit code 74. */
    FULL,
    /** The file is damaged; the next start moves it aside: exit code 74. */
    CORRUPT,
    /** Reading, writing or fsync failed: exit code 74. */
    INPUT_OUTPUT,
    /** This machine cannot run SQLite as it must: exit code 78. */
    UNSUITABLE,
    /** Used wrongly by our own code, or used after close: exit code 70. */
    MISUSE
  }

  private final Kind kind;

  /**
   * Makes the exception.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator, without VIN
   */
  public StoreException(Kind kind, String message) {
    this(kind, message, null);
  }

  /**
   * Makes the exception with its cause.
   *
   * @param kind decides the exit code
   * @param message one sentence for the operator, without VIN
   * @param cause what a developer may want to see
   */
  public StoreException(Kind kind, String message, Throwable cause) {
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

  /** The same failure for another caller, so that each sees its own stack. */
  StoreException again() {
    return new StoreException(kind, getMessage(), this);
  }
}
