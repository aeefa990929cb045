package io.cellwitness.opcua.milo;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.ubyte;

import io.cellwitness.opcua.config.Policy;
import io.cellwitness.opcua.link.EndpointFacts;
import io.cellwitness.opcua.link.LinkException;
import io.cellwitness.opcua.link.Printable;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.stack.core.Stack;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.ApplicationDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfig;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransportConfigBuilder;

/** What a server offers to anybody who asks. Nothing in it is proved. */
final class Discovery {

  private static final int MAX_ENDPOINTS = 100;

  private Discovery() {}

  static List<EndpointDescription> endpoints(String url, Duration within)
      throws LinkException, InterruptedException {
    try {
      return ask(url, within);
    } catch (LinkException e) {
      // A server whose endpoints are all secured answers below this path (OPC 10000-6, 7.1.2.3).
      if (!(e.getCause() instanceof UaException) || url.endsWith("/discovery")) {
        throw e;
      }
      try {
        return ask(url + (url.endsWith("/") ? "" : "/") + "discovery", within);
      } catch (LinkException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }

  private static List<EndpointDescription> ask(String url, Duration within)
      throws LinkException, InterruptedException {
    OpcTcpClientTransportConfigBuilder transport = OpcTcpClientTransportConfig.newBuilder();
    Limits.transport(transport);
    EndpointDescription open =
        new EndpointDescription(
            url,
            null,
            null,
            MessageSecurityMode.None,
            SecurityPolicy.None.getUri(),
            null,
            Stack.TCP_UASC_UABINARY_TRANSPORT_URI,
            ubyte(0));
    DiscoveryClient client =
        new DiscoveryClient(open, new OpcTcpClientTransport(transport.build()));
    try {
      Faults.await(client.connectAsync(), within, url);
      EndpointDescription[] all =
          Faults.await(client.getEndpoints(url, new String[0], new String[0]), within, url)
              .getEndpoints();
      List<EndpointDescription> usable = new ArrayList<>();
      for (EndpointDescription endpoint : all == null ? new EndpointDescription[0] : all) {
        if (complete(endpoint) && usable.size() < MAX_ENDPOINTS) {
          usable.add(endpoint);
        }
      }
      return usable;
    } finally {
      client.disconnectAsync();
    }
  }

  /** Everything but the certificate must be there, and the transport must be ours. */
  private static boolean complete(EndpointDescription endpoint) {
    return endpoint != null
        && endpoint.getEndpointUrl() != null
        && endpoint.getSecurityPolicyUri() != null
        && endpoint.getSecurityMode() != null
        && endpoint.getServer() != null
        && Stack.TCP_UASC_UABINARY_TRANSPORT_URI.equals(endpoint.getTransportProfileUri());
  }

  static EndpointFacts facts(EndpointDescription endpoint) {
    ApplicationDescription server = endpoint.getServer();
    String name = server.getApplicationName() == null ? null : server.getApplicationName().text();
    String policy = Policy.labelOf(endpoint.getSecurityPolicyUri());
    return new EndpointFacts(
        text(endpoint.getEndpointUrl()),
        text(server.getApplicationUri()),
        text(name),
        text(policy),
        endpoint.getSecurityMode().name(),
        Policy.of(policy).isPresent(),
        identities(endpoint.getUserIdentityTokens()),
        certificate(endpoint.getServerCertificate()));
  }

  private static List<String> identities(UserTokenPolicy[] tokens) {
    List<String> kinds = new ArrayList<>();
    for (UserTokenPolicy token : tokens == null ? new UserTokenPolicy[0] : tokens) {
      String kind = kind(token.getTokenType());
      if (!kinds.contains(kind)) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private static String kind(UserTokenType type) {
    if (type == UserTokenType.Anonymous) {
      return "anonymous";
    }
    if (type == UserTokenType.UserName) {
      return "password";
    }
    return type == UserTokenType.Certificate ? "certificate" : "token";
  }

  private static Optional<X509Certificate> certificate(ByteString bytes) {
    if (bytes == null || bytes.isNullOrEmpty()) {
      return Optional.empty();
    }
    try {
      return CertificateUtil.decodeCertificates(bytes.bytesOrEmpty()).stream().findFirst();
    } catch (UaException e) {
      // Not a certificate: the endpoint is shown without one and refused when it is dialled.
      return Optional.empty();
    }
  }

  private static String text(String text) {
    return text == null ? "" : Printable.text(text);
  }
}
