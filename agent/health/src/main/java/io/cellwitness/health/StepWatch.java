package io.cellwitness.health;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Watches rounds over the cells for steps of the current: two successive rounds whose means lie
 * apart, with a steady round before and behind. A step in the middle of a round shows in some cells
 * only; it makes two half steps and is not taken. The largest step of every minute is kept.
 */
final class StepWatch {

  /** Least change of the mean cell voltage, V: five times the usual resolution. */
  private static final double LEAST_V = 0.005;

  /** What the rounds before and behind may still move, share of the step. */
  private static final double STEADY_SHARE = 0.2;

  /** Longest time from one round to the next, ns. */
  private static final long SLOWEST_NANOS = 10_500_000_000L;

  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final int MAX_MINUTES = 1500;

  /**
   * One step.
   *
   * @param before last round before it
   * @param after first round behind it
   */
  record Step(CellRound before, CellRound after) {

    /** Change of the mean, V. */
    double meanV() {
      return after.meanV() - before.meanV();
    }

    double seconds() {
      return (after.nanos() - before.nanos()) / 1e9;
    }
  }

  /** The last three rounds, the oldest first. */
  private final Deque<CellRound> recent = new ArrayDeque<>();

  private final TreeMap<Long, Step> byMinute = new TreeMap<>();

  /** Takes the next round. */
  void add(CellRound round) {
    if (!recent.isEmpty() && !follows(recent.getLast(), round)) {
      recent.clear();
    }
    if (recent.size() == 3) {
      CellRound first = recent.removeFirst();
      Step step = new Step(recent.getFirst(), recent.getLast());
      double steadyV = STEADY_SHARE * Math.abs(step.meanV());
      boolean steady =
          Math.abs(step.before().meanV() - first.meanV()) <= steadyV
              && Math.abs(round.meanV() - step.after().meanV()) <= steadyV;
      if (steady && Math.abs(step.meanV()) >= LEAST_V) {
        keep(step);
      }
    }
    recent.addLast(round);
  }

  /** Takes what another watch kept. */
  void addAll(StepWatch other) {
    other.byMinute.values().forEach(this::keep);
  }

  /** The steps in order of time. */
  List<Step> steps() {
    return new ArrayList<>(byMinute.values());
  }

  private static boolean follows(CellRound last, CellRound round) {
    long nanos = round.nanos() - last.nanos();
    return nanos > 0 && nanos <= SLOWEST_NANOS && round.cells() == last.cells();
  }

  /** The larger of two in a minute, the earlier of equal ones, whatever the order they come in. */
  private void keep(Step step) {
    long minute = Math.floorDiv(step.before().nanos(), MINUTE_NANOS);
    Step known = byMinute.get(minute);
    boolean better =
        known == null
            ? byMinute.size() < MAX_MINUTES
            : Math.abs(step.meanV()) > Math.abs(known.meanV())
                || (Math.abs(step.meanV()) == Math.abs(known.meanV())
                    && step.before().nanos() < known.before().nanos());
    if (better) {
      byMinute.put(minute, step);
    }
  }
}
