package io.cellwitness.opcua.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Checks endpoint URLs before anybody dials them. */
public final class EndpointUrl {

  private EndpointUrl() {}

  /**
   * What is wrong with a URL.
   *
   * @param url as written
   * @return words to follow the URL's name, or empty when it can be dialled
   */
  public static Optional<String> problem(String url) {
    try {
      URI uri = new URI(url);
      if (!"opc.tcp".equals(uri.getScheme())) {
        return Optional.of("must start with opc.tcp://");
      }
      if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
        return Optional.of("needs a host and a port, such as opc.tcp://bench.local:4840");
      }
      if (uri.getUserInfo() != null) {
        return Optional.of("must not hold a user name: that goes into \"identity\"");
      }
      return Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("is not a URL such as opc.tcp://bench.local:4840");
    }
  }
}
