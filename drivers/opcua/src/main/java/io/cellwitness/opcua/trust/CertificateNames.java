package io.cellwitness.opcua.trust;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * The names in a certificate's subject alternative name (RFC 5280, 4.2.1.6).
 *
 * @param uris application URIs; OPC 10000-6, 6.2.2 wants exactly one, first
 * @param hosts DNS names and IP addresses, lower case
 */
public record CertificateNames(List<String> uris, List<String> hosts) {

  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  /** Copies the lists. */
  public CertificateNames {
    uris = List.copyOf(uris);
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads the names.
   *
   * @param certificate any
   * @return its names; none when the extension is missing or broken
   */
  public static CertificateNames of(X509Certificate certificate) {
    List<String> uris = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(1) instanceof String text) {
          switch ((Integer) name.get(0)) {
            case URI -> uris.add(text);
            case DNS, IP -> hosts.add(normal(text));
            default -> {
              // Mail addresses and the like name no server.
            }
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read prove nothing.
      return new CertificateNames(List.of(), List.of());
    }
    return new CertificateNames(uris, hosts);
  }

  /**
   * Whether the certificate names a host. No wildcards: OPC UA certificates have none.
   *
   * @param host DNS name or IP address
   * @return true when it does
   */
  public boolean names(String host) {
    return hosts.contains(normal(host));
  }

  private static String normal(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean literal = bare.indexOf(':') >= 0 || bare.matches("[0-9.]+");
    if (literal) {
      try {
        // A literal is only parsed: nothing is looked up.
        return InetAddress.getByName(bare).getHostAddress();
      } catch (UnknownHostException e) {
        return bare;
      }
    }
    String lower = bare.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
