package io.cellwitness.gateway.mqtt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/**
 * Connects with Paho 1.2.5, around its traps: a new client for each connection and a clean start
 * (else a stored message without a topic makes the broker hang up for ever, eclipse/paho.mqtt.java
 * issue 1104), persistence in memory (the default is files in the working directory), reconnecting
 * left to us (its back-off is shared by all clients of the JVM).
 */
final class PahoConnector implements MqttConnector {

  private static final int KEEP_ALIVE_SECONDS = 25;
  private static final int CONNECT_SECONDS = 10;
  private static final long CONNECT_MILLIS = 15_000;

  /** Held for ever: java.util.logging forgets the level of a logger nobody holds. */
  private static final Logger PAHO_LOG = Logger.getLogger("org.eclipse.paho.mqttv5.client");

  static {
    // It prints a stack trace for every broken pipe; what matters is said by us, once.
    PAHO_LOG.setLevel(Level.OFF);
  }

  @Override
  public MqttConnection connect(
      MqttSettings settings, Optional<Outgoing> will, MqttConnection.Events events)
      throws UplinkException {
    if (!settings.problems().isEmpty()) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          settings.problems().stream()
              .map(MqttSettings.Problem::words)
              .collect(Collectors.joining(" ")));
    }
    Convoy convoy = new Convoy();
    MqttConnectionOptions options = options(settings, will, convoy);
    String scheme = settings.isTls() ? BrokerLinks.TLS : BrokerLinks.PLAIN;
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(
              scheme + "://" + settings.hostAndPort(),
              settings.clientId(),
              new MemoryPersistence());
      PahoConnection connection =
          new PahoConnection(client, settings.hostAndPort(), events, convoy);
      boolean connected = false;
      try {
        IMqttToken token = client.connect(options);
        token.waitForCompletion(CONNECT_MILLIS);
        connection.accepted(token);
        connected = true;
        return connection;
      } finally {
        if (!connected) {
          connection.close();
        }
      }
    } catch (MqttException e) {
      throw ConnectFailure.explain(settings.hostAndPort(), e.getReasonCode(), e);
    }
  }

  private static MqttConnectionOptions options(
      MqttSettings settings, Optional<Outgoing> will, Convoy convoy) throws UplinkException {
    MqttConnectionOptions options = new BrokerLinks.Options(convoy);
    options.setCleanStart(true);
    options.setSessionExpiryInterval(0L);
    options.setAutomaticReconnect(false);
    options.setKeepAliveInterval(KEEP_ALIVE_SECONDS);
    options.setConnectionTimeout(CONNECT_SECONDS);
    options.setMaximumPacketSize((long) BrokerLinks.MOST_PACKET_BYTES);
    if (settings.isTls()) {
      options.setSocketFactory(TlsMaterial.socketFactory(settings));
      options.setHttpsHostnameVerificationEnabled(true);
    }
    settings.user().ifPresent(options::setUserName);
    if (settings.passwordFile().isPresent()) {
      options.setPassword(password(settings.passwordFile().get()));
    }
    if (will.isPresent()) {
      Outgoing message = will.get();
      MqttProperties properties = new MqttProperties();
      properties.setContentType(message.contentType());
      options.setWill(message.topic(), PahoConnection.paho(message));
      options.setWillMessageProperties(properties);
    }
    return options;
  }

  private static byte[] password(Path file) throws UplinkException {
    try {
      String text = Files.readString(file);
      String line = text.lines().findFirst().orElse("");
      if (line.isEmpty()) {
        throw new UplinkException(
            UplinkException.Kind.CONFIGURATION, "the MQTT password file " + file + " is empty");
      }
      return line.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UplinkException(
          UplinkException.Kind.CONFIGURATION,
          "the MQTT password file " + file + " cannot be read; check its owner and mode",
          e);
    }
  }
}
