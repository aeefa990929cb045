package io.cellwitness.gateway.mqtt;

/** Takes what arrives on the command topic, on the publisher's thread. */
@FunctionalInterface
public interface CommandInbox {

  /** What is longer is no command; of such a message one byte more than these is handed over. */
  int LONGEST_BYTES = 4096;

  /**
   * Takes a message, whatever it is.
   *
   * @param message as it came
   */
  void take(IncomingMessage message);
}
