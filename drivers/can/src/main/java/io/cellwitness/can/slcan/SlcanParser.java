package io.cellwitness.can.slcan;

import io.cellwitness.can.isotp.CanFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/**
 * Cuts the byte stream of an adapter into lines. A line ends with a carriage return, or is a BEL by
 * itself; firmwares that answer with line feeds too lose them here. Feed it chunks of any size.
 */
final class SlcanParser {

  private static final char BELL = 7;
  private static final int LONGEST_LINE = 200;

  /** One line of the adapter. */
  sealed interface Line {

    /** Whether it is the adapter's yes or no to a command. */
    default boolean acknowledges() {
      return this instanceof Accepted || this instanceof Refused;
    }
  }

  /** A data frame, with the adapter's clock, ms of its minute, where it writes that too. */
  record Frame(CanFrame frame, int bits, OptionalInt stampMillis) implements Line {}

  /** Accepted: a bare carriage return, or z or Z after a transmission. */
  record Accepted() implements Line {}

  /** Refused. */
  record Refused() implements Line {}

  /** Anything else: a version, a status, a report of the firmware. */
  record Text(String text) implements Line {}

  /** A line that began as a frame and is none: characters were lost. */
  record Damaged() implements Line {}

  private final StringBuilder open = new StringBuilder();

  /** Takes the next bytes and gives the lines they complete. */
  List<Line> feed(byte[] bytes, int count) {
    List<Line> lines = new ArrayList<>();
    for (char c : new String(bytes, 0, count, StandardCharsets.ISO_8859_1).toCharArray()) {
      if (c == BELL) {
        if (!open.isEmpty()) {
          lines.add(new Damaged());
        }
        open.setLength(0);
        lines.add(new Refused());
      } else if (c == '\r') {
        lines.add(line(open.toString()));
        open.setLength(0);
      } else if (c != '\n' && c != 0) {
        open.append(c);
        if (open.length() > LONGEST_LINE) {
          open.setLength(0);
          lines.add(new Damaged());
        }
      }
    }
    return lines;
  }

  /** Forgets a line that was begun. */
  void reset() {
    open.setLength(0);
  }

  private static Line line(String text) {
    if (text.isEmpty() || text.equals("z") || text.equals("Z")) {
      return new Accepted();
    }
    return switch (text.charAt(0)) {
      case 't' -> frame(text, 3);
      case 'T' -> frame(text, 8);
      default -> new Text(text);
    };
  }

  /** A frame: its identifier, one digit of length, data, and four digits of time stamp or none. */
  private static Line frame(String text, int idDigits) {
    int dataAt = 1 + idDigits + 1;
    if (text.length() < dataAt) {
      return new Damaged();
    }
    for (int i = 1; i < text.length(); i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return new Damaged();
      }
    }
    int length = HexFormat.fromHexDigit(text.charAt(dataAt - 1));
    int dataEnd = dataAt + 2 * length;
    boolean stamped = text.length() == dataEnd + 4;
    if (length > 8 || text.length() != dataEnd && !stamped) {
      return new Damaged();
    }
    return new Frame(
        new CanFrame(
            Integer.parseUnsignedInt(text, 1, 1 + idDigits, 16),
            HexFormat.of().parseHex(text, dataAt, dataEnd)),
        idDigits == 3 ? 11 : 29,
        stamped
            ? OptionalInt.of(HexFormat.fromHexDigits(text, dataEnd, dataEnd + 4))
            : OptionalInt.empty());
  }
}
