package io.cellwitness.can.log;

import java.util.List;
import java.util.Locale;

/**
 * The CSV of GVRET and SavvyCAN: a header line that names {@code Time Stamp} (µs), {@code ID}
 * (hex), {@code Extended}, {@code LEN} and {@code D1} to {@code D8}; {@code Dir} and {@code Bus}
 * may stand between.
 */
final class GvretParser implements LineParser {

  private static final String FIRST_COLUMN = "time stamp";

  private List<String> columns = List.of();

  static boolean recognises(String head) {
    return head.stripLeading().toLowerCase(Locale.ROOT).startsWith(FIRST_COLUMN + ",id,");
  }

  @Override
  public List<Entry> parse(String text) throws BadLine {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> cells = List.of(text.strip().split("\\s*,\\s*", -1));
    if (columns.isEmpty()) {
      columns = cells.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
      return List.of();
    }
    long micros = LogFrames.number(cell(cells, FIRST_COLUMN), 10);
    int bits = Boolean.parseBoolean(cell(cells, "extended")) ? 29 : 11;
    int length = (int) Math.min(LogFrames.number(cell(cells, "len"), 10), 64);
    if (length > 8) {
      return List.of();
    }
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      long value = LogFrames.number(cell(cells, "d" + (i + 1)), 16);
      if (value > 0xFF) {
        throw new BadLine("has a data byte of more than 8 bits");
      }
      data[i] = (byte) value;
    }
    long id = LogFrames.number(cell(cells, "id"), 16);
    return List.of(LogFrames.frame(LogFrames.nanosOfMicros(micros), id, bits, data));
  }

  private String cell(List<String> cells, String name) throws BadLine {
    int at = columns.indexOf(name);
    if (at < 0 || at >= cells.size() || cells.get(at).isEmpty()) {
      throw new BadLine("has no " + name.toUpperCase(Locale.ROOT));
    }
    return cells.get(at);
  }
}
