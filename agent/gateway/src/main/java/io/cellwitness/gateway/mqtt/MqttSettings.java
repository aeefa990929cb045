package io.cellwitness.gateway.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach a broker. Files are read anew at each connection, so renewed certificates and
 * passwords are taken up without a restart.
 *
 * @param broker {@code mqtts://host:8883} or {@code mqtt://host:1883}; the ports are the defaults
 * @param clientId unique at the broker
 * @param user user name
 * @param passwordFile file with the password in its first line
 * @param caFile PEM file with the CA certificates to trust instead of the system's
 * @param certificateFile PEM file with the client certificate and its chain
 * @param keyFile PEM file with the client's key, PKCS#8 ({@code BEGIN PRIVATE KEY})
 * @param allowPlaintext whether {@code mqtt://} may go to another machine
 */
public record MqttSettings(
    URI broker,
    String clientId,
    Optional<String> user,
    Optional<Path> passwordFile,
    Optional<Path> caFile,
    Optional<Path> certificateFile,
    Optional<Path> keyFile,
    boolean allowPlaintext) {

  private static final int LONGEST_CLIENT_ID = 128;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /** Rejects nulls. */
  public MqttSettings {
    Objects.requireNonNull(broker, "broker");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(passwordFile, "passwordFile");
    Objects.requireNonNull(caFile, "caFile");
    Objects.requireNonNull(certificateFile, "certificateFile");
    Objects.requireNonNull(keyFile, "keyFile");
  }

  /**
   * Settings without TLS and password, as for a broker on this machine.
   *
   * @param broker {@code mqtt://127.0.0.1:1883}
   * @param clientId unique at the broker
   * @return the settings
   */
  public static MqttSettings plain(URI broker, String clientId) {
    return new MqttSettings(
        broker,
        clientId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * What is wrong with these settings, without touching files or network.
   *
   * @return one sentence per problem, none when they can be tried
   */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    String scheme = scheme();
    if (!scheme.equals("mqtt") && !scheme.equals("mqtts")) {
      problems.add(
          "broker '" + broker + "' must start with mqtts:// or, without encryption, mqtt://");
    } else if (broker.getHost() == null || broker.getUserInfo() != null) {
      problems.add("broker '" + scheme + "://…' must be written as mqtts://host:port");
    } else if (!isTls() && !allowPlaintext && !isLoopback(broker.getHost())) {
      problems.add(
          "broker '"
              + broker
              + "' would be reached without encryption; use mqtts://, or set allowPlaintext if the"
              + " network in between is yours");
    }
    if (clientId.isEmpty() || clientId.length() > LONGEST_CLIENT_ID) {
      problems.add("the MQTT client id must have 1 to " + LONGEST_CLIENT_ID + " characters");
    }
    if (passwordFile.isPresent() && user.isEmpty()) {
      problems.add("an MQTT password file is set, but no user");
    }
    if (certificateFile.isPresent() != keyFile.isPresent()) {
      problems.add("a client certificate needs both its certificate file and its key file");
    }
    if (!isTls() && (caFile.isPresent() || certificateFile.isPresent())) {
      problems.add("certificates are set, but broker '" + broker + "' is not mqtts://");
    }
    return List.copyOf(problems);
  }

  /** Whether the connection is encrypted. */
  boolean isTls() {
    return scheme().equals("mqtts");
  }

  /** Host and port for people and for Paho. */
  String hostAndPort() {
    int port = broker.getPort() >= 0 ? broker.getPort() : isTls() ? 8883 : 1883;
    return broker.getHost() + ":" + port;
  }

  private String scheme() {
    return broker.getScheme() == null ? "" : broker.getScheme().toLowerCase(Locale.ROOT);
  }

  /**
   * Whether a host is this machine by its spelling: asking DNS would let the network decide.
   *
   * @param host as in a URI, an IPv6 address in brackets
   * @return true for {@code localhost}, {@code 127.x.x.x} and {@code [::1]}
   */
  public static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }
}
