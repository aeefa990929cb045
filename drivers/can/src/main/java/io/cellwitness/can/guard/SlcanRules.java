package io.cellwitness.can.guard;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What may be said to an SLCAN adapter: version, status, bit rate, open, listen, close, time
 * stamps, and data frames of 8 bytes that are a reading request in one ISO-TP frame or a flow
 * control. Remote frames, CAN FD, filters and bit-timing registers, whose letters mean different
 * things in different firmwares, are not on the list.
 */
final class SlcanRules implements ReadOnlyGuard.Rules {

  private static final Pattern SETTING = Pattern.compile("[VvNFCOL]|S[0-68]|Z[01]");
  private static final Pattern FRAME = Pattern.compile("(t[0-9A-F]{3}|T[0-9A-F]{8})8[0-9A-F]{16}");
  private static final int EXTENDED_ADDRESSING_ID = 0x6F1;

  @Override
  public void forget() {
    // The rules hold no state.
  }

  @Override
  public String objection(String line) {
    if (SETTING.matcher(line).matches()) {
      return null;
    }
    if (!FRAME.matcher(line).matches()) {
      return "it is not on the list of adapter commands";
    }
    int idEnd = line.charAt(0) == 't' ? 4 : 9;
    int id = Integer.parseUnsignedInt(line, 1, idEnd, 16);
    if (idEnd == 4 ? !DiagnosticIds.request11(id) : !DiagnosticIds.request29(id)) {
      return "the identifier is not one of diagnostics";
    }
    byte[] frame = HexFormat.of().parseHex(line, idEnd + 1, line.length());
    boolean extended = idEnd == 4 && id == EXTENDED_ADDRESSING_ID;
    return reads(extended ? Arrays.copyOfRange(frame, 1, 8) : frame, DiagnosticIds.functional(id))
        ? null
        : "it is neither a reading request nor a flow control";
  }

  private static boolean reads(byte[] frame, boolean functional) {
    int type = (frame[0] & 0xFF) >> 4;
    int low = frame[0] & 0x0F;
    if (type == 3) {
      return low <= 2 && !functional;
    }
    return type == 0
        && low >= 1
        && low < frame.length
        && Services.reads(Arrays.copyOfRange(frame, 1, 1 + low));
  }
}
