package io.cellwitness.can.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log of can-utils' candump: {@code (1700000001.008002) can0 7E4#0322010100000000} as {@code
 * -L} and {@code -l} write it, or {@code (1700000001.008002) can0 7E4 [8] 03 22 01 01} as {@code
 * -ta} does. An identifier of three digits has 11 bits, one of eight 29.
 */
final class CandumpParser implements LineParser {

  private static final Pattern COMPACT =
      Pattern.compile("\\(([0-9.]+)\\)\\s+\\S+\\s+([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})#(\\S*).*");
  private static final Pattern COLUMNS =
      Pattern.compile(
          "\\(([0-9.]+)\\)\\s+\\S+\\s+(?:[RT]X\\s+\\S+\\s+)?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{8})"
              + "\\s+\\[([0-9]+)\\]\\s*((?:[0-9A-Fa-f]{2}\\s*)*)(?:'.*)?");

  /** Beyond this a time counts from 1970, below it from the first frame. */
  private static final long EARLIEST_EPOCH_SECONDS = 100_000_000;

  private boolean epoch;

  static boolean recognises(String head) {
    return head.lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(l -> COMPACT.matcher(l.strip()).matches() || COLUMNS.matcher(l.strip()).matches())
        .isPresent();
  }

  @Override
  public List<Entry> parse(String text) throws BadLine {
    String line = text.strip();
    if (line.isEmpty()) {
      return List.of();
    }
    Matcher compact = COMPACT.matcher(line);
    if (compact.matches()) {
      String data = compact.group(3);
      boolean remoteOrFd = data.startsWith("R") || data.startsWith("#");
      long nanos = time(compact.group(1));
      return remoteOrFd
          ? List.of()
          : List.of(LogFrames.frame(nanos, compact.group(2), bits(compact), data.replace(".", "")));
    }
    Matcher columns = COLUMNS.matcher(line);
    if (!columns.matches()) {
      throw new BadLine("is no line of candump");
    }
    String data = columns.group(4).replaceAll("\\s", "");
    if (LogFrames.number(columns.group(3), 10) * 2 != data.length()) {
      throw new BadLine("announces " + columns.group(3) + " bytes and holds another number");
    }
    return List.of(LogFrames.frame(time(columns.group(1)), columns.group(2), bits(columns), data));
  }

  private long time(String seconds) throws BadLine {
    long nanos = LogFrames.nanos(seconds);
    epoch |= nanos / 1_000_000_000L > EARLIEST_EPOCH_SECONDS;
    return nanos;
  }

  private static int bits(Matcher line) {
    return line.group(2).length() == 3 ? 11 : 29;
  }

  @Override
  public Optional<Instant> begin() {
    return epoch ? Optional.of(Instant.EPOCH) : Optional.empty();
  }
}
