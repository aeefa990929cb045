package io.cellwitness.health;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Cell voltages, reduced as they arrive: of every round over the cells only time, spread, deviation
 * and count are kept, of the last full round every cell. This keeps a day of 100 cells small.
 *
 * <p>A round ends when a cell comes again. Cells outside 1.5..4.6 V are missing (method, cleaning).
 * Asking for results does not end the round under way.
 */
final class CellSets {

  static final double MIN_CELL_V = 1.5;
  static final double MAX_CELL_V = 4.6;

  /** Largest cell number believed; larger ones are ignored. */
  static final int MAX_CELLS = 512;

  /** Rounds kept at most. */
  private static final int MAX_ROUNDS = Recording.MAX_ENTRIES;

  private static final long MINUTE_NANOS = 60_000_000_000L;

  /** A day and a bit. */
  private static final int MAX_MINUTES = 1500;

  /** Sums are taken relative to this voltage, so that squares do not cancel. */
  private static final double REFERENCE_V = 3.5;

  private final double[] open = new double[MAX_CELLS + 1];
  private int highest;
  private long openNanos = Long.MIN_VALUE;

  private final Column spreadV = new Column();
  private final Column deviationV = new Column();
  private final Column count = new Column();
  private final Column highV = new Column();
  private final Column lowV = new Column();

  /** One round in a minute with every cell, for what single cells do over a charge. */
  private final TreeMap<Long, CellRound> minutes = new TreeMap<>();

  private StepWatch steps = new StepWatch();
  private long implausible;
  private int highestCell;
  private int mostCells;
  private long lastNanos = Long.MIN_VALUE;
  private double[] last = new double[0];

  CellSets() {
    Arrays.fill(open, Double.NaN);
  }

  void add(long nanos, int cell, double voltageV) {
    if (cell < 1 || cell > MAX_CELLS) {
      return;
    }
    if (!Double.isNaN(open[cell])) {
      closeRound();
    }
    boolean plausible = voltageV >= MIN_CELL_V && voltageV <= MAX_CELL_V;
    open[cell] = plausible ? voltageV : Double.NaN;
    // Zero is how cars report a cell they do not have.
    implausible += !plausible && voltageV != 0 && !Double.isNaN(voltageV) ? 1 : 0;
    highestCell = plausible ? Math.max(highestCell, cell) : highestCell;
    highest = Math.max(highest, cell);
    openNanos = Math.max(openNanos, nanos);
  }

  void addAll(CellSets other) {
    CellSets closed = other.closedCopy();
    spreadV.addAll(closed.spreadV);
    deviationV.addAll(closed.deviationV);
    count.addAll(closed.count);
    highV.addAll(closed.highV);
    lowV.addAll(closed.lowV);
    closed.minutes.values().forEach(this::keep);
    steps.addAll(closed.steps);
    implausible += closed.implausible;
    highestCell = Math.max(highestCell, closed.highestCell);
    if (closed.mostCells > mostCells
        || (closed.mostCells == mostCells && closed.lastNanos > lastNanos)) {
      last = closed.last;
      lastNanos = closed.lastNanos;
      mostCells = closed.mostCells;
    }
  }

  /** These sets with the round under way ended, in order of time; this object stays as it is. */
  CellSets closedCopy() {
    CellSets copy = new CellSets();
    copy.spreadV.addAll(spreadV);
    copy.deviationV.addAll(deviationV);
    copy.count.addAll(count);
    copy.highV.addAll(highV);
    copy.lowV.addAll(lowV);
    copy.minutes.putAll(minutes);
    copy.steps = steps.copy();
    copy.implausible = implausible;
    copy.highestCell = highestCell;
    copy.mostCells = mostCells;
    copy.lastNanos = lastNanos;
    copy.last = last;
    System.arraycopy(open, 0, copy.open, 0, open.length);
    copy.highest = highest;
    copy.openNanos = openNanos;
    copy.closeRound();
    copy.spreadV.sort();
    copy.deviationV.sort();
    copy.count.sort();
    copy.highV.sort();
    copy.lowV.sort();
    return copy;
  }

  /** Readings outside 1.5 to 4.6 V, other than zero. */
  long implausible() {
    return implausible;
  }

  /** Highest cell number with a plausible voltage; 0 without any. */
  int highestCell() {
    return highestCell;
  }

  int rounds() {
    return spreadV.size();
  }

  /** Whether a round has nearly all cells; the spread of fewer would be too small. */
  boolean isFull(int round) {
    return count.value(round) >= 0.9 * mostCells;
  }

  long nanos(int round) {
    return spreadV.nanos(round);
  }

  /** Highest minus lowest cell, V. */
  double spreadV(int round) {
    return spreadV.value(round);
  }

  /** Sample standard deviation over the cells, V. */
  double deviationV(int round) {
    return deviationV.value(round);
  }

  /** One round of every minute, in order of time. */
  List<CellRound> minutes() {
    return List.copyOf(minutes.values());
  }

  /** Steps of the current as the cells show them, in order of time. */
  List<StepWatch.Step> steps() {
    return steps.steps();
  }

  /** Keeps the earliest round of a minute and the earliest minutes, in whatever order they come. */
  private void keep(CellRound round) {
    minutes.merge(
        Math.floorDiv(round.nanos(), MINUTE_NANOS),
        round,
        (known, other) -> other.nanos() < known.nanos() ? other : known);
    if (minutes.size() > MAX_MINUTES) {
      minutes.pollLastEntry();
    }
  }

  /** Highest cell of every round, V; rounds may lack cells. */
  Column highestV() {
    return highV;
  }

  /** Lowest cell of every round, V; rounds may lack cells. */
  Column lowestV() {
    return lowV;
  }

  /** Monotonic time of {@link #lastRound()}, ns. */
  long lastRoundNanos() {
    return lastNanos;
  }

  /** Cell number to voltage, V, of the last round that had all cells; empty when there was none. */
  SortedMap<Integer, Double> lastRound() {
    SortedMap<Integer, Double> cells = new TreeMap<>();
    for (int cell = 1; cell < last.length; cell++) {
      if (!Double.isNaN(last[cell])) {
        cells.put(cell, last[cell]);
      }
    }
    return cells;
  }

  private void closeRound() {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double sumSquares = 0;
    int cells = 0;
    for (int cell = 1; cell <= highest; cell++) {
      if (!Double.isNaN(open[cell])) {
        min = Math.min(min, open[cell]);
        max = Math.max(max, open[cell]);
        double shifted = open[cell] - REFERENCE_V;
        sum += shifted;
        sumSquares += shifted * shifted;
        cells++;
      }
    }
    if (cells >= 2 && spreadV.size() < MAX_ROUNDS) {
      double variance = Math.max(0, (sumSquares - sum * sum / cells) / (cells - 1));
      spreadV.add(openNanos, max - min);
      deviationV.add(openNanos, Math.sqrt(variance));
      count.add(openNanos, cells);
      highV.add(openNanos, max);
      lowV.add(openNanos, min);
      CellRound round = new CellRound(openNanos, Arrays.copyOf(open, highest + 1));
      keep(round);
      steps.add(round);
      if (cells > mostCells || (cells == mostCells && openNanos >= lastNanos)) {
        mostCells = cells;
        lastNanos = openNanos;
        last = round.voltageV();
      }
    }
    Arrays.fill(open, 0, highest + 1, Double.NaN);
    highest = 0;
    openNanos = Long.MIN_VALUE;
  }
}
