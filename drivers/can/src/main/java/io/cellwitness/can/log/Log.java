package io.cellwitness.can.log;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.RecordingFormat.Lines;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a recording entry by entry. A damaged line is told with its number and becomes a gap, so
 * that nothing is put together across it; too many of them mean that the file is not what it seems.
 */
final class Log implements AutoCloseable {

  private static final int MOST_TOLD = 5;
  private static final int MOST_BAD = 1_000;

  private final Path file;
  private final LineParser parser;
  private final Lines lines;
  private final Consumer<String> notes;
  private final Deque<Entry> ready = new ArrayDeque<>();
  private long latestNanos;
  private boolean begun;
  private int bad;

  Log(Path file, LineParser parser, Lines lines, Consumer<String> notes) {
    this.file = file;
    this.parser = parser;
    this.lines = lines;
    this.notes = notes;
  }

  LineParser parser() {
    return parser;
  }

  /** The next entry; empty at the end. */
  Optional<Entry> next() throws DriverException {
    while (ready.isEmpty()) {
      String line = lines.next();
      if (line == null) {
        return Optional.empty();
      }
      try {
        ready.addAll(parser.parse(line));
      } catch (LineParser.BadLine e) {
        complain(e.getMessage());
        ready.add(new Entry.Gap(latestNanos));
      }
    }
    Entry entry = ready.poll();
    if (begun && entry.nanos() < latestNanos) {
      throw new DriverException(
          Kind.BAD_DATA,
          "line " + lines.number() + " of " + file + " goes back in time; split the log there");
    }
    begun = true;
    latestNanos = entry.nanos();
    return Optional.of(entry);
  }

  private void complain(String what) throws DriverException {
    String sentence = "line " + lines.number() + " of " + file + " " + what;
    if (lines.number() == 1) {
      throw new DriverException(Kind.BAD_DATA, sentence);
    }
    if (++bad > MOST_BAD) {
      throw new DriverException(
          Kind.BAD_DATA,
          sentence + ", as more than " + MOST_BAD + " lines before it; copy it again");
    }
    if (bad <= MOST_TOLD) {
      notes.accept(sentence + "; it is left out.");
    } else if (bad == MOST_TOLD + 1) {
      notes.accept("More lines of " + file + " are damaged; they are left out too.");
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
