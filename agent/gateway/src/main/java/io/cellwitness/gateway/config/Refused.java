package io.cellwitness.gateway.config;

/** A value that does not fit; the message completes "name of the setting …". */
final class Refused extends Exception {

  private static final long serialVersionUID = 1L;

  Refused(String message) {
    super(message, null, false, false);
  }
}
