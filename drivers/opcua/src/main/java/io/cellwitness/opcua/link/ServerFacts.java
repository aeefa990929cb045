package io.cellwitness.opcua.link;

import java.util.Objects;
import java.util.Optional;

/**
 * Whom a link reached.
 *
 * @param applicationUri what the server calls itself; proved by its certificate unless the policy
 *     is None
 * @param applicationName its name for people
 * @param endpoint the URL in use
 * @param policy name of the security policy in use
 * @param mode name of the message security mode in use
 * @param certificateSha256 lower-case hex of the server's certificate; empty under None
 */
public record ServerFacts(
    String applicationUri,
    String applicationName,
    String endpoint,
    String policy,
    String mode,
    Optional<String> certificateSha256) {

  /** Rejects nulls. */
  public ServerFacts {
    Objects.requireNonNull(applicationUri, "applicationUri");
    Objects.requireNonNull(applicationName, "applicationName");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(certificateSha256, "certificateSha256");
  }
}
