package io.cellwitness.gateway.mqtt;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection made by {@link PahoConnector}. Callbacks run on Paho's threads and only hand on. */
final class PahoConnection implements MqttConnection, MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(PahoConnection.class);
  private static final int QOS = 1;
  private static final int PROTOCOL_DEFAULT_RECEIVE_MAXIMUM = 65_535;
  private static final long SUBSCRIBE_MILLIS = 10_000;
  private static final long DISCONNECT_MILLIS = 2000;

  private final MqttAsyncClient client;
  private final String host;
  private final Events events;
  private final Convoy convoy;
  private int receiveMaximum = 1;

  PahoConnection(MqttAsyncClient client, String host, Events events, Convoy convoy) {
    this.convoy = convoy;
    this.client = client;
    this.host = host;
    this.events = events;
    client.setCallback(this);
  }

  /** Takes over what the broker's CONNACK says. */
  void accepted(IMqttToken connect) {
    Integer announced = connect.getResponseProperties().getReceiveMaximum();
    receiveMaximum = announced == null ? PROTOCOL_DEFAULT_RECEIVE_MAXIMUM : announced;
  }

  @Override
  public int receiveMaximum() {
    return receiveMaximum;
  }

  @Override
  public void publish(Outgoing message, long tag, boolean more)
      throws MessageRefusedException, UplinkException {
    boolean taken = false;
    convoy.gives(more);
    try {
      client.publish(message.topic(), paho(message), null, new Answer(tag));
      taken = true;
    } catch (MqttException e) {
      if (e.getReasonCode() == MqttClientException.REASON_CODE_OUTGOING_PACKET_TOO_LARGE) {
        throw new MessageRefusedException("larger than the broker accepts", e);
      }
      throw lost(e);
    } catch (IllegalArgumentException e) {
      throw new MessageRefusedException("not a message: " + e.getMessage(), e);
    } finally {
      if (!taken) {
        letGo();
      }
    }
  }

  private void letGo() throws UplinkException {
    try {
      convoy.takesBack();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  @Override
  public void subscribe(List<String> filters) throws UplinkException {
    MqttSubscription[] subscriptions =
        filters.stream()
            .map(filter -> new MqttSubscription(filter, QOS))
            .toArray(MqttSubscription[]::new);
    try {
      IMqttToken token = client.subscribe(subscriptions);
      token.waitForCompletion(SUBSCRIBE_MILLIS);
      for (int code : token.getReasonCodes()) {
        if (ReasonCodes.isRefusal(code)) {
          throw new UplinkException(
              UplinkException.Kind.REFUSED,
              "the broker "
                  + host
                  + " refuses the subscription to "
                  + String.join(", ", filters)
                  + " ("
                  + ReasonCodes.words(code)
                  + ")");
        }
      }
    } catch (MqttException e) {
      throw lost(e);
    }
  }

  @Override
  public void disconnect() {
    try {
      client.disconnect(DISCONNECT_MILLIS).waitForCompletion(DISCONNECT_MILLIS);
    } catch (MqttException e) {
      LOG.debug("no good-bye to {}: {}", host, e.getMessage());
    }
  }

  /** Without close(true) Paho's threads, which are no daemons, keep the process alive. */
  @Override
  public void close() {
    try {
      client.disconnectForcibly(0, 0, false);
    } catch (MqttException e) {
      LOG.debug("already disconnected from {}: {}", host, e.getMessage());
    }
    try {
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("closing the connection to {}: {}", host, e.getMessage());
    }
  }

  static MqttMessage paho(Outgoing message) {
    MqttProperties properties = new MqttProperties();
    properties.setContentType(message.contentType());
    List<UserProperty> own = new ArrayList<>();
    message.properties().forEach((name, value) -> own.add(new UserProperty(name, value)));
    properties.setUserProperties(own);
    message.expiry().ifPresent(expiry -> properties.setMessageExpiryInterval(expiry.toSeconds()));
    return new MqttMessage(message.body(), QOS, message.retained(), properties);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    int code = response.getReturnCode();
    if (response.getException() != null
        && response.getException().getCause() instanceof PacketBound.TooLongException tooLong) {
      events.lost(
          0,
          "the broker "
              + host
              + " sent "
              + tooLong.getMessage()
              + " although it was told not to; the connection is given up");
      return;
    }
    events.lost(
        ReasonCodes.isRefusal(code) ? code : 0,
        "the connection to the broker "
            + host
            + " was lost"
            + (ReasonCodes.isRefusal(code) ? " (" + ReasonCodes.words(code) + ")" : ""));
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    Map<String, String> properties = new HashMap<>();
    MqttProperties given = message.getProperties();
    for (UserProperty property : given.getUserProperties()) {
      properties.put(property.getKey(), property.getValue());
    }
    events.arrived(
        new IncomingMessage(
            topic,
            message.getPayload(),
            message.isRetained(),
            Optional.ofNullable(given.getContentType()),
            properties));
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.debug("MQTT error from {}: {}", host, exception.getMessage());
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // Each message has its own listener; see Answer.
  }

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {
    // The connector waits for the connect token.
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // Enhanced authentication is never started, so nothing can arrive.
  }

  private UplinkException lost(Exception e) {
    return new UplinkException(
        UplinkException.Kind.UNAVAILABLE, "the connection to the broker " + host + " was lost", e);
  }

  /** The broker's answer to one message. An ACL refusal arrives as a success with a code. */
  private final class Answer implements MqttActionListener {

    private final long tag;

    Answer(long tag) {
      this.tag = tag;
    }

    @Override
    public void onSuccess(IMqttToken token) {
      int[] codes = token.getReasonCodes();
      events.answered(tag, codes == null || codes.length == 0 ? 0 : codes[0]);
    }

    @Override
    public void onFailure(IMqttToken token, Throwable failure) {
      events.failed(tag);
    }
  }
}
