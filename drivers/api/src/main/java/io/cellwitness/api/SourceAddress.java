package io.cellwitness.api;

import java.util.Optional;

/**
 * Where battery data comes from, as written on the command line: {@code
 * elm327:tcp://127.0.0.1:35000}, {@code elm327:/dev/ttyUSB0}, {@code slcan:/dev/ttyACM0}, {@code
 * opcua:opc.tcp://bench:4840}, {@code replay:charge.csv.gz#session}, {@code sim:}.
 *
 * @param scheme the part before the first colon, in lower case; it names the driver
 * @param target the part between the colon and {@code #}; may be empty
 * @param fragment the part after {@code #}: the session inside a file
 */
public record SourceAddress(String scheme, String target, Optional<String> fragment) {

  /**
   * Parses an address.
   *
   * @param text as on the command line
   * @return the address
   * @throws IllegalArgumentException with one sentence when the text has no scheme
   */
  public static SourceAddress parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 2) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a source; write for example elm327:/dev/ttyUSB0,"
              + " elm327:tcp://192.168.0.10:35000 or replay:charge.csv.gz");
    }
    String scheme = text.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    String rest = text.substring(colon + 1);
    int hash = rest.lastIndexOf('#');
    return hash < 0
        ? new SourceAddress(scheme, rest, Optional.empty())
        : new SourceAddress(scheme, rest.substring(0, hash), Optional.of(rest.substring(hash + 1)));
  }

  @Override
  public String toString() {
    return scheme + ":" + target + fragment.map(f -> "#" + f).orElse("");
  }
}
