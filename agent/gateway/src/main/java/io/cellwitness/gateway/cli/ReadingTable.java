package io.cellwitness.gateway.cli;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.store.Dated;
import io.cellwitness.gateway.store.SessionRow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One reading a line, as CSV (RFC 4180) or as JSON; the columns have the same names in both. */
final class ReadingTable {

  /** How it is written. */
  enum Format {
    CSV,
    JSONL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> COLUMNS =
      List.of(
          "session",
          "pack",
          "at",
          "monotonicNanos",
          "boot",
          "clockSynced",
          "clockSaid",
          "signal",
          "index",
          "value",
          "unit",
          "quality",
          "reason",
          "source");

  private final Format format;
  private final boolean withVin;

  /**
   * Makes a table.
   *
   * @param withVin whether there is a last column with the VIN
   */
  ReadingTable(Format format, boolean withVin) {
    this.format = format;
    this.withVin = withVin;
  }

  /** Writes the names of the columns where the format has them. */
  void head(Writer out) throws IOException {
    if (format == Format.CSV) {
      List<String> names = new ArrayList<>(COLUMNS);
      if (withVin) {
        names.add("vin");
      }
      out.write(String.join(",", names) + "\r\n");
    }
  }

  /** Writes one reading, dated as well as is known by now. */
  void row(Writer out, SessionRow session, String vin, Reading reading, Dated dated)
      throws IOException {
    ObjectNode row =
        JsonNodeFactory.instance
            .objectNode()
            .put("session", session.id().number())
            .put("pack", session.pack().orElse(""))
            .put("at", dated.at().toString())
            .put("monotonicNanos", reading.at().monotonicNanos())
            .put("boot", reading.at().bootId().toString())
            .put("clockSynced", reading.at().clockSynced())
            .put(
                "clockSaid", dated.how() == Dated.How.REBASED ? reading.at().wall().toString() : "")
            .put("signal", reading.signal().path())
            .put("index", reading.index());
    if (reading.value() instanceof Value.Number number) {
      row.put("value", number.number());
    } else if (reading.value() instanceof Value.Text text) {
      row.put("value", text.text());
    } else {
      row.putNull("value");
    }
    row.put("unit", reading.signal().unit());
    row.put("quality", reading.quality().name());
    row.put("reason", reading.value() instanceof Value.Absent absent ? absent.reason() : "");
    row.put("source", reading.source());
    if (withVin) {
      row.put("vin", vin);
    }
    out.write(format == Format.CSV ? csv(row) : JSON.writeValueAsString(row) + "\n");
  }

  private static String csv(ObjectNode row) {
    List<String> cells = new ArrayList<>();
    row.values().forEach(cell -> cells.add(cell.isNull() ? "" : quoted(cell.asString())));
    return String.join(",", cells) + "\r\n";
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
