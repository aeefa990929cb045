package io.cellwitness.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Watches rounds over the cells for steps of the current: two successive rounds whose means lie
 * apart, with a steady round before and behind. A step in the middle of a round shows in some cells
 * only; it makes two half steps and is not taken. The largest step of every minute is kept, of the
 * first {@link #MAX_MINUTES} minutes that have one.
 *
 * <p>What was watched in pieces gives the same steps as what was watched as a whole, in whatever
 * order the pieces are put together, as long as they do not overlap in time: each piece keeps its
 * outermost rounds, and where one follows upon another the seam is looked at too.
 */
final class StepWatch {

  /** Least change of the mean cell voltage, V: five times the usual resolution. */
  private static final double LEAST_V = 0.005;

  /** What the rounds before and behind may still move, share of the step. */
  private static final double STEADY_SHARE = 0.2;

  /** Longest time from one round to the next, ns. */
  private static final long SLOWEST_NANOS = 10_500_000_000L;

  private static final long MINUTE_NANOS = 60_000_000_000L;
  static final int MAX_MINUTES = 1500;

  /** Pieces kept apart at most; beyond them the gaps between the oldest are taken as final. */
  private static final int MAX_PIECES = 256;

  /** Rounds a step may need from the other side of a seam. */
  private static final int EDGE = 3;

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

  /**
   * The outermost rounds of a piece, each list without a gap in it.
   *
   * @param head its first rounds
   * @param tail its last rounds
   * @param whole whether the piece is no more than its head
   */
  private record Piece(List<CellRound> head, List<CellRound> tail, boolean whole) {

    static Piece of(CellRound round) {
      return new Piece(List.of(round), List.of(round), true);
    }

    CellRound last() {
      return tail.get(tail.size() - 1);
    }

    /** This piece and the one behind it; a gap between them ends the outermost rounds. */
    Piece with(Piece next) {
      boolean seamless = follows(last(), next.head.get(0));
      boolean grows = whole && seamless && head.size() < EDGE;
      List<CellRound> all = new ArrayList<>(head);
      if (grows) {
        all.addAll(next.head);
      }
      List<CellRound> end = new ArrayList<>();
      if (next.whole && seamless && next.tail.size() < EDGE) {
        end.addAll(tail);
      }
      end.addAll(next.tail);
      return new Piece(
          List.copyOf(all.subList(0, Math.min(EDGE, all.size()))),
          List.copyOf(end.subList(Math.max(0, end.size() - EDGE), end.size())),
          grows && next.whole && all.size() <= EDGE);
    }
  }

  /** What other watches saw, and what this one saw before it went back in time. */
  private final List<Piece> pieces = new ArrayList<>();

  /** What this watch sees now, null before its first round. */
  private Piece open;

  private final TreeMap<Long, Step> byMinute = new TreeMap<>();

  /** Takes the next round. */
  void add(CellRound round) {
    Piece piece = Piece.of(round);
    if (open == null) {
      open = piece;
    } else if (round.nanos() <= open.last().nanos()) {
      pieces.add(open);
      open = piece;
    } else {
      look(open, piece, byMinute);
      open = open.with(piece);
    }
  }

  /** Takes what another watch kept. */
  void addAll(StepWatch other) {
    other.byMinute.values().forEach(step -> keep(step, byMinute));
    pieces.addAll(other.pieces);
    if (other.open != null) {
      pieces.add(other.open);
    }
    if (pieces.size() > MAX_PIECES) {
      List<Piece> joined = joined(pieces, byMinute);
      while (joined.size() > MAX_PIECES) {
        joined.set(0, joined.get(0).with(joined.remove(1)));
      }
      pieces.clear();
      pieces.addAll(joined);
    }
  }

  /** The same, independent of this one; the piece under way can go on in it. */
  StepWatch copy() {
    StepWatch copy = new StepWatch();
    copy.byMinute.putAll(byMinute);
    copy.pieces.addAll(pieces);
    copy.open = open;
    return copy;
  }

  /** The steps in order of time. */
  List<Step> steps() {
    TreeMap<Long, Step> all = new TreeMap<>(byMinute);
    List<Piece> every = new ArrayList<>(pieces);
    if (open != null) {
      every.add(open);
    }
    joined(every, all);
    return new ArrayList<>(all.values());
  }

  /** The pieces in order of time, joined where one follows upon another. */
  private static List<Piece> joined(List<Piece> pieces, TreeMap<Long, Step> steps) {
    List<Piece> ordered = new ArrayList<>(pieces);
    ordered.sort(Comparator.comparingLong(p -> p.head().get(0).nanos()));
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : ordered) {
      int last = joined.size() - 1;
      if (last >= 0 && follows(joined.get(last).last(), piece.head().get(0))) {
        look(joined.get(last), piece, steps);
        joined.set(last, joined.get(last).with(piece));
      } else {
        joined.add(piece);
      }
    }
    return joined;
  }

  /** Looks for steps around the seam of two pieces. */
  private static void look(Piece piece, Piece next, TreeMap<Long, Step> steps) {
    if (!follows(piece.last(), next.head().get(0))) {
      return;
    }
    List<CellRound> rounds = new ArrayList<>(piece.tail());
    rounds.addAll(next.head());
    for (int i = 0; i + EDGE < rounds.size(); i++) {
      Step step = new Step(rounds.get(i + 1), rounds.get(i + 2));
      double steadyV = STEADY_SHARE * Math.abs(step.meanV());
      boolean steady =
          Math.abs(step.before().meanV() - rounds.get(i).meanV()) <= steadyV
              && Math.abs(rounds.get(i + EDGE).meanV() - step.after().meanV()) <= steadyV;
      if (steady && Math.abs(step.meanV()) >= LEAST_V) {
        keep(step, steps);
      }
    }
  }

  private static boolean follows(CellRound last, CellRound round) {
    long nanos = round.nanos() - last.nanos();
    return nanos > 0 && nanos <= SLOWEST_NANOS && round.cells() == last.cells();
  }

  /** The larger of two in a minute, the earlier of equal ones; of the minutes the earliest. */
  private static void keep(Step step, TreeMap<Long, Step> steps) {
    steps.merge(Math.floorDiv(step.before().nanos(), MINUTE_NANOS), step, StepWatch::larger);
    if (steps.size() > MAX_MINUTES) {
      steps.pollLastEntry();
    }
  }

  private static Step larger(Step one, Step other) {
    int order = Double.compare(Math.abs(one.meanV()), Math.abs(other.meanV()));
    boolean earlier = one.before().nanos() <= other.before().nanos();
    return order > 0 || order == 0 && earlier ? one : other;
  }
}
