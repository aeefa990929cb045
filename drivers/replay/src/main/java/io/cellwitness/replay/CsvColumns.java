package io.cellwitness.replay;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of a CSV recording mean, whatever their order.
 *
 * @param count number of columns
 * @param session position of {@code session}, empty when the file is one session
 * @param time position of {@code time}, wall clock {@code yyyy-MM-dd HH:mm:ss}
 * @param seconds position of {@code t_s}, seconds from the start
 * @param signals the columns that give readings, in file order but with the current last
 * @param unknown names of columns that mean nothing to CellWitness
 */
record CsvColumns(
    int count,
    OptionalInt session,
    OptionalInt time,
    OptionalInt seconds,
    List<Column> signals,
    List<String> unknown) {

  /**
   * A column that gives readings.
   *
   * @param position counted from 0
   * @param name as in the header
   * @param signal what it holds
   * @param index cell or module number, or 0
   */
  record Column(int position, String name, Signal signal, int index) {}

  private static final String CURRENT = "i_A";

  private static final Map<String, Signal> PLAIN =
      Map.ofEntries(
          Map.entry(CURRENT, Signals.CURRENT),
          Map.entry("u_V", Signals.VOLTAGE),
          Map.entry("soc_pct", Signals.SOC),
          Map.entry("soc_display_pct", Signals.SOC_DISPLAYED),
          Map.entry("soh_bms_pct", Signals.SOH),
          Map.entry("ucell_max_V", Signals.CELL_VOLTAGE_MAX),
          Map.entry("ucell_min_V", Signals.CELL_VOLTAGE_MIN),
          Map.entry("t_max_C", Signals.TEMPERATURE_MAX),
          Map.entry("t_min_C", Signals.TEMPERATURE_MIN),
          Map.entry("v_kmh", Signals.SPEED),
          Map.entry("odo_km", Signals.ODOMETER),
          Map.entry("charged_Ah", Signals.CHARGED_AH),
          Map.entry("consumed_Ah", Signals.CONSUMED_AH),
          Map.entry("charged_kWh", Signals.CHARGED_KWH),
          Map.entry("consumed_kWh", Signals.CONSUMED_KWH),
          Map.entry("isolation_kOhm", Signals.ISOLATION),
          Map.entry("dc_link_V", Signals.DC_LINK_VOLTAGE),
          Map.entry("lv_V", Signals.LOW_VOLTAGE),
          Map.entry("i_ref_A", Signals.REFERENCE_CURRENT),
          Map.entry("u_ref_V", Signals.REFERENCE_VOLTAGE),
          Map.entry("ref_kWh", Signals.REFERENCE_KWH),
          Map.entry("ref_accuracy_pct", Signals.REFERENCE_ACCURACY),
          Map.entry("remaining_Ah", Signals.REMAINING_AH),
          Map.entry("operating_s", Signals.OPERATING_TIME),
          Map.entry("cycles", Signals.CYCLES),
          Map.entry("ac_plug", Signals.AC_PLUG),
          Map.entry("dc_plug", Signals.DC_PLUG));

  private static final Pattern CELL = Pattern.compile("c([0-9]{3})_V");

  /**
   * Reads the header line.
   *
   * @param header the first line of the file
   * @return the columns
   * @throws IllegalArgumentException continuing the sentence "line 1 of FILE …"
   */
  static CsvColumns parse(String header) {
    String[] names = header.split(",", -1);
    Map<String, Integer> positions = new HashMap<>();
    List<Column> signals = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    Set<String> special = Set.of("session", "time", "t_s");
    for (int i = 0; i < names.length; i++) {
      String name = names[i].trim();
      if (positions.put(name, i) != null) {
        throw new IllegalArgumentException("names the column '" + shortened(name) + "' twice");
      }
      Optional<Column> column = signalColumn(i, name);
      if (column.isPresent()) {
        signals.add(column.get());
      } else if (!special.contains(name)) {
        unknown.add(shortened(name));
      }
    }
    if (signals.isEmpty()) {
      throw new IllegalArgumentException(
          "is no header of a recording; it must name columns such as t_s,i_A,u_V,soc_pct,"
              + " separated by commas");
    }
    if (!positions.containsKey(CURRENT)) {
      throw new IllegalArgumentException("names no current column; it must be called i_A");
    }
    if (!positions.containsKey("t_s") && !positions.containsKey("time")) {
      throw new IllegalArgumentException("names no time column; it must be called t_s or time");
    }
    // The current comes last, so that whoever integrates has the whole row when it arrives.
    signals.sort(
        (a, b) -> Boolean.compare(a.signal() == Signals.CURRENT, b.signal() == Signals.CURRENT));
    return new CsvColumns(
        names.length,
        position(positions, "session"),
        position(positions, "time"),
        position(positions, "t_s"),
        List.copyOf(signals),
        List.copyOf(unknown));
  }

  /**
   * What the header tells of the pack: cells in series, when their columns run from 1 without gap.
   *
   * @return facts with nothing guessed
   */
  PackFacts pack() {
    TreeSet<Integer> cells = new TreeSet<>();
    for (Column column : signals) {
      if (column.signal() == Signals.CELL_VOLTAGE) {
        cells.add(column.index());
      }
    }
    boolean contiguous = !cells.isEmpty() && cells.last() == cells.size();
    return new PackFacts(
        Chemistry.UNKNOWN,
        contiguous ? OptionalInt.of(cells.size()) : OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Column> signalColumn(int position, String name) {
    Signal plain = PLAIN.get(name);
    if (plain != null) {
      return Optional.of(new Column(position, name, plain, 0));
    }
    Matcher cell = CELL.matcher(name);
    if (cell.matches() && !cell.group(1).equals("000")) {
      int index = Integer.parseInt(cell.group(1));
      return Optional.of(new Column(position, name, Signals.CELL_VOLTAGE, index));
    }
    return Optional.empty();
  }

  private static OptionalInt position(Map<String, Integer> positions, String name) {
    Integer position = positions.get(name);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  private static String shortened(String name) {
    return name.length() <= 40 ? name : name.substring(0, 40) + "…";
  }
}
