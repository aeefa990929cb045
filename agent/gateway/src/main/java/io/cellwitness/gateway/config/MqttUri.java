package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Scalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * The broker's address: {@code mqtts://} or {@code ssl://} with TLS (port 8883), {@code mqtt://} or
 * {@code tcp://} without (port 1883). Read into {@code mqtts://host:port} or {@code
 * mqtt://host:port}.
 */
final class MqttUri implements ValueType<URI> {

  private static final Map<String, String> SCHEMES =
      Map.of("mqtts", "mqtts", "ssl", "mqtts", "mqtt", "mqtt", "tcp", "mqtt");

  @Override
  public URI parse(Scalar scalar, Environment environment) throws Refused {
    URI uri;
    try {
      uri = new URI(ValueType.text(scalar));
    } catch (URISyntaxException e) {
      throw new Refused("is not an address; write for example mqtts://broker.example.org:8883.");
    }
    if (uri.getRawUserInfo() != null) {
      throw new Refused("must not hold a user or password; use mqtt.user and mqtt.passwordFile.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.containsKey(scheme) || uri.getHost() == null) {
      throw new Refused("must be mqtts://HOST:PORT (TLS) or mqtt://HOST:PORT (plaintext).");
    }
    boolean bare = uri.getRawPath() == null || uri.getRawPath().matches("/?");
    if (!bare || uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new Refused("must end after the port; topics begin with mqtt.topicRoot.");
    }
    if (uri.getPort() > 65_535 || uri.getPort() == 0) {
      throw new Refused("must have a port from 1 to 65535.");
    }
    String canonical = SCHEMES.get(scheme);
    int port = uri.getPort() > 0 ? uri.getPort() : canonical.equals("mqtts") ? 8883 : 1883;
    return URI.create(canonical + "://" + uri.getHost() + ":" + port);
  }
}
