package io.cellwitness.health;

import io.cellwitness.api.Signals;
import io.cellwitness.health.math.Statistics;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Single cells against the pack, against the reported extremes and against each other. */
final class CellChecks implements Check {

  private static final double SUM_SHARE = 0.02;
  private static final double EXTREME_V = 0.05;
  private static final double WEAK_V = 0.030;
  private static final double TEMPERATURE_K = 1;
  private static final int FEWEST = 10;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (int v = 0; v < evidence.visits().size(); v++) {
      Recording recording = evidence.recordings().get(v);
      CellSets sets = recording.cells().closedCopy();
      if (sets.implausible() > 0) {
        findings.add(
            new Finding(
                "CELL_READING_IMPOSSIBLE",
                Finding.Severity.WARNING,
                "Some cell voltages lie outside 1.5 to 4.6 V and were left out: a broken sense "
                    + "line or a false decoding.",
                Evidence.text("%d readings", sets.implausible())));
      }
      sum(evidence, v, sets, findings);
      extremes(recording, sets, findings);
      weak(evidence, v, sets, findings);
      temperatures(recording, findings);
    }
  }

  private static void sum(Evidence evidence, int visit, CellSets sets, List<Finding> findings) {
    SortedMap<Integer, Double> cells = sets.lastRound();
    boolean complete =
        evidence.statedSeries().isPresent() && cells.size() == evidence.statedSeries().getAsInt();
    double packV = near(evidence.recordings().get(visit), sets.lastRoundNanos());
    if (!complete || Double.isNaN(packV)) {
      return;
    }
    double sumV = cells.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sumV - packV) > SUM_SHARE * packV) {
      findings.add(
          new Finding(
              "CELL_SUM_MISMATCH",
              Finding.Severity.SERIOUS,
              "The cells do not add up to the pack voltage.",
              Evidence.text("%d cells sum to %.1f V, pack %.1f V", cells.size(), sumV, packV)));
    }
  }

  /** Pack voltage read within two seconds of a moment, V, NaN where there is none. */
  private static double near(Recording recording, long nanos) {
    Column voltage = recording.sorted(Signals.VOLTAGE);
    double found = Double.NaN;
    long best = 2_000_000_000L;
    for (int i = 0; i < voltage.size(); i++) {
      long distance = Math.abs(voltage.nanos(i) - nanos);
      if (distance <= best && !Double.isNaN(voltage.value(i))) {
        best = distance;
        found = voltage.value(i);
      }
    }
    return found;
  }

  /** The BMS's own highest and lowest cell against the list, at the median over the visit. */
  private static void extremes(Recording recording, CellSets sets, List<Finding> findings) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column lowest = recording.sorted(Signals.CELL_VOLTAGE_MIN);
    Growing differences = new Growing();
    int h = 0;
    int l = 0;
    for (int r = 0; r < sets.rounds(); r++) {
      h = advance(highest, h, sets.nanos(r));
      l = advance(lowest, l, sets.nanos(r));
      if (sets.isFull(r) && sameMoment(highest, h, sets, r) && sameMoment(lowest, l, sets, r)) {
        double spreadV = highest.value(h) - lowest.value(l);
        if (spreadV >= 0 && spreadV < 1) {
          differences.add(Math.abs(spreadV - sets.spreadV(r)));
        }
      }
    }
    if (differences.size() >= FEWEST && Statistics.median(differences.toArray()) > EXTREME_V) {
      findings.add(
          new Finding(
              "CELL_EXTREMES_MISMATCH",
              Finding.Severity.WARNING,
              "The highest and lowest cell the car reports do not fit its list of cells.",
              Evidence.text(
                  "spreads differ by %.0f mV in the median",
                  1000 * Statistics.median(differences.toArray()))));
    }
  }

  private static int advance(Column column, int from, long nanos) {
    int i = from;
    while (i + 1 < column.size() && column.nanos(i + 1) <= nanos) {
      i++;
    }
    return i;
  }

  private static boolean sameMoment(Column column, int i, CellSets sets, int round) {
    return i < column.size()
        && Math.abs(column.nanos(i) - sets.nanos(round)) < 1_000_000_000L
        && !Double.isNaN(column.value(i));
  }

  /** One cell clearly below the others in the last round. */
  private static void weak(Evidence evidence, int visit, CellSets sets, List<Finding> findings) {
    SortedMap<Integer, Double> cells = sets.lastRound();
    if (cells.size() < FEWEST || evidence.visits().get(visit).samples().size() == 0) {
      return;
    }
    double[] volts = cells.values().stream().mapToDouble(Double::doubleValue).toArray();
    double median = Statistics.median(volts);
    double sigma = Statistics.MAD_TO_SIGMA * Statistics.medianDeviation(volts, median);
    cells.entrySet().stream()
        .filter(c -> median - c.getValue() > Math.max(WEAK_V, 6 * sigma))
        .min(Map.Entry.comparingByValue())
        .ifPresent(
            c ->
                findings.add(
                    new Finding(
                        "WEAK_CELL",
                        Finding.Severity.WARNING,
                        Evidence.text(
                            "Cell %d lies %.0f mV below the others.",
                            c.getKey(), 1000 * (median - c.getValue())),
                        Evidence.text(
                            "%.3f V, median of %d cells %.3f V",
                            c.getValue(), cells.size(), median))));
  }

  private static void temperatures(Recording recording, List<Finding> findings) {
    Column hottest = recording.sorted(Signals.TEMPERATURE_MAX);
    Column coldest = recording.sorted(Signals.TEMPERATURE_MIN);
    int c = 0;
    int wrong = 0;
    int compared = 0;
    for (int h = 0; h < hottest.size(); h++) {
      c = advance(coldest, c, hottest.nanos(h));
      if (c < coldest.size() && coldest.nanos(c) == hottest.nanos(h)) {
        compared++;
        wrong += coldest.value(c) > hottest.value(h) + TEMPERATURE_K ? 1 : 0;
      }
    }
    if (compared >= FEWEST && wrong > 0.5 * compared) {
      findings.add(
          new Finding(
              "TEMPERATURES_SWAPPED",
              Finding.Severity.WARNING,
              "The lowest temperature lies above the highest one.",
              Evidence.text("%d of %d readings", wrong, compared)));
    }
  }
}
