package io.cellwitness.gateway.mqtt;

import java.util.List;

/**
 * One connection to a broker, used up when it is lost. All calls come from one thread, and never
 * from a callback.
 */
interface MqttConnection extends AutoCloseable {

  /**
   * What happens on a connection. Called on the library's threads: implementations only enqueue.
   */
  interface Events {

    /**
     * The broker answered a message.
     *
     * @param tag as given to {@link MqttConnection#publish}
     * @param reasonCode MQTT 5 reason code; from 0x80 on the message was refused
     */
    void answered(long tag, int reasonCode);

    /**
     * A message will not be answered any more. The connection is as good as gone; why, {@link
     * #lost} says a moment later, or never.
     *
     * @param tag as given to {@link MqttConnection#publish}
     */
    void failed(long tag);

    /**
     * The connection is gone.
     *
     * @param reasonCode MQTT 5 reason code of the broker's DISCONNECT, or 0 when there was none
     * @param sentence what happened, for people
     */
    void lost(int reasonCode, String sentence);

    /**
     * A message came for a subscription.
     *
     * @param message the message
     */
    void arrived(IncomingMessage message);
  }

  /**
   * How many messages the broker takes before it has acknowledged the first.
   *
   * @return from 1
   */
  int receiveMaximum();

  /**
   * Sends a message with QoS 1; the answer comes as an event, or never.
   *
   * @param message the message
   * @param tag names it in the answer
   * @param more whether another message follows at once; both may then leave together, so it must
   * @throws MessageRefusedException when this message cannot be sent on this connection
   * @throws UplinkException when the connection is not usable any more
   */
  void publish(Outgoing message, long tag, boolean more)
      throws MessageRefusedException, UplinkException;

  /**
   * Subscribes with QoS 1 and waits for the broker's consent.
   *
   * @param filters topic filters
   * @throws UplinkException when the broker does not consent
   */
  void subscribe(List<String> filters) throws UplinkException;

  /** Says good-bye, so that no Last Will is sent. Call {@link #close} after it. */
  void disconnect();

  /** Lets go of everything. */
  @Override
  void close();
}
