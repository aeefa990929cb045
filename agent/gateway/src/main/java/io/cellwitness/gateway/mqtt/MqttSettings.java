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
   * Something that is wrong.
   *
   * @param setting its name in the configuration, without {@code mqtt.}
   * @param rest the sentence after the name
   */
  public record Problem(String setting, String rest) {

    /**
     * The whole sentence.
     *
     * @return for people
     */
    public String words() {
      return "mqtt." + setting + " " + rest;
    }
  }

  /**
   * What is wrong with these settings, without touching files or network. The one place that says
   * what may go unencrypted.
   *
   * @return none when they can be tried
   */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    boolean known = scheme().equals("mqtt") || scheme().equals("mqtts");
    if (!known || broker.getHost() == null || broker.getUserInfo() != null) {
      problems.add(new Problem("uri", "must be mqtts://HOST:PORT (TLS) or mqtt://HOST:PORT."));
    } else if (!isTls() && !allowPlaintext && !isLoopback(broker.getHost())) {
      problems.add(
          new Problem(
              "uri",
              "sends reports and password unencrypted to another machine; use mqtts://, or set"
                  + " mqtt.allowPlaintext to true if that network is yours alone."));
    }
    if (clientId.isEmpty() || clientId.length() > LONGEST_CLIENT_ID) {
      problems.add(new Problem("clientId", "must have 1 to " + LONGEST_CLIENT_ID + " characters."));
    }
    needs(problems, "passwordFile", passwordFile, "user", user);
    needs(problems, "certificateFile", certificateFile, "keyFile", keyFile);
    needs(problems, "keyFile", keyFile, "certificateFile", certificateFile);
    if (known && !isTls()) {
      without(problems, "caFile", caFile);
      without(problems, "certificateFile", certificateFile);
      without(problems, "keyFile", keyFile);
    }
    return List.copyOf(problems);
  }

  private static void needs(
      List<Problem> problems, String name, Optional<?> value, String other, Optional<?> needed) {
    if (value.isPresent() && needed.isEmpty()) {
      problems.add(new Problem(name, "needs mqtt." + other + "; write both or neither."));
    }
  }

  private static void without(List<Problem> problems, String name, Optional<?> value) {
    if (value.isPresent()) {
      problems.add(
          new Problem(
              name, "has no effect, because mqtt.uri is not mqtts://; change one of them."));
    }
  }

  /**
   * Whether the connection is encrypted.
   *
   * @return true for {@code mqtts://}
   */
  public boolean isTls() {
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
