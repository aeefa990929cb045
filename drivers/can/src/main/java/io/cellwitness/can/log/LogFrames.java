package io.cellwitness.can.log;

import io.cellwitness.can.isotp.CanFrame;
import io.cellwitness.can.log.LineParser.BadLine;
import java.util.HexFormat;

/** Makes frames of the texts logs write them in. */
final class LogFrames {

  private static final int LARGEST_29_BIT = 0x1FFF_FFFF;
  private static final int LARGEST_11_BIT = 0x7FF;

  /** A microsecond count beyond this does not fit into nanoseconds. */
  private static final long MOST_MICROS = Long.MAX_VALUE / 1_000 - 1_000_000;

  private LogFrames() {}

  /**
   * A frame.
   *
   * @param nanos when
   * @param id identifier in hex
   * @param bits 11 or 29
   * @param data 0 to 8 bytes in hex without blanks
   */
  static Entry.Frame frame(long nanos, String id, int bits, String data) throws BadLine {
    return frame(nanos, number(id, 16), bits, bytes(data));
  }

  static Entry.Frame frame(long nanos, long id, int bits, byte[] data) throws BadLine {
    if (id > (bits == 11 ? LARGEST_11_BIT : LARGEST_29_BIT)) {
      throw new BadLine("has an identifier of more than " + bits + " bits");
    }
    if (data.length > 8) {
      throw new BadLine("has a frame of more than 8 bytes");
    }
    return new Entry.Frame(nanos, bits, new CanFrame((int) id, data));
  }

  static long number(String text, int radix) throws BadLine {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, in words.
    }
    throw new BadLine("has '" + shown(text) + "' where a number belongs");
  }

  private static byte[] bytes(String hex) throws BadLine {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw new BadLine("has data that is not hex");
    }
  }

  /** Seconds with decimals, without the rounding of a floating point number. */
  static long nanos(String seconds) throws BadLine {
    if (!seconds.matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
      throw new BadLine("has '" + shown(seconds) + "' where seconds belong");
    }
    int point = seconds.indexOf('.');
    long whole = Long.parseLong(point < 0 ? seconds : seconds.substring(0, point));
    String part = point < 0 ? "" : seconds.substring(point + 1);
    if (whole > MOST_MICROS / 1_000_000) {
      throw new BadLine("has a time no log has");
    }
    return whole * 1_000_000_000L + Long.parseLong((part + "000000000").substring(0, 9));
  }

  static long nanosOfMicros(long micros) throws BadLine {
    if (micros > MOST_MICROS) {
      throw new BadLine("has a time no log has");
    }
    return micros * 1_000;
  }

  static String shown(String text) {
    String plain = text.replaceAll("[^\\x20-\\x7E]", "?");
    return plain.substring(0, Math.min(plain.length(), 20));
  }
}
