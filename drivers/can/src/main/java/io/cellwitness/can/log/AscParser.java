package io.cellwitness.can.log;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Vector's ASC log: {@code 0.015991 1 7E4 Rx d 8 03 22 01 01 00 00 00 00}, an {@code x} behind
 * identifiers of 29 bits, numbers hex or decimal and times absolute or relative as its {@code base}
 * line says. Other events are passed over. Its date is a local time without a zone, so no wall
 * clock is taken from it.
 */
final class AscParser implements LineParser {

  private static final Pattern BASE =
      Pattern.compile("base\\s+(hex|dec)(?:\\s+timestamps\\s+(absolute|relative))?.*");
  private static final Pattern FRAME =
      Pattern.compile(
          "([0-9.]+)\\s+[0-9]+\\s+([0-9a-f]+)(x?)\\s+[rt]x\\s+d\\s+([0-9a-f]+)((?:\\s+\\S+)*)");

  /** A numbered event on a channel that carries data: it must be whole. */
  private static final Pattern DATA_EVENT = Pattern.compile("[0-9.]+\\s+[0-9]+\\s+.*\\sd\\s.*");

  private int radix = 16;
  private boolean relative;
  private long clockNanos;

  static boolean recognises(String head) {
    return head.lines().limit(20).anyMatch(l -> BASE.matcher(plain(l)).matches());
  }

  private static String plain(String line) {
    return line.strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Entry> parse(String text) throws BadLine {
    String line = plain(text);
    Matcher base = BASE.matcher(line);
    if (base.matches()) {
      radix = base.group(1).equals("hex") ? 16 : 10;
      relative = "relative".equals(base.group(2));
      return List.of();
    }
    Matcher frame = FRAME.matcher(line);
    if (!frame.matches()) {
      if (DATA_EVENT.matcher(line).matches()) {
        throw new BadLine("is no whole data frame");
      }
      return List.of();
    }
    return List.of(frame(frame));
  }

  private Entry frame(Matcher line) throws BadLine {
    long nanos = LogFrames.nanos(line.group(1));
    clockNanos = relative ? clockNanos + nanos : nanos;
    int bits = line.group(3).isEmpty() ? 11 : 29;
    long length = LogFrames.number(line.group(4), 16);
    String[] cells = line.group(5).strip().split("\\s+");
    if (length > 8 || length > 0 && cells.length < length) {
      throw new BadLine("announces " + length + " bytes and does not hold them");
    }
    byte[] data = new byte[(int) length];
    for (int i = 0; i < length; i++) {
      long value = LogFrames.number(cells[i], radix);
      if (value > 0xFF) {
        throw new BadLine("has a data byte of more than 8 bits");
      }
      data[i] = (byte) value;
    }
    return LogFrames.frame(clockNanos, LogFrames.number(line.group(2), radix), bits, data);
  }
}
