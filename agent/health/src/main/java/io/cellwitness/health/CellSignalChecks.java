package io.cellwitness.health;

import io.cellwitness.api.Signals;
import io.cellwitness.health.math.Statistics;
import java.util.List;

/** The BMS's highest and lowest cell against the pack voltage, and cells that stand still. */
final class CellSignalChecks implements Check {

  private static final double OUTSIDE_SHARE = 0.02;
  private static final double MOVING_SHARE = 0.02;
  private static final double AT_ONCE_S = 1;
  private static final int FEWEST = 30;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (int v = 0; v < evidence.recordings().size(); v++) {
      Recording recording = evidence.recordings().get(v);
      frozen(recording, findings);
      if (evidence.statedSeries().isPresent()) {
        outside(recording, evidence.statedSeries().getAsInt(), findings);
      }
    }
  }

  /** The mean cell lies between the highest and the lowest. */
  private static void outside(Recording recording, int series, List<Finding> findings) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column lowest = recording.sorted(Signals.CELL_VOLTAGE_MIN);
    if (highest.size() < FEWEST || lowest.size() == 0) {
      return;
    }
    Timeline pack = Timeline.of(recording.sorted(Signals.VOLTAGE), 0, 0);
    Growing beyond = new Growing();
    int low = 0;
    for (int i = 0; i < highest.size(); i++) {
      while (low + 1 < lowest.size() && lowest.nanos(low + 1) <= highest.nanos(i)) {
        low++;
      }
      boolean atOnce =
          low < lowest.size() && Math.abs(highest.nanos(i) - lowest.nanos(low)) <= AT_ONCE_S * 1e9;
      double meanV = pack.size() == 0 ? Double.NaN : pack.at(highest.nanos(i) / 1e9) / series;
      if (atOnce && plausible(highest.value(i)) && plausible(lowest.value(low)) && meanV > 0) {
        double above = meanV - highest.value(i);
        double below = lowest.value(low) - meanV;
        beyond.add(Math.max(0, Math.max(above, below)) / meanV);
      }
    }
    if (beyond.size() >= FEWEST && Statistics.median(beyond.toArray()) > OUTSIDE_SHARE) {
      findings.add(
          new Finding(
              "PACK_VOLTAGE_OUTSIDE_CELLS",
              Finding.Severity.SERIOUS,
              "The pack voltage over its cells lies outside the highest and the lowest cell the "
                  + "car reports.",
              Evidence.text(
                  "by %.1f %% in the median of %d readings",
                  100 * Statistics.median(beyond.toArray()), beyond.size())));
    }
  }

  private static void frozen(Recording recording, List<Finding> findings) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column voltage = recording.sorted(Signals.VOLTAGE);
    if (highest.size() < FEWEST || voltage.size() < FEWEST) {
      return;
    }
    double packShare = span(voltage, highest.nanos(0), highest.nanos(highest.size() - 1));
    if (span(highest, Long.MIN_VALUE, Long.MAX_VALUE) == 0 && packShare > MOVING_SHARE) {
      findings.add(
          new Finding(
              "CELLS_FROZEN",
              Finding.Severity.SERIOUS,
              "The cell voltages stand still while the pack voltage moves.",
              Evidence.text(
                  "%d readings of %.3f V, pack voltage moved by %.1f %%",
                  highest.size(), highest.lastValue(), 100 * packShare)));
    }
  }

  /** Highest less lowest over the highest value between two moments. */
  private static double span(Column column, long fromNanos, long toNanos) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < column.size(); i++) {
      if (column.nanos(i) >= fromNanos && column.nanos(i) <= toNanos && column.value(i) > 0) {
        low = Math.min(low, column.value(i));
        high = Math.max(high, column.value(i));
      }
    }
    return high > 0 ? (high - low) / high : 0;
  }

  private static boolean plausible(double cellV) {
    return cellV >= CellSets.MIN_CELL_V && cellV <= CellSets.MAX_CELL_V;
  }
}
