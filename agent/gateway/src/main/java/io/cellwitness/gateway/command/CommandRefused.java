package io.cellwitness.gateway.command;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** A command that is not carried out. Says why in one word, and never what was in it. */
public final class CommandRefused extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why. The names never change their meaning (schema {@code ack-1.json}). */
  public enum Reason {
    /** Longer than any command. */
    TOO_LONG,
    /** The broker had kept it: a command is for now. */
    RETAINED,
    /** No compact JWS, or one that is not strictly written. */
    UNSIGNED,
    /** No key of the list of issuers, or one that is revoked or out of its dates. */
    ISSUER,
    /** The signature does not fit. */
    SIGNATURE,
    /** Signed for something else, such as a report. */
    TYPE,
    /** Signed, but no command of this version. */
    CONTENT,
    /** For another gateway. */
    GATEWAY,
    /** Too late, too early, or valid for longer than a command may be. */
    EXPIRED,
    /** It came before. */
    REPLAYED,
    /** More commands than a gateway takes in this time. */
    TOO_MANY,
    /** What was accepted could not be kept on the disk, or the list of issuers not be read. */
    STORAGE,
    /**
     * A charge is measured, an ordered check has not begun yet, or the gateway is about to stop.
     */
    BUSY,
    /** No battery of that name is followed. */
    UNKNOWN_PACK,
    /** No such report, or it waits to be sent already. */
    NOTHING_TO_SEND;

    /**
     * The word others see.
     *
     * @return lower case with hyphens
     */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final Reason reason;
  private final transient Optional<UUID> id;

  /**
   * Makes the exception.
   *
   * @param reason why
   * @param id the command's; only once its signature was found good
   */
  public CommandRefused(Reason reason, Optional<UUID> id) {
    super(reason.word());
    this.reason = Objects.requireNonNull(reason, "reason");
    this.id = Objects.requireNonNull(id, "id");
  }

  /**
   * Why.
   *
   * @return never null
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Which command.
   *
   * @return empty while nobody vouches for it
   */
  public Optional<UUID> id() {
    return id;
  }
}
