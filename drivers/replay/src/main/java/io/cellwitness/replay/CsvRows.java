package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;

/** The rows of one session of a CSV recording, in file order: each row is one stamp. */
final class CsvRows implements Recording {

  /** A table of 200 cells needs about 2 KB a line. */
  static final int MAX_LINE_BYTES = 1 << 16;

  private static final Value EMPTY_FIELD = new Value.Absent(Quality.MISSING, "empty field");

  private final CsvColumns columns;
  private final String session;
  private final long lastLine;
  private final Consumer<String> notes;
  private final UUID bootId;
  private final TextLines lines;
  private final String[] fields;
  private long rowsWithoutTime;

  /**
   * Opens the rows.
   *
   * @param file the table
   * @param columns its columns
   * @param session the session to read; ignored when the table has no session column
   * @param lastLine number of the last line worth reading
   * @param notes takes a sentence on rows that were left out
   * @throws DriverException when the file cannot be read
   */
  CsvRows(Path file, CsvColumns columns, String session, long lastLine, Consumer<String> notes)
      throws DriverException {
    this.columns = columns;
    this.session = session;
    this.lastLine = lastLine;
    this.notes = notes;
    this.bootId = bootId(file, session);
    this.fields = new String[columns.count()];
    this.lines = new TextLines(file, MAX_LINE_BYTES);
    lines.next(); // the header
  }

  static CsvColumns header(TextLines lines) throws DriverException {
    String header = lines.next();
    try {
      return CsvColumns.parse(header);
    } catch (IllegalArgumentException e) {
      throw lines.bad(e.getMessage());
    }
  }

  /** The session a row belongs to. */
  static String session(TextLines lines, String line, int position) throws DriverException {
    int from = 0;
    for (int i = 0; i < position; i++) {
      from = line.indexOf(',', from) + 1;
      if (from == 0) {
        throw lines.bad("ends before the column session");
      }
    }
    int to = line.indexOf(',', from);
    String name = (to < 0 ? line.substring(from) : line.substring(from, to)).trim();
    if (name.isEmpty()) {
      throw lines.bad("has nothing in the column session");
    }
    return name;
  }

  @Override
  public VehicleFacts facts() {
    return new VehicleFacts(
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        columns.pack(),
        Map.of("recording", "csv"));
  }

  @Override
  public boolean next(ReadingSink sink) throws DriverException {
    OptionalInt sessionAt = columns.session();
    while (lines.number() < lastLine) {
      String line = lines.next();
      if (line == null) {
        break;
      }
      if (line.isBlank()
          || sessionAt.isPresent() && !session(lines, line, sessionAt.getAsInt()).equals(session)) {
        continue;
      }
      split(line);
      Optional<Stamp> stamp = stamp();
      if (stamp.isEmpty()) {
        rowsWithoutTime++;
        continue;
      }
      hand(sink, stamp.get());
      return true;
    }
    if (rowsWithoutTime > 0) {
      notes.accept("Rows without a time were left out: " + rowsWithoutTime + ".");
      rowsWithoutTime = 0;
    }
    return false;
  }

  @Override
  public OptionalDouble played() {
    return OptionalDouble.of(lines.share());
  }

  @Override
  public void close() {
    lines.close();
  }

  private void split(String line) throws DriverException {
    int from = 0;
    int count = 0;
    for (int to = line.indexOf(','); to >= 0; to = line.indexOf(',', from)) {
      if (count < fields.length) {
        fields[count] = line.substring(from, to).trim();
      }
      count++;
      from = to + 1;
    }
    if (count < fields.length) {
      fields[count] = line.substring(from).trim();
    }
    count++;
    if (count != fields.length) {
      throw lines.bad("has " + count + " fields where the header names " + fields.length);
    }
  }

  /** The row's stamp, or empty when it has no time; a recording's wall clock is never proven. */
  private Optional<Stamp> stamp() throws DriverException {
    Optional<Instant> wall = Optional.empty();
    if (columns.time().isPresent() && !fields[columns.time().getAsInt()].isEmpty()) {
      wall = CsvFields.instant(fields[columns.time().getAsInt()]);
      if (wall.isEmpty()) {
        throw noSuch("time", fields[columns.time().getAsInt()], "a time like 2024-05-31 14:05:00");
      }
    }
    if (columns.seconds().isEmpty()) {
      return wall.map(at -> new Stamp(at, nanosSinceEpoch(at), bootId, false));
    }
    String text = fields[columns.seconds().getAsInt()];
    if (text.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong nanos = CsvFields.nanos(text);
    if (nanos.isEmpty()) {
      throw noSuch("t_s", text, "a number of seconds");
    }
    Instant at = wall.orElse(Instant.EPOCH.plusNanos(nanos.getAsLong()));
    return Optional.of(new Stamp(at, nanos.getAsLong(), bootId, false));
  }

  private void hand(ReadingSink sink, Stamp stamp) throws DriverException {
    for (CsvColumns.Column column : columns.signals()) {
      String text = fields[column.position()];
      Value value = EMPTY_FIELD;
      if (!text.isEmpty()) {
        OptionalDouble number = CsvFields.number(text);
        if (number.isEmpty()) {
          throw noSuch(column.name(), text, "a number");
        }
        value = new Value.Number(number.getAsDouble());
      }
      sink.accept(new Reading(column.signal(), column.index(), value, stamp, column.name()));
    }
  }

  private DriverException noSuch(String column, String text, String expected) {
    String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
    return lines.bad("has '" + shown + "' in the column " + column + ", which is not " + expected);
  }

  private static long nanosSinceEpoch(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
  }

  /** The same for every replay of the session, packed or not, from whatever folder. */
  private static UUID bootId(Path file, String session) {
    Path name = file.getFileName();
    String plain = String.valueOf(name).replaceFirst("\\.gz$", "");
    return UUID.nameUUIDFromBytes(
        ("cellwitness replay " + plain + "#" + session).getBytes(StandardCharsets.UTF_8));
  }
}
