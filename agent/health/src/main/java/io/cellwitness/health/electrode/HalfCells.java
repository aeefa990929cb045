package io.cellwitness.health.electrode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Half-cell voltage curves, read from the text of {@code halfcells.csv}: columns {@code x},
 * graphite curves, {@code y}, positive curves, one node a line; lines starting with {@code #} say
 * where each curve comes from.
 */
public final class HalfCells {

  /** Nodes a file may have. */
  public static final int MAX_NODES = 10_000;

  private static final double GRAPHITE_BELOW = -30;
  private static final double GRAPHITE_ABOVE = -5;
  private static final double POSITIVE_BELOW = -6;
  private static final double POSITIVE_ABOVE = -20;
  private static final int MIX_POINTS = 400;
  private static final double MIX_TOP_V = 4.6;
  private static final double MIX_BOTTOM_V = 3.4;

  private final Map<Graphite, Table> negative = new EnumMap<>(Graphite.class);
  private final Map<CathodeClass, Table> positive = new EnumMap<>(CathodeClass.class);
  private final List<String> provenance;

  private HalfCells(Map<String, double[]> columns, List<String> provenance) {
    this.provenance = List.copyOf(provenance);
    double[] x = column(columns, "x");
    for (Graphite graphite : Graphite.values()) {
      double[] volts = column(columns, graphite.column());
      negative.put(graphite, Table.resampled(x, volts, GRAPHITE_BELOW, GRAPHITE_ABOVE, -0.2, 1.2));
    }
    double[] y = column(columns, "y");
    double[] nmc532 = column(columns, "nmc532");
    double[] nmc811 = column(columns, "nmc811");
    for (CathodeClass cathode : CathodeClass.values()) {
      positive.put(
          cathode,
          cathode.nickelRichShare() > 0
              ? mixed(y, nmc532, nmc811, cathode.nickelRichShare())
              : positiveTable(y, column(columns, cathode.id())));
    }
  }

  /**
   * Reads the curves.
   *
   * @param csv the whole file
   * @return the curves
   * @throws IllegalArgumentException with one sentence saying which line or column is wrong
   */
  public static HalfCells parse(String csv) {
    List<String> notes = new ArrayList<>();
    List<String> names = List.of();
    List<double[]> rows = new ArrayList<>();
    int lineNumber = 0;
    for (String line : csv.lines().toList()) {
      lineNumber++;
      if (line.startsWith("#")) {
        notes.add(line.substring(1).trim());
      } else if (names.isEmpty()) {
        names = Arrays.stream(line.split(",")).map(String::trim).toList();
      } else if (!line.isBlank()) {
        if (rows.size() == MAX_NODES) {
          throw new IllegalArgumentException("half-cell curves have more than 10000 nodes");
        }
        rows.add(numbers(line, names.size(), lineNumber));
      }
    }
    if (rows.size() < 2) {
      throw new IllegalArgumentException("half-cell curves have fewer than two nodes");
    }
    Map<String, double[]> columns = new HashMap<>();
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      columns.put(names.get(c), rows.stream().mapToDouble(r -> r[column]).toArray());
    }
    return new HalfCells(columns, notes);
  }

  /**
   * Where the curves come from.
   *
   * @return the comment lines of the file
   */
  public List<String> provenance() {
    return provenance;
  }

  Table negative(Graphite graphite) {
    return negative.get(graphite);
  }

  Table positive(CathodeClass cathode) {
    return positive.get(cathode);
  }

  private static double[] numbers(String line, int expected, int lineNumber) {
    String[] fields = line.split(",");
    if (fields.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "half-cell curves, line %d: %d fields instead of %d",
              lineNumber,
              fields.length,
              expected));
    }
    try {
      return Arrays.stream(fields).map(String::trim).mapToDouble(Double::parseDouble).toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "half-cell curves, line " + lineNumber + ": not a number", e);
    }
  }

  private static double[] column(Map<String, double[]> columns, String name) {
    return Objects.requireNonNull(columns.get(name), () -> "half-cell curves lack column " + name);
  }

  private static Table positiveTable(double[] y, double[] volts) {
    return Table.resampled(y, volts, POSITIVE_BELOW, POSITIVE_ABOVE, 0, 1.2);
  }

  /** Two positive materials side by side: at equal voltage their stoichiometries add. */
  private static Table mixed(double[] y, double[] first, double[] second, double secondShare) {
    double[] firstUp = Interpolation.reversed(first);
    double[] secondUp = Interpolation.reversed(second);
    double[] yDown = Interpolation.reversed(y);
    double[] mixed = new double[MIX_POINTS];
    double[] volts = new double[MIX_POINTS];
    for (int i = 0; i < MIX_POINTS; i++) {
      volts[i] = MIX_TOP_V - i * (MIX_TOP_V - MIX_BOTTOM_V) / (MIX_POINTS - 1);
      mixed[i] =
          (1 - secondShare) * Interpolation.at(firstUp, yDown, volts[i])
              + secondShare * Interpolation.at(secondUp, yDown, volts[i]);
    }
    return positiveTable(mixed, volts);
  }
}
