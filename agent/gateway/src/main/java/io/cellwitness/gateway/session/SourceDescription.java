package io.cellwitness.gateway.session;

import io.cellwitness.api.SourceAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * How reports and logs name a source: without the folder a recording lies in, and without a VIN.
 */
public final class SourceDescription {

  /** ISO 3779: 17 letters and digits without I, O and Q, wherever they stand in a name. */
  private static final Pattern VIN =
      Pattern.compile("(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Z0-9])", Pattern.CASE_INSENSITIVE);

  private SourceDescription() {}

  /**
   * Whether a text holds what looks like a VIN.
   *
   * @param text for example a file name
   * @return true when it does
   */
  public static boolean holdsVin(String text) {
    return VIN.matcher(text).find();
  }

  /**
   * Names a source.
   *
   * @param address where to read
   * @return without folder and VIN
   */
  public static String of(SourceAddress address) {
    String target = address.target();
    if (address.scheme().equals("replay")) {
      Path name = Path.of(target).getFileName();
      target = name == null ? "" : name.toString();
    }
    String text =
        address.scheme() + ":" + target + address.fragment().map(name -> "#" + name).orElse("");
    return VIN.matcher(text).replaceAll("(VIN)");
  }
}
