package io.cellwitness.opcua.milo;

import io.cellwitness.api.TimeSource;
import io.cellwitness.opcua.config.OpcUaSource;
import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.link.EndpointFacts;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.ServerFacts;
import io.cellwitness.opcua.link.UaLink;
import io.cellwitness.opcua.link.UaLinks;
import io.cellwitness.opcua.trust.CertificateFiles;
import io.cellwitness.opcua.trust.DiskTrouble;
import io.cellwitness.opcua.trust.ServerCheck;
import io.cellwitness.opcua.trust.TrustList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** Links made by Milo. One object a source: it remembers the namespaces of the first connection. */
public final class MiloLinks implements UaLinks {

  /**
   * Milo writes stack traces for what this package turns into sentences. Held against collection.
   */
  private static final List<Logger> SILENCED =
      List.of(Logger.getLogger("org.eclipse.milo"), Logger.getLogger("io.netty"));

  /** One arena of 64 KiB pieces, as few connections need. */
  private static final Map<String, String> SMALL_BUFFERS =
      Map.of(
          "io.netty.allocator.maxOrder", "3",
          "io.netty.allocator.numDirectArenas", "1",
          "io.netty.allocator.numHeapArenas", "0");

  /** The first connection waits for the library to be loaded as well, on a busy small machine. */
  private static final Duration FIRST_WITHIN = Duration.ofSeconds(15);

  private static final Duration AGAIN_WITHIN = Duration.ofSeconds(6);

  private final Path pki;
  private final TimeSource time;
  private final Namespaces namespaces = new Namespaces();
  private boolean connectedBefore;

  /**
   * Makes links that keep their keys in one place.
   *
   * @param pki the folder of own, trusted, issuer and rejected certificates; made when missing
   * @param time for the validity of certificates
   */
  public MiloLinks(Path pki, TimeSource time) {
    this.pki = pki;
    this.time = time;
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    // Netty would set 8 MiB aside outside of the heap; an answer has some 100 KB. Whoever starts
    // the process may say otherwise.
    SMALL_BUFFERS.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            System.setProperty(key, value);
          }
        });
    // Said now, in one place, if the library was left out of this installation.
    Objects.requireNonNull(OpcUaClient.class);
    Objects.requireNonNull(BouncyCastleProvider.class);
  }

  @Override
  public List<EndpointFacts> endpoints(String url) throws LinkException, InterruptedException {
    return Discovery.endpoints(url, FIRST_WITHIN).stream().map(Discovery::facts).toList();
  }

  @Override
  public UaLink open(OpcUaSource source) throws LinkException, InterruptedException {
    if (source.security().policy() == Policy.AES256_SHA256_RSAPSS
        && Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
      // RSA-PSS goes by a name that only this provider knows; last, so that it changes nothing
      // else.
      Security.addProvider(new BouncyCastleProvider());
    }
    TrustList list;
    OwnCertificate own;
    try {
      list = TrustList.open(pki);
      own = OwnCertificate.in(pki, time.now().wall());
    } catch (IOException e) {
      throw new LinkException(
          LinkException.Kind.DISK,
          "the OPC UA keys in " + pki + " cannot be used: " + DiskTrouble.of(e),
          e);
    }
    Duration patience = connectedBefore ? AGAIN_WITHIN : FIRST_WITHIN;
    List<EndpointDescription> offered = Discovery.endpoints(source.endpoint(), patience);
    EndpointDescription chosen = choose(offered, source);
    LinkException first = null;
    List<EndpointDescription> ways = reachable(chosen, source);
    for (EndpointDescription endpoint : ways) {
      Duration within = ways.size() > 1 ? patience.dividedBy(2) : patience;
      try {
        return dial(source, endpoint, own, new ServerCheck(list), within);
      } catch (LinkException e) {
        if (e.kind() != LinkException.Kind.UNREACHABLE) {
          throw e;
        }
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  private static EndpointDescription choose(List<EndpointDescription> offered, OpcUaSource source)
      throws LinkException {
    String policy = source.security().policy().uri();
    String mode = source.security().mode().label();
    return offered.stream()
        .filter(e -> policy.equals(e.getSecurityPolicyUri()))
        .filter(e -> e.getSecurityMode().name().equals(mode))
        .findFirst()
        .orElseThrow(
            () ->
                Faults.refused(
                    "the OPC UA server "
                        + source.endpoint()
                        + " does not offer "
                        + source.security().policy().label()
                        + "/"
                        + mode
                        + " but "
                        + offered.stream()
                            .map(Discovery::facts)
                            .map(e -> e.policy() + "/" + e.mode())
                            .distinct()
                            .collect(Collectors.joining(", "))
                        + "; name one of those CellWitness uses ("
                        + Policy.labels()
                        + ") under \"security\"",
                    null));
  }

  /**
   * Where to dial: servers often advertise a name only they know, so the host is always the one the
   * operator gave; the port is his too, or the advertised one where the server has moved.
   */
  private static List<EndpointDescription> reachable(
      EndpointDescription chosen, OpcUaSource source) {
    URI given = URI.create(source.endpoint());
    List<EndpointDescription> ways = new ArrayList<>();
    ways.add(EndpointUtil.updateUrl(chosen, given.getHost(), given.getPort()));
    if (EndpointUtil.getPort(chosen.getEndpointUrl()) != given.getPort()) {
      ways.add(EndpointUtil.updateUrl(chosen, given.getHost()));
    }
    return ways;
  }

  private UaLink dial(
      OpcUaSource source,
      EndpointDescription endpoint,
      OwnCertificate own,
      ServerCheck check,
      Duration within)
      throws LinkException, InterruptedException {
    String host = URI.create(source.endpoint()).getHost();
    TrustValidator validator = new TrustValidator(check, source.security(), host, time);
    IdentityProvider identity = Identities.provider(source, endpoint, validator);
    OpcUaClientConfig config =
        OpcUaClientConfig.builder()
            .setEndpoint(endpoint)
            .setApplicationName(LocalizedText.english("CellWitness"))
            .setApplicationUri(own.applicationUri())
            .setProductUri("urn:cellwitness")
            .setKeyPair(own.keys())
            .setCertificate(own.certificate())
            .setCertificateChain(new X509Certificate[] {own.certificate()})
            .setCertificateValidator(validator)
            .setIdentityProvider(identity)
            .setEncodingLimits(Limits.ENCODING)
            .setMaxResponseMessageSize(Limits.message())
            .setMaxPendingPublishRequests(Limits.publishRequests())
            .setRequestTimeout(Limits.millis(source.sampling().answerWithin()))
            .build();
    OpcUaClient client;
    try {
      client = OpcUaClient.create(config, Limits::transport);
    } catch (UaException e) {
      throw Faults.unreachable(e, source.endpoint());
    }
    boolean open = false;
    try {
      Faults.await(client.connectAsync(), within, source.endpoint());
      ServerFacts facts = facts(endpoint, source, client);
      MiloLink link = new MiloLink(client, facts, namespaces, source.sampling().answerWithin());
      open = true;
      connectedBefore = true;
      return link;
    } catch (LinkException e) {
      throw Faults.noSession(e, validator, source, own.file());
    } finally {
      if (!open) {
        // Otherwise the client goes on trying in the background.
        client.disconnectAsync();
      }
    }
  }

  private ServerFacts facts(EndpointDescription endpoint, OpcUaSource source, OpcUaClient client) {
    namespaces.learn(client.getNamespaceTable().toArray());
    EndpointFacts facts = Discovery.facts(endpoint);
    boolean proved = source.security().policy() != Policy.NONE;
    return new ServerFacts(
        facts.applicationUri(),
        facts.applicationName(),
        facts.url(),
        facts.policy(),
        facts.mode(),
        proved ? facts.certificate().map(CertificateFiles::sha256) : Optional.empty());
  }
}
