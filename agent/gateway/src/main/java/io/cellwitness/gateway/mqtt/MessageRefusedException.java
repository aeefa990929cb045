package io.cellwitness.gateway.mqtt;

/** One message cannot be sent, while others can. */
final class MessageRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  MessageRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
