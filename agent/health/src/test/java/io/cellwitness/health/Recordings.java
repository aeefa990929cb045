package io.cellwitness.health;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads the committed recordings and hands them over as a driver would: one value per reading. */
final class Recordings {

  private static final Map<String, Signal> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("u_V", Signals.VOLTAGE);
    COLUMNS.put("soc_pct", Signals.SOC);
    COLUMNS.put("ucell_max_V", Signals.CELL_VOLTAGE_MAX);
    COLUMNS.put("ucell_min_V", Signals.CELL_VOLTAGE_MIN);
    COLUMNS.put("t_max_C", Signals.TEMPERATURE_MAX);
    COLUMNS.put("t_min_C", Signals.TEMPERATURE_MIN);
    COLUMNS.put("v_kmh", Signals.SPEED);
    COLUMNS.put("odo_km", Signals.ODOMETER);
    COLUMNS.put("soh_bms_pct", Signals.SOH);
    COLUMNS.put("i_A", Signals.CURRENT);
  }

  private static final Pattern CELL = Pattern.compile("c\\d+_V");

  private Recordings() {}

  /** Rows of a file; session empty for all. */
  static List<Row> rows(String file, String session) {
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader = open("/recordings/" + file)) {
      String[] header = reader.readLine().split(",", -1);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",", -1);
        if (session.isEmpty() || fields[0].equals(session)) {
          rows.add(row(header, fields));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  static BufferedReader open(String resource) throws IOException {
    InputStream stream = Recordings.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException("no test resource " + resource);
    }
    InputStream plain = resource.endsWith(".gz") ? new GZIPInputStream(stream) : stream;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private static Row row(String[] header, String[] fields) {
    Map<String, Double> values = new HashMap<>();
    TreeMap<Integer, Double> cells = new TreeMap<>();
    for (int c = 0; c < header.length; c++) {
      String name = header[c];
      if (fields[c].isEmpty()) {
        continue;
      }
      if (name.equals("session") || name.equals("time")) {
        continue;
      }
      double value = Double.parseDouble(fields[c]);
      if (CELL.matcher(name).matches()) {
        cells.put(Integer.parseInt(name.substring(1, name.length() - 2)), value);
      } else {
        values.put(name, value);
      }
    }
    return new Row(values.getOrDefault("t_s", Double.NaN), values, cells);
  }

  /** Readings of rows; what a file carries but a row does not is an absent reading. */
  static void feed(List<Row> rows, int visit, Consumer<Reading> sink) {
    UUID bootId = new UUID(0, visit);
    Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(86_400L * visit);
    List<String> present =
        COLUMNS.keySet().stream().filter(c -> rows.stream().anyMatch(r -> r.has(c))).toList();
    for (Row row : rows) {
      if (Double.isNaN(row.timeS())) {
        continue;
      }
      long nanos = Math.round(row.timeS() * 1e9);
      Stamp stamp = new Stamp(start.plusNanos(nanos), nanos, bootId, true);
      for (String column : present) {
        Value value =
            row.has(column)
                ? new Value.Number(row.get(column))
                : new Value.Absent(Quality.MISSING, "empty field");
        sink.accept(new Reading(COLUMNS.get(column), 0, value, stamp, column));
      }
      row.cells()
          .forEach(
              (cell, volt) ->
                  sink.accept(
                      new Reading(
                          Signals.CELL_VOLTAGE, cell, new Value.Number(volt), stamp, "cells")));
    }
  }

  /** Visits as the estimator would form them, for tests of the inner parts. */
  static List<Visit> visits(List<List<Row>> sessions, double nominalAh) {
    List<Visit> visits = new ArrayList<>();
    for (int v = 0; v < sessions.size(); v++) {
      Recording recording = new Recording(new UUID(0, v));
      feed(sessions.get(v), v, recording::accept);
      visits.add(Visit.of(recording, v, nominalAh));
    }
    return visits;
  }
}
