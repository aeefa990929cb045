package io.cellwitness.can.guard;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What may be said to an ELM327 or STN adapter.
 *
 * <p>A data line means something else to an adapter that does not add the length byte itself
 * (ATCAF0): {@code 0227..} would be service 27. So ATCAF0 is never sent, a data line needs an
 * ATCAF1 since the last reset, and a line must be harmless under both meanings. STPX, monitoring,
 * stored parameters (ATPP), baud rates and the bare carriage return, which repeats whatever another
 * program sent last, are not on the list.
 */
final class ElmRules implements ReadOnlyGuard.Rules {

  private static final Pattern SETTING =
      Pattern.compile(
          "AT(Z|WS|D|I|@1|RV|DP|DPN|E0|L0|S[01]|H1|CAF1|AL|NL|AR|AT[012]|ST[0-9A-F]{2}"
              + "|SP[67]|CP(17|18|1D)|CFC1|FCSM[012]|CRA([0-9A-F]{3}|[0-9A-F]{8})?"
              + "|CEA([0-9A-F]{2})?|TAF1)"
              + "|ST(I|DI|MFR)");
  private static final Pattern HEADER = Pattern.compile("ATSH([0-9A-F]{3}|[0-9A-F]{6})");
  private static final Pattern FLOW_HEADER = Pattern.compile("ATFCSH([0-9A-F]{3}|[0-9A-F]{8})");
  private static final Pattern FLOW_DATA = Pattern.compile("ATFCSD([0-9A-F]{2})?30[0-9A-F]{4}");
  private static final Pattern DATA = Pattern.compile("[0-9A-F]{2,15}");
  private static final int RESET_PRIORITY = 0x18;

  private boolean formatting;

  /** Width of the identifiers of the chosen protocol, 11 or 29; 0 before one was chosen. */
  private int protocolBits;

  /** Width of the identifier set by ATSH; 0 while the adapter still uses its functional one. */
  private int headerBits;

  private int header;
  private int priority = RESET_PRIORITY;
  private int extendedAddress = -1;

  @Override
  public void forget() {
    formatting = false;
    protocolBits = 0;
    headerBits = 0;
    priority = RESET_PRIORITY;
    extendedAddress = -1;
  }

  @Override
  public String objection(String line) {
    if (DATA.matcher(line).matches()) {
      return data(line);
    }
    if (HEADER.matcher(line).matches()) {
      return header(line.substring(4));
    }
    if (FLOW_HEADER.matcher(line).matches()) {
      return flowHeader(line.substring(6));
    }
    if (FLOW_DATA.matcher(line).matches()) {
      return flowData(line.substring(6));
    }
    if (!SETTING.matcher(line).matches()) {
      return "it is not on the list of adapter commands";
    }
    remember(line);
    return null;
  }

  private void remember(String line) {
    switch (line) {
      case "ATZ", "ATWS", "ATD" -> forget();
      case "ATCAF1" -> formatting = true;
      case "ATCEA" -> extendedAddress = -1;
      case "ATSP6" -> protocolBits = 11;
      case "ATSP7" -> protocolBits = 29;
      default -> {
        if (line.startsWith("ATCEA")) {
          extendedAddress = Integer.parseInt(line.substring(5), 16);
        } else if (line.startsWith("ATCP")) {
          priority = Integer.parseInt(line.substring(4), 16);
        }
      }
    }
  }

  private String header(String digits) {
    int id = Integer.parseInt(digits, 16);
    boolean known =
        digits.length() == 3
            ? DiagnosticIds.request11(id)
            : DiagnosticIds.request29(0x17 << 24 | id)
                || DiagnosticIds.request29(0x18 << 24 | id)
                || DiagnosticIds.request29(0x1D << 24 | id);
    if (!known) {
      return "the identifier is not one of diagnostics";
    }
    header = id;
    headerBits = digits.length() == 3 ? 11 : 29;
    return null;
  }

  private String flowHeader(String digits) {
    int id = Integer.parseUnsignedInt(digits, 16);
    boolean known =
        digits.length() == 3 ? DiagnosticIds.request11(id) : DiagnosticIds.request29(id);
    return known && !DiagnosticIds.functional(id)
        ? null
        : "flow control may not go to that identifier";
  }

  private String flowData(String digits) {
    // Four bytes are an address and a flow control only while the adapter adds that address;
    // otherwise the first byte would be a length and 30 a service.
    if (digits.length() == 8 && Integer.parseInt(digits.substring(0, 2), 16) != extendedAddress) {
      return "the flow control starts with an address that is not set";
    }
    return null;
  }

  private String data(String line) {
    if (!formatting) {
      return "the adapter was not told to add the length byte (ATCAF1)";
    }
    if (protocolBits == 0 || headerBits != 0 && headerBits != protocolBits) {
      return "the width of the identifier is not known";
    }
    if (headerBits == 29 && !DiagnosticIds.request29(priority << 24 | header)) {
      return "the identifier is not one of diagnostics";
    }
    // An odd number of digits ends with the number of answers to wait for.
    byte[] bytes = HexFormat.of().parseHex(line, 0, line.length() & ~1);
    if (!Services.reads(bytes)) {
      return "it is not a reading request";
    }
    return harmlessWithoutLength(bytes)
        ? null
        : "an adapter that does not add the length byte would send another service";
  }

  /** Whether the same bytes, taken as a raw frame with its length byte, ask for nothing either. */
  private static boolean harmlessWithoutLength(byte[] frame) {
    int length = frame[0] & 0xFF;
    if (length == 0 || length > Services.LONGEST_REQUEST || frame.length < 2) {
      return true;
    }
    int service = frame[1] & 0xFF;
    boolean nobodysService = service == 0 || service >= 0x0B && service <= 0x0F || service == 0x20;
    boolean answer = service >= 0x40 && service <= 0x7F || service >= 0x8A;
    byte[] request = Arrays.copyOfRange(frame, 1, Math.min(frame.length, 1 + length));
    return nobodysService || answer || Services.reads(request);
  }
}
