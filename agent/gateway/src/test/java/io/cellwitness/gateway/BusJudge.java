package io.cellwitness.gateway;

import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Says of a line that reached an adapter whether it only reads. Written from the data sheets and
 * ISO 14229-1, not from the guard it judges.
 */
final class BusJudge {

  /** Settings of an SLCAN stick that touch neither bus timing registers nor filters. */
  private static final Pattern STICK = Pattern.compile("[VvNFCOL]|S[0-68]|Z[01]");

  private static final Pattern FRAME =
      Pattern.compile("t([0-7][0-9A-F]{2})8([0-9A-F]{16})|T([01][0-9A-F]{7})8([0-9A-F]{16})");

  private static final Pattern ASKED_IDS =
      Pattern.compile(
          "[67][0-9A-F]{2}|18DA[0-9A-F]{2}F1|18DB33F1|17FC[0-9A-F]{4}|1DD0[0-9A-F]{2}35");

  private static final Set<String> TO_EVERYBODY = Set.of("7DF", "18DB33F1");

  /** Commands of an ELM327 or STN that send, keep settings in the chip, or change how it talks. */
  private static final Pattern DANGEROUS =
      Pattern.compile(
          "AT(PP|CAF0|M[ARTP]|BRD|BRT|LP|RTR|WM|TP|V1|FI|JH|CS|SP0|SW|IB|KW).*"
              + "|ST(PX|M(?!FR$)|SBR|BR|WBR|RST|SLX|GPO|PPMA|CMM|CSWM|VRX?).*");

  private BusJudge() {}

  /** Whether a line with its carriage return may leave towards such an adapter. */
  static boolean onlyReads(String sent, boolean elm) {
    if (!sent.endsWith("\r") || sent.indexOf('\r') != sent.length() - 1) {
      return false;
    }
    String line = sent.substring(0, sent.length() - 1);
    return elm ? elm(line) : STICK.matcher(line).matches() || frame(line);
  }

  private static boolean elm(String line) {
    if (line.matches("(AT|ST)[0-9A-Z@]+")) {
      return !DANGEROUS.matcher(line).matches();
    }
    // A single digit behind the bytes is the number of frames to wait for.
    return line.matches("[0-9A-F]{2,15}")
        && reads(HexFormat.of().parseHex(line, 0, line.length() & ~1));
  }

  private static boolean frame(String line) {
    var matcher = FRAME.matcher(line);
    if (!matcher.matches()) {
      return false;
    }
    String id = matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
    byte[] data =
        HexFormat.of().parseHex(matcher.group(1) != null ? matcher.group(2) : matcher.group(4));
    int at = id.equals("6F1") ? 1 : 0;
    int length = data[at] & 0x0F;
    return ASKED_IDS.matcher(id).matches()
        && switch ((data[at] & 0xFF) >> 4) {
          case 0 ->
              length >= 1
                  && at + 1 + length <= data.length
                  && reads(java.util.Arrays.copyOfRange(data, at + 1, at + 1 + length));
          case 3 -> length <= 2 && !TO_EVERYBODY.contains(id);
          default -> false;
        };
  }

  private static boolean reads(byte[] request) {
    int length = request.length;
    return switch (request[0] & 0xFF) {
      case 0x01, 0x19 -> length >= 2;
      case 0x02 -> length == 2 || length == 3;
      case 0x03, 0x07, 0x0A -> length == 1;
      case 0x09, 0x1A, 0x21 -> length == 2;
      case 0x22 -> length >= 3 && length % 2 == 1;
      case 0x3E -> length <= 2;
      case 0x10 -> length == 2 && (request[1] == 1 || request[1] == 3);
      default -> false;
    };
  }
}
