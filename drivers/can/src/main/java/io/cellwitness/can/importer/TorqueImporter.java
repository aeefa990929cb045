package io.cellwitness.can.importer;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a list of extended PIDs as the app Torque exports it: {@code Name, ShortName, ModeAndPID,
 * Equation, Min Value, Max Value, Units, Header}. An equation that is not one number of bits side
 * by side, scaled and shifted, is left out by name. Minimum and maximum become the plausible range;
 * where they are equal or missing it is what the bits can hold.
 */
final class TorqueImporter implements Importer {

  private static final double PERIOD_SECONDS = 5;

  private final Draft draft;
  private final Set<String> names = new HashSet<>();
  private String lacking =
      "has no line that names the columns ModeAndPID and Equation, so it is no Torque list";

  TorqueImporter(String id) {
    this.draft = new Draft(id, "Torque", "Torque list of extended PIDs, unverified");
  }

  @Override
  public void add(String file, byte[] bytes) throws DriverException {
    Map<String, Integer> columns = new HashMap<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\r\n|\r|\n", -1)) {
      number++;
      List<String> fields = Csv.fields(line.startsWith("\uFEFF") ? line.substring(1) : line);
      if (columns.isEmpty()) {
        header(fields, columns, number);
      } else if (!line.isBlank()) {
        row(new Row(columns, fields), file + ":" + number);
      }
    }
    if (columns.isEmpty()) {
      throw new DriverException(Kind.BAD_DATA, file + " " + lacking);
    }
  }

  @Override
  public List<String> leftOut() {
    return draft.leftOut();
  }

  @Override
  public Imported finish() throws DriverException {
    if (draft.isEmpty()) {
      throw new DriverException(Kind.BAD_DATA, "the Torque list holds nothing that can be read");
    }
    return draft.finish();
  }

  private void header(List<String> fields, Map<String, Integer> columns, int line) {
    Map<String, Integer> found = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      found.putIfAbsent(fields.get(i).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""), i);
    }
    boolean requests = found.containsKey("modeandpid");
    boolean equations = found.containsKey("equation");
    if (requests && equations) {
      columns.putAll(found);
    } else if (requests || equations) {
      lacking =
          "names its columns in line "
              + line
              + " but has no column "
              + (requests ? "Equation" : "ModeAndPID")
              + ", without which no signal can be read; export the list from Torque again";
    }
  }

  private record Row(Map<String, Integer> columns, List<String> fields) {
    String field(String column) {
      Integer at = columns.get(column);
      return at == null || at >= fields.size() ? "" : fields.get(at);
    }
  }

  private void row(Row row, String where) {
    String send = row.field("modeandpid").toUpperCase(Locale.ROOT).replaceFirst("^0X", "");
    String name = row.field("name").isBlank() ? row.field("shortname") : row.field("name");
    String said = where + " " + (name.isBlank() ? "a nameless row" : "'" + name + "'");
    if (!draft.reads(said + " (" + send + ")", send)) {
      return;
    }
    if (!row.field("startdiagnostic").isBlank() || !row.field("stopdiagnostic").isBlank()) {
      draft.leaveOut(said + " wants other commands sent around it; they are not sent");
    }
    Optional<String> ecu = ecu(row.field("header").toUpperCase(Locale.ROOT));
    if (ecu.isEmpty()) {
      draft.leaveOut(said + " has a header that is not understood: " + row.field("header"));
      return;
    }
    try {
      Bits bits = Equation.read(row.field("equation"));
      BitRun run =
          BitRun.of(bits)
              .orElseThrow(() -> new Equation.NotLinear("its bits do not stand side by side"));
      if (!Double.isFinite(run.scale() * 0x1p32 + bits.constant())) {
        throw new Equation.NotLinear("its factors give no number");
      }
      signal(
          row,
          name.isBlank() ? send : name,
          run,
          bits.constant(),
          draft.request(ecu.get(), send, PERIOD_SECONDS).addObject());
    } catch (Equation.NotLinear e) {
      draft.leaveOut(said + " cannot be read: " + e.getMessage());
    }
  }

  private Optional<String> ecu(String header) {
    String plain = header.replaceFirst("^0X", "");
    if (plain.isBlank() || plain.equals("AUTO")) {
      return draft.ecu("7DF", "", "");
    }
    if (plain.matches("[0-7][0-9A-F]{2}")) {
      int id = Integer.parseInt(plain, 16);
      return draft.ecu(plain, String.format(Locale.ROOT, "%03X", Math.min(0x7FF, id + 8)), "");
    }
    String full = plain.matches("DA[0-9A-F]{2}F1") ? "18" + plain : plain;
    return full.matches("18DA[0-9A-F]{2}F1")
        ? draft.ecu(full, "18DAF1" + full.substring(4, 6), "")
        : Optional.empty();
  }

  private void signal(Row row, String name, BitRun run, double add, ObjectNode node) {
    node.put("signal", unique(name)).put("at", run.at());
    node.put("type", (run.signed() ? "s" : "u") + 8 * run.bytes() + (run.little() ? "le" : ""));
    if (!run.isWhole()) {
      node.put("mask", Long.toHexString(run.mask()).toUpperCase(Locale.ROOT));
    }
    String unit = Units.of(row.field("units"));
    if (!unit.isEmpty()) {
      node.put("unit", unit);
    }
    node.put("multiply", run.scale()).put("add", add);
    Optional<Double> low = number(row.field("minvalue"));
    Optional<Double> high = number(row.field("maxvalue"));
    if (low.isPresent() && high.isPresent() && low.get() < high.get()) {
      node.putArray("range").add(low.get()).add(high.get());
    } else {
      int width = Long.bitCount(run.mask());
      double all = Math.pow(2, width) - 1;
      double least = run.signed() ? -Math.pow(2, width - 1) : 0;
      double one = least * run.scale() + add;
      double other = (least + all) * run.scale() + add;
      node.putArray("range").add(Math.min(one, other)).add(Math.max(one, other));
    }
    draft.evidence(node);
  }

  private String unique(String name) {
    String plain = "X-" + name.strip().replaceAll("[^A-Za-z0-9_.-]+", "_");
    String unique = plain;
    for (int i = 2; !names.add(unique); i++) {
      unique = plain + "-" + i;
    }
    return unique;
  }

  private static Optional<Double> number(String text) {
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
