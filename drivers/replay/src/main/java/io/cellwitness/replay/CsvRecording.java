package io.cellwitness.replay;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.ReadingSink;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A CSV table, packed with gzip or not, that holds one recorded session or several.
 *
 * <p>Columns, in any order: {@code t_s} (seconds from the start) or {@code time} ({@code yyyy-MM-dd
 * HH:mm:ss}, read as UTC), {@code i_A} (positive into the battery), and as far as there are any
 * {@code session, u_V, soc_pct, soc_display_pct, soh_bms_pct, ucell_max_V, ucell_min_V, cNNN_V,
 * t_max_C, t_min_C, v_kmh, odo_km, charged_Ah, consumed_Ah, charged_kWh, consumed_kWh,
 * isolation_kOhm, dc_link_V, lv_V}. An empty field is a reading without a value.
 *
 * <p>Opening reads the file once to find its sessions; each call of {@link #readings} reads it
 * again up to the end of that session. Nothing but one line is kept in memory.
 */
public final class CsvRecording {

  private static final int MAX_SESSIONS = 10_000;

  private final Path file;
  private final CsvColumns columns;
  private final Map<String, Long> lastLineOfSession;

  private CsvRecording(Path file, CsvColumns columns, Map<String, Long> lastLineOfSession) {
    this.file = file;
    this.columns = columns;
    this.lastLineOfSession = lastLineOfSession;
  }

  /**
   * Opens a table and finds its sessions.
   *
   * @param file the table
   * @param notes takes a sentence on columns that mean nothing to CellWitness
   * @return the recording
   * @throws DriverException when the file cannot be read or is no recording
   */
  public static CsvRecording open(Path file, Consumer<String> notes) throws DriverException {
    try (TextLines lines = new TextLines(file, CsvRows.MAX_LINE_BYTES)) {
      CsvColumns columns = CsvRows.header(lines);
      Map<String, Long> sessions = sessions(lines, columns);
      if (sessions.isEmpty()) {
        throw new DriverException(
            Kind.BAD_DATA, file + " has a header but no rows; there is nothing to replay in it");
      }
      if (!columns.unknown().isEmpty()) {
        notes.accept("Columns without a meaning here are ignored: " + unknown(columns) + ".");
      }
      return new CsvRecording(file, columns, sessions);
    }
  }

  /**
   * The sessions in the file.
   *
   * @return their names in file order; empty when the file has no session column
   */
  public List<String> sessions() {
    return columns.session().isEmpty() ? List.of() : List.copyOf(lastLineOfSession.keySet());
  }

  /**
   * What the table tells of the pack.
   *
   * @return cells in series when there is one column for each cell; nothing guessed
   */
  public PackFacts pack() {
    return columns.pack();
  }

  /**
   * Reads one session from start to end, in file order.
   *
   * @param session its name; empty for the only session of the file
   * @param sink receives the readings, for each row the current last
   * @throws DriverException when the session does not exist, must be named, or is broken
   */
  public void readings(Optional<String> session, ReadingSink sink) throws DriverException {
    try (CsvRows rows = rows(session, note -> {})) {
      while (rows.next(sink)) {
        // Each call hands one row to the sink.
      }
    }
  }

  /**
   * Opens one session for reading row by row.
   *
   * @param session its name; empty for the only session of the file
   * @param notes takes a sentence on rows that were left out
   * @return the rows, to be closed by the caller
   * @throws DriverException when the session does not exist or must be named
   */
  CsvRows rows(Optional<String> session, Consumer<String> notes) throws DriverException {
    String name = chosen(session);
    return new CsvRows(file, columns, name, lastLineOfSession.get(name), notes);
  }

  private String chosen(Optional<String> session) throws DriverException {
    if (session.isPresent()) {
      if (columns.session().isEmpty()) {
        throw new DriverException(
            Kind.BAD_DATA, file + " has no session column; leave out #" + session.get());
      }
      if (!lastLineOfSession.containsKey(session.get())) {
        throw new DriverException(
            Kind.BAD_DATA,
            file + " has no session " + session.get() + "; it has " + someSessions());
      }
      return session.get();
    }
    if (lastLineOfSession.size() > 1) {
      throw new DriverException(
          Kind.USAGE,
          file
              + " holds several sessions; choose one by adding #NAME to the source: "
              + someSessions());
    }
    return lastLineOfSession.keySet().iterator().next();
  }

  private String someSessions() {
    List<String> names = List.copyOf(lastLineOfSession.keySet());
    int shown = Math.min(5, names.size());
    String list = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? list : list + " and " + (names.size() - shown) + " more";
  }

  private static Map<String, Long> sessions(TextLines lines, CsvColumns columns)
      throws DriverException {
    Map<String, Long> lastLine = new LinkedHashMap<>();
    OptionalInt position = columns.session();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank()) {
        continue;
      }
      if (position.isEmpty()) {
        lastLine.put("", Long.MAX_VALUE);
        return lastLine;
      }
      lastLine.put(CsvRows.session(lines, line, position.getAsInt()), lines.number());
      if (lastLine.size() > MAX_SESSIONS) {
        throw lines.bad("begins session number " + lastLine.size() + "; split the file");
      }
    }
    return lastLine;
  }

  private static String unknown(CsvColumns columns) {
    List<String> names = columns.unknown();
    int shown = Math.min(10, names.size());
    String list = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? list : list + " and " + (names.size() - shown) + " more";
  }
}
