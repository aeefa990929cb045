package io.cellwitness.gateway.mqtt;

import java.util.Set;

/** Reason codes of MQTT 5 (OASIS standard, 2.4) in words. */
final class ReasonCodes {

  private static final int FIRST_REFUSAL = 0x80;

  /** Codes of a DISCONNECT that blame what the client has sent. */
  private static final Set<Integer> BLAMES_MESSAGE =
      Set.of(0x81, 0x82, 0x90, 0x94, 0x95, 0x97, 0x99, 0x9A, 0x9B);

  private ReasonCodes() {}

  static boolean isRefusal(int code) {
    return code >= FIRST_REFUSAL;
  }

  static boolean blamesMessage(int code) {
    return BLAMES_MESSAGE.contains(code);
  }

  static String words(int code) {
    return switch (code) {
      case 0x81 -> "malformed packet";
      case 0x82 -> "protocol error";
      case 0x83 -> "implementation specific error";
      case 0x85 -> "client identifier not valid";
      case 0x86 -> "bad user name or password";
      case 0x87 -> "not authorized";
      case 0x88 -> "server unavailable";
      case 0x89 -> "server busy";
      case 0x8A -> "banned";
      case 0x8B -> "server shutting down";
      case 0x8D -> "keep alive timeout";
      case 0x8E -> "session taken over by a client of the same id";
      case 0x90 -> "topic name invalid";
      case 0x94 -> "topic alias invalid";
      case 0x95 -> "packet too large";
      case 0x97 -> "quota exceeded";
      case 0x98 -> "administrative action";
      case 0x99 -> "payload format invalid";
      case 0x9A -> "retain not supported";
      case 0x9B -> "QoS not supported";
      default -> String.format("reason code 0x%02X", code);
    };
  }
}
