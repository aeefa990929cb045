package io.cellwitness.simulator.opcua;

import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_USERNAME;
import static org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig.USER_TOKEN_POLICY_X509;

import java.io.IOException;
import java.security.KeyPair;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.Session;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.CompositeValidator;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.UsernameIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.X509IdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.CertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * An OPC UA server on the loopback address. It accepts every client's certificate, because it has
 * nothing to protect; whom it admits as user is in its settings.
 */
public final class SimulatedUaServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final long WITHIN_SECONDS = 30;

  private final OpcUaServer server;
  private final UaSpace space;
  private final int port;

  private SimulatedUaServer(OpcUaServer server, UaSpace space, int port) {
    this.server = server;
    this.space = space;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param settings how it behaves
   * @return the running server
   * @throws IOException when it cannot start, for example because the port is taken
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  public static SimulatedUaServer start(ServerSettings settings)
      throws IOException, InterruptedException {
    if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      // RSA-PSS goes by a name that only this provider knows.
      Security.addProvider(new BouncyCastleProvider());
    }
    try {
      OpcUaServer server =
          new OpcUaServer(
              config(settings),
              profile ->
                  new OpcTcpServerTransport(OpcTcpServerTransportConfig.newBuilder().build()));
      settings.namespacesBefore().forEach(server.getNamespaceTable()::add);
      UaSpace space = new UaSpace(server, settings.namespaceUri());
      space.startup();
      server.startup().get(WITHIN_SECONDS, TimeUnit.SECONDS);
      return new SimulatedUaServer(server, space, settings.port());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the simulated OPC UA server did not start on port " + settings.port(), e);
    }
  }

  private static OpcUaServerConfig config(ServerSettings settings) {
    MemoryTrustListManager trust = new MemoryTrustListManager();
    CertificateQuarantine quarantine = new MemoryCertificateQuarantine();
    X509Certificate certificate = settings.identity().certificate();
    RsaSha256CertificateFactory factory =
        new RsaSha256CertificateFactory() {
          @Override
          protected KeyPair createRsaSha256KeyPair() {
            return settings.identity().keys();
          }

          @Override
          protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) {
            return new X509Certificate[] {certificate};
          }
        };
    CertificateValidator anyClient = (chain, applicationUri, hosts) -> {};
    try {
      return OpcUaServerConfig.builder()
          .setApplicationName(LocalizedText.english("CellWitness simulated bench"))
          .setApplicationUri(settings.claimedUri())
          .setProductUri("urn:cellwitness:simulator")
          .setEndpoints(endpoints(settings, certificate))
          .setIdentityValidator(users(settings))
          .setCertificateManager(
              new DefaultCertificateManager(
                  quarantine,
                  DefaultApplicationGroup.createAndInitialize(
                      trust, new MemoryCertificateStore(), factory, anyClient)))
          .build();
    } catch (Exception e) {
      // The certificate group declares nothing narrower; in memory it cannot fail.
      throw new IllegalStateException(e);
    }
  }

  private static IdentityValidator users(ServerSettings settings) {
    List<IdentityValidator> admitted = new ArrayList<>();
    if (settings.admitsAnonymous()) {
      admitted.add(AnonymousIdentityValidator.INSTANCE);
    }
    admitted.add(
        new UsernameIdentityValidator(
            claim -> claim.getPassword().equals(settings.users().get(claim.getUsername()))));
    admitted.add(new X509IdentityValidator(settings.admitsUser()));
    return new CompositeValidator(admitted.toArray(new IdentityValidator[0]));
  }

  private static Set<EndpointConfig> endpoints(
      ServerSettings settings, X509Certificate certificate) {
    List<UserTokenPolicy> tokens = new ArrayList<>();
    if (settings.admitsAnonymous()) {
      tokens.add(USER_TOKEN_POLICY_ANONYMOUS);
    }
    tokens.add(USER_TOKEN_POLICY_USERNAME);
    tokens.add(USER_TOKEN_POLICY_X509);
    EndpointConfig.Builder base =
        EndpointConfig.newBuilder()
            .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
            .setBindAddress(HOST)
            .setBindPort(settings.port())
            .setHostname(HOST)
            .setCertificate(certificate)
            .addTokenPolicies(tokens.toArray(new UserTokenPolicy[0]));
    Set<EndpointConfig> endpoints = new LinkedHashSet<>();
    for (SecurityPolicy policy :
        List.of(
            SecurityPolicy.Basic256Sha256,
            SecurityPolicy.Aes128_Sha256_RsaOaep,
            SecurityPolicy.Aes256_Sha256_RsaPss)) {
      for (MessageSecurityMode mode :
          List.of(MessageSecurityMode.Sign, MessageSecurityMode.SignAndEncrypt)) {
        endpoints.add(base.copy().setSecurityPolicy(policy).setSecurityMode(mode).build());
      }
    }
    EndpointConfig.Builder open =
        base.copy()
            .setSecurityPolicy(SecurityPolicy.None)
            .setSecurityMode(MessageSecurityMode.None);
    endpoints.add(open.copy().setPath("/discovery").build());
    if (settings.openEndpoint()) {
      endpoints.add(open.build());
    }
    return endpoints;
  }

  /**
   * Where clients find it.
   *
   * @return {@code opc.tcp://127.0.0.1:PORT}
   */
  public String url() {
    return "opc.tcp://" + HOST + ":" + port;
  }

  /**
   * The nodes it serves.
   *
   * @return its address space
   */
  public UaSpace space() {
    return space;
  }

  /**
   * Throws every client out of its session, leaving the connections open.
   *
   * @return how many there were
   */
  public int kickSessions() {
    List<Session> sessions = server.getSessionManager().getAllSessions();
    sessions.forEach(s -> server.getSessionManager().killSession(s.getSessionId(), true));
    return sessions.size();
  }

  /**
   * How many sessions are open.
   *
   * @return the number
   */
  public int sessions() {
    return server.getSessionManager().getAllSessions().size();
  }

  @Override
  public void close() {
    space.shutdown();
    try {
      server.shutdown().get(WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the simulated OPC UA server did not stop", e);
    }
  }
}
