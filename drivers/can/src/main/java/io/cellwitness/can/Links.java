package io.cellwitness.can;

import io.cellwitness.api.DriverException;
import io.cellwitness.can.link.Link;
import io.cellwitness.can.link.TcpLink;
import io.cellwitness.can.serial.SerialLink;
import java.util.Optional;

/** Turns the target of a source address into a link. */
public final class Links {

  private static final String TCP = "tcp://";

  private Links() {}

  /**
   * Makes the link for a target; does not open it.
   *
   * @param target {@code tcp://HOST:PORT}, or a serial device such as {@code /dev/ttyUSB0} or
   *     {@code usb:NUMBER} by the serial number of its USB adapter, with {@code @BAUD} behind it
   *     when the adapter does not talk at its usual rate
   * @param usualBaud the rate when none is written
   * @return the link
   * @throws DriverException of kind USAGE when the target cannot be right
   */
  public static Link of(String target, int usualBaud) throws DriverException {
    if (target.isBlank()) {
      throw usage("no adapter is named; write for example elm327:/dev/ttyUSB0");
    }
    if (target.startsWith(TCP)) {
      return tcp(target);
    }
    if (target.contains("://")) {
      throw usage("'" + target + "' is not an adapter; use tcp://HOST:PORT or a serial device");
    }
    if (target.matches("usb:(@.*)?")) {
      throw usage("no serial number stands behind usb:; 'cellwitness probe' tells it");
    }
    int at = target.lastIndexOf('@');
    Optional<Integer> baud = at < 0 ? Optional.empty() : number(target.substring(at + 1));
    if (at >= 0 && (baud.isEmpty() || baud.get() < 300)) {
      throw usage("'" + target.substring(at + 1) + "' in '" + target + "' is not a baud rate");
    }
    return new SerialLink(at < 0 ? target : target.substring(0, at), baud.orElse(usualBaud));
  }

  private static Link tcp(String target) throws DriverException {
    String rest = target.substring(TCP.length());
    int colon = rest.lastIndexOf(':');
    String host = colon < 0 ? rest : rest.substring(0, colon);
    Optional<Integer> port = colon < 0 ? Optional.empty() : number(rest.substring(colon + 1));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank() || port.isEmpty() || port.get() < 1 || port.get() > 65_535) {
      throw usage(
          "'"
              + target
              + "' lacks a host or a port from 1 to 65535; write it as tcp://HOST:PORT, for"
              + " example tcp://192.168.0.10:35000");
    }
    return new TcpLink(host, port.get());
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,8}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static DriverException usage(String message) {
    return new DriverException(DriverException.Kind.USAGE, message);
  }
}
