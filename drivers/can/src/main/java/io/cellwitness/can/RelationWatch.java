package io.cellwitness.can;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.can.profile.Decoded;
import io.cellwitness.can.profile.Relation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Holds the relations of a profile against what the car really says. A broken one is told to the
 * operator once: the profile may be the wrong one for this car, or a sensor is broken.
 */
public final class RelationWatch {

  private static final int BREAKS_TO_TELL = 3;
  private static final int TIMES_TO_TRUST = 10;
  private static final String HOLDS = "";

  private final List<Relation> relations;
  private final Consumer<String> notes;
  private final Map<Signal, Double> latest = new HashMap<>();
  private final Map<Signal, Double> highest = new HashMap<>();
  private final Map<Integer, Double> cells = new TreeMap<>();
  private final Map<Relation, Integer> breaks = new HashMap<>();
  private final Set<Relation> told = new HashSet<>();
  private final Map<Relation, Integer> held = new HashMap<>();
  private IntConsumer allHold = count -> {};

  /**
   * Begins to watch.
   *
   * @param relations what must hold
   * @param notes is told what does not
   */
  public RelationWatch(List<Relation> relations, Consumer<String> notes) {
    this.relations = relations;
    this.notes = notes;
  }

  /**
   * Has it told, once, when every relation has been seen to hold often and none was ever broken.
   *
   * @param tell takes their number
   */
  void whenAllHold(IntConsumer tell) {
    allHold = tell;
  }

  /** What came of the relations so far. */
  enum Outcome {
    /** Each was seen to hold often, and none was broken. */
    HELD,
    /** At least one was broken repeatedly. */
    BROKEN,
    /** There are none, or not every one could be held against the car often enough. */
    UNSEEN
  }

  /** What came of them so far. */
  Outcome outcome() {
    if (!told.isEmpty()) {
      return Outcome.BROKEN;
    }
    return !relations.isEmpty() && breaks.isEmpty() && seen() == relations.size()
        ? Outcome.HELD
        : Outcome.UNSEEN;
  }

  /** In words and figures, for the report. */
  String summary() {
    return relations.isEmpty()
        ? "none named"
        : seen() + " of " + relations.size() + " seen to hold, " + told.size() + " broken";
  }

  private long seen() {
    return relations.stream().filter(r -> held.getOrDefault(r, 0) >= TIMES_TO_TRUST).count();
  }

  /**
   * Takes one answer.
   *
   * @param answer its signals
   */
  public void observe(List<Decoded> answer) {
    Set<Signal> fresh = new HashSet<>();
    for (Decoded decoded : answer) {
      if (decoded.value() instanceof Value.Number number) {
        fresh.add(decoded.signal());
        if (decoded.signal().equals(Signals.CELL_VOLTAGE)) {
          cells.put(decoded.index(), number.number());
        } else if (decoded.index() == 0) {
          latest.put(decoded.signal(), number.number());
        }
      }
    }
    for (Relation relation : relations) {
      check(relation, fresh);
    }
    fresh.forEach(s -> Optional.ofNullable(latest.get(s)).ifPresent(v -> highest.put(s, v)));
  }

  private void check(Relation relation, Set<Signal> fresh) {
    String broken = brokenBy(relation, fresh);
    if (broken == null) {
      return;
    }
    if (broken.equals(HOLDS)) {
      hold(relation);
    } else if (breaks.merge(relation, 1, Integer::sum) >= BREAKS_TO_TELL) {
      if (told.add(relation)) {
        notes.accept(broken + "; the vehicle profile may be the wrong one for this car");
      }
    }
  }

  private void hold(Relation relation) {
    boolean often = held.merge(relation, 1, Integer::sum) == TIMES_TO_TRUST;
    if (often && outcome() == Outcome.HELD) {
      allHold.accept(relations.size());
    }
  }

  /** A sentence when it is broken, {@link #HOLDS} when it holds, null when that cannot be said. */
  private String brokenBy(Relation relation, Set<Signal> fresh) {
    if (relation instanceof Relation.NotBelow r && fresh.contains(r.high())) {
      OptionalDouble difference = difference(r.high(), r.low());
      if (difference.isEmpty()) {
        return null;
      }
      return difference.getAsDouble() < 0 ? r.high().name() + " is below " + r.low().name() : HOLDS;
    }
    if (relation instanceof Relation.NeverFalls r && fresh.contains(r.counter())) {
      Double before = highest.get(r.counter());
      if (before == null) {
        return null;
      }
      return latest.get(r.counter()) < before
          ? "the counter " + r.counter().name() + " fell"
          : HOLDS;
    }
    if (relation instanceof Relation.Quotient r && fresh.contains(r.over())) {
      Double under = latest.get(r.under());
      if (under == null || under <= 0) {
        return null;
      }
      double quotient = latest.get(r.over()) / under;
      return quotient < r.lowest() || quotient > r.highest()
          ? r.over().name() + " does not fit " + r.under().name()
          : HOLDS;
    }
    if (relation instanceof Relation.SumOfCells r && fresh.contains(Signals.CELL_VOLTAGE)) {
      return cellsContradict(r);
    }
    return null;
  }

  private String cellsContradict(Relation.SumOfCells relation) {
    Double total = latest.get(relation.total());
    boolean gapless = !cells.isEmpty() && cells.size() == lastCell();
    if (total == null || !gapless || cells.size() < 40) {
      return null;
    }
    double mean = cells.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double sum = cells.values().stream().mapToDouble(Double::doubleValue).sum();
    // Blocks of cells come one after the other; while some are still to come the sum is too low.
    boolean blocksMissing = total - sum > mean * 1.5;
    if (blocksMissing) {
      return null;
    }
    return Math.abs(total - sum) > relation.toleranceVolts()
        ? "the cells do not add up to the pack voltage"
        : HOLDS;
  }

  private int lastCell() {
    return cells.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  private OptionalDouble difference(Signal high, Signal low) {
    Double a = latest.get(high);
    Double b = latest.get(low);
    return a == null || b == null ? OptionalDouble.empty() : OptionalDouble.of(a - b);
  }
}
