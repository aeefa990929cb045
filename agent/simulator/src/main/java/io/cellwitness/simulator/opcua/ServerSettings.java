package io.cellwitness.simulator.opcua;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * How a simulated server behaves towards clients.
 *
 * @param port TCP port on the loopback address
 * @param identity key and certificate
 * @param claimedUri the application URI it claims, usually that of its certificate
 * @param namespaceUri the namespace of its nodes
 * @param namespacesBefore other namespaces with lower numbers, to move its own
 * @param openEndpoint whether it also offers policy None for sessions
 * @param users passwords by user name
 * @param admitsAnonymous whether users need no name
 * @param admitsUser which user certificates it accepts
 */
public record ServerSettings(
    int port,
    ServerIdentity identity,
    String claimedUri,
    String namespaceUri,
    List<String> namespacesBefore,
    boolean openEndpoint,
    Map<String, String> users,
    boolean admitsAnonymous,
    Predicate<X509Certificate> admitsUser) {

  /** The namespace of the simulated pack and charger. */
  public static final String NAMESPACE = "urn:cellwitness:simulator";

  /** Copies the collections and rejects nulls. */
  public ServerSettings {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(claimedUri, "claimedUri");
    Objects.requireNonNull(namespaceUri, "namespaceUri");
    Objects.requireNonNull(admitsUser, "admitsUser");
    namespacesBefore = List.copyOf(namespacesBefore);
    users = Map.copyOf(users);
  }

  /**
   * A server that admits everybody over secured endpoints.
   *
   * @param port TCP port on the loopback address
   * @param identity key and certificate
   * @return the settings
   */
  public static ServerSettings of(int port, ServerIdentity identity) {
    return new ServerSettings(
        port,
        identity,
        identity.applicationUri(),
        NAMESPACE,
        List.of(),
        true,
        Map.of(),
        true,
        certificate -> false);
  }
}
