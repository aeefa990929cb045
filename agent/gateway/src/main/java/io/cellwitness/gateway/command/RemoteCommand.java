package io.cellwitness.gateway.command;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What an issuer asks of one gateway.
 *
 * @param id names it in the answers; used once
 * @param action what to do
 * @param issued when it was signed, whole seconds
 * @param expires from when on it is refused, whole seconds
 */
public record RemoteCommand(UUID id, Action action, Instant issued, Instant expires) {

  /** Rejects nulls. */
  public RemoteCommand {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(issued, "issued");
    Objects.requireNonNull(expires, "expires");
  }

  /** All there is to ask for. */
  public sealed interface Action permits Check, Resend, Status {

    /**
     * Its name in the token and in the journal.
     *
     * @return {@code check}, {@code resend} or {@code status}
     */
    String word();
  }

  /**
   * Begin a quick check of a battery the daemon follows.
   *
   * @param pack the operator's name for it in the configuration
   */
  public record Check(String pack) implements Action {
    @Override
    public String word() {
      return "check";
    }
  }

  /**
   * Publish a report again.
   *
   * @param report its id
   */
  public record Resend(UUID report) implements Action {
    @Override
    public String word() {
      return "resend";
    }
  }

  /** Say how the gateway is doing. */
  public record Status() implements Action {
    @Override
    public String word() {
      return "status";
    }
  }
}
