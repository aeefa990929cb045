package io.cellwitness.gateway.mqtt;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Publishes one message, as a consumer would. */
public final class Sayer {

  /** Hears nothing. */
  static final MqttConnection.Events NOBODY =
      new MqttConnection.Events() {
        @Override
        public void answered(long tag, int reasonCode) {}

        @Override
        public void failed(long tag) {}

        @Override
        public void lost(int reasonCode, String sentence) {}

        @Override
        public void arrived(IncomingMessage message) {}
      };

  private Sayer() {}

  static void say(Mosquitto broker, String topic, byte[] body) throws Exception {
    say(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + broker.port()), "sayer"),
        topic,
        body,
        false);
  }

  public static void say(MqttSettings settings, String topic, byte[] body, boolean retained)
      throws Exception {
    try (MqttConnection connection =
        new PahoConnector().connect(settings, Optional.empty(), NOBODY)) {
      connection.publish(
          new Outgoing(topic, body, retained, "application/json", Optional.empty(), Map.of()),
          1,
          false);
      connection.disconnect();
    }
  }
}
