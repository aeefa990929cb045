package io.cellwitness.opcua.link;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * One endpoint a server offers, as anybody may ask before connecting.
 *
 * @param url as advertised
 * @param applicationUri what the server calls itself; not proved
 * @param applicationName its name for people; not proved
 * @param policy short name of the security policy
 * @param mode name of the message security mode
 * @param usable whether CellWitness would use this policy
 * @param identities the kinds of user it accepts: {@code anonymous}, {@code password}, {@code
 *     certificate}
 * @param certificate the server's certificate; not proved
 */
public record EndpointFacts(
    String url,
    String applicationUri,
    String applicationName,
    String policy,
    String mode,
    boolean usable,
    List<String> identities,
    Optional<X509Certificate> certificate) {

  /** Copies the list. */
  public EndpointFacts {
    identities = List.copyOf(identities);
  }
}
