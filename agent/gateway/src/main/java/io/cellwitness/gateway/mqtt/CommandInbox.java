package io.cellwitness.gateway.mqtt;

/** Takes what arrives on the command topic, on the publisher's thread. */
@FunctionalInterface
public interface CommandInbox {

  /**
   * Takes a message, whatever it is.
   *
   * @param message as it came
   */
  void take(IncomingMessage message);
}
