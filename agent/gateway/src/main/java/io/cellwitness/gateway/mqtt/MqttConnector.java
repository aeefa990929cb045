package io.cellwitness.gateway.mqtt;

import java.util.Optional;

/** Makes connections to a broker. */
interface MqttConnector {

  /**
   * Connects, waiting about 15 s at most.
   *
   * @param settings where and as whom
   * @param will what the broker publishes when the connection breaks
   * @param events told what happens on the connection
   * @return the connection, accepted by the broker
   * @throws UplinkException with one sentence when there is no connection
   */
  MqttConnection connect(
      MqttSettings settings, Optional<Outgoing> will, MqttConnection.Events events)
      throws UplinkException;
}
