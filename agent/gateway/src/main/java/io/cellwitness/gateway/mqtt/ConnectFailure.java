package io.cellwitness.gateway.mqtt;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says in one sentence why a connection did not come about. */
final class ConnectFailure {

  private ConnectFailure() {}

  /**
   * Explains a failed connect.
   *
   * @param host host and port
   * @param reasonCode MQTT 5 reason code of the CONNACK, or anything below 0x80 when there was none
   */
  static UplinkException explain(String host, int reasonCode, Throwable failure) {
    UplinkException refusal = refusal(host, reasonCode, failure);
    if (refusal != null) {
      return refusal;
    }
    Throwable root = failure;
    for (int depth = 0; root != null && depth < 16; depth++) {
      Optional<UplinkException> known = explainCause(host, root, failure);
      if (known.isPresent()) {
        return known.get();
      }
      root = root.getCause();
    }
    return unavailable(
        "the connection to the broker "
            + host
            + " broke while it was made; check that an MQTT 5"
            + " broker listens there",
        failure);
  }

  private static UplinkException refusal(String host, int code, Throwable failure) {
    return switch (code) {
      case 0x86 ->
          refused(host, "user name or password; correct the user or the password file", failure);
      case 0x87, 0x8A ->
          refused(
              host,
              "this gateway; check its user and password, and that it is admitted there",
              failure);
      case 0x85 -> refused(host, "the client id; choose another", failure);
      case 0x84 -> refused(host, "MQTT 5; use a broker that speaks it", failure);
      case 0x88, 0x89, 0x9F ->
          unavailable("the broker " + host + " is busy; it will be tried again", failure);
      default ->
          ReasonCodes.isRefusal(code) && code <= 0xFF
              ? refused(host, "the connection (" + ReasonCodes.words(code) + ")", failure)
              : null;
    };
  }

  private static Optional<UplinkException> explainCause(
      String host, Throwable cause, Throwable failure) {
    if (cause instanceof CertificateExpiredException) {
      return untrusted(
          host, "has expired; renew it, or correct this machine's clock if that is wrong", failure);
    }
    if (cause instanceof CertificateNotYetValidException) {
      return untrusted(host, "is not valid yet; check this machine's clock", failure);
    }
    if (cause instanceof CertPathBuilderException) {
      return untrusted(
          host, "is not signed by a trusted CA; set the CA file of the broker", failure);
    }
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof CertificateException && isNameMismatch(message)) {
      return untrusted(host, "is for another host name; use the name in the certificate", failure);
    }
    if (cause instanceof SSLException && message.contains("Unsupported or unrecognized SSL")) {
      return Optional.of(
          unavailable("the broker " + host + " does not speak TLS on this port", failure));
    }
    if (cause instanceof SSLException && message.startsWith("Received fatal alert")) {
      return Optional.of(
          refused(
              host, "the TLS handshake (" + message + "); check the client certificate", failure));
    }
    if (cause instanceof UnknownHostException) {
      return Optional.of(
          unavailable("the broker's host name in " + host + " is not known to DNS", failure));
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return Optional.of(
          unavailable("no broker answers at " + host + "; check that it runs", failure));
    }
    if (cause instanceof SocketTimeoutException) {
      return Optional.of(unavailable("the broker " + host + " does not answer in time", failure));
    }
    return Optional.empty();
  }

  private static boolean isNameMismatch(String message) {
    return message.startsWith("No subject alternative") || message.startsWith("No name matching");
  }

  private static UplinkException unavailable(String sentence, Throwable cause) {
    return new UplinkException(UplinkException.Kind.UNAVAILABLE, sentence, cause);
  }

  private static UplinkException refused(String host, String what, Throwable cause) {
    return new UplinkException(
        UplinkException.Kind.REFUSED, "the broker " + host + " refuses " + what, cause);
  }

  private static Optional<UplinkException> untrusted(String host, String what, Throwable cause) {
    return Optional.of(
        new UplinkException(
            UplinkException.Kind.UNTRUSTED,
            "the certificate of the broker " + host + " " + what,
            cause));
  }
}
