package io.cellwitness.opcua.config;

import java.util.Objects;
import java.util.Optional;

/**
 * How the connection is protected and whom it must reach.
 *
 * @param policy the only policy that is used; a server without it is refused
 * @param mode the only mode that is used
 * @param serverName the name the server's certificate must carry, where that is not the host
 *     dialled
 * @param applicationUri the application URI the server must have; empty accepts any the certificate
 *     and the endpoint agree on
 */
public record Security(
    Policy policy, MessageMode mode, Optional<String> serverName, Optional<String> applicationUri) {

  /** What is used when nothing is said. */
  public static final Security DEFAULT = of(Policy.BASIC256SHA256);

  /** Rejects nulls and a mode that does not go with the policy. */
  public Security {
    Objects.requireNonNull(serverName, "serverName");
    Objects.requireNonNull(applicationUri, "applicationUri");
    if ((policy == Policy.NONE) != (mode == MessageMode.NONE)) {
      throw new IllegalArgumentException("policy None and mode None go together only");
    }
  }

  /**
   * A policy with the mode that usually goes with it.
   *
   * @param policy the policy
   * @return None for None, SignAndEncrypt for the others
   */
  public static Security of(Policy policy) {
    return new Security(
        policy,
        policy == Policy.NONE ? MessageMode.NONE : MessageMode.SIGN_AND_ENCRYPT,
        Optional.empty(),
        Optional.empty());
  }
}
