package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is put together from pieces must not depend on where they were cut nor on their order. */
class StepWatchTest {

  private static final long SECOND = 1_000_000_000L;

  /** Rounds every ten seconds, current steps at random, now and then a gap or a missing cell. */
  private static List<CellRound> rounds(Random random, int count) {
    List<CellRound> rounds = new ArrayList<>();
    long nanos = 0;
    double volts = 3.7;
    for (int i = 0; i < count; i++) {
      nanos += random.nextInt(40) == 0 ? 60 * SECOND : 10 * SECOND;
      volts = random.nextInt(4) == 0 ? 3.6 + 0.2 * random.nextDouble() : volts;
      double second = random.nextInt(50) == 0 ? Double.NaN : volts + 0.001;
      rounds.add(new CellRound(nanos, new double[] {Double.NaN, volts, second}));
    }
    return rounds;
  }

  private static StepWatch watched(List<CellRound> rounds) {
    StepWatch watch = new StepWatch();
    rounds.forEach(watch::add);
    return watch;
  }

  private static List<Double> seen(StepWatch watch) {
    List<Double> seen = new ArrayList<>();
    watch
        .steps()
        .forEach(step -> Collections.addAll(seen, step.before().nanos() / 1e9, step.meanV()));
    return seen;
  }

  @Test
  void piecesGiveWhatTheWholeGivesInAnyOrder() {
    Random random = new Random(5);
    for (int run = 0; run < 200; run++) {
      List<CellRound> rounds = rounds(random, 120);
      List<StepWatch> pieces = new ArrayList<>();
      for (int from = 0; from < rounds.size(); ) {
        int to = Math.min(rounds.size(), from + 1 + random.nextInt(random.nextInt(30) + 1));
        pieces.add(watched(rounds.subList(from, to)));
        from = to;
      }
      Collections.shuffle(pieces, random);
      StepWatch together = run % 2 == 0 ? new StepWatch() : pieces.remove(0);
      pieces.forEach(together::addAll);
      assertEquals(seen(watched(rounds)), seen(together), "run " + run);
    }
  }

  /** Two pieces that each hold more minutes than are kept. */
  @Test
  void beyondTheMinutesKeptTheOrderDoesNotMatterEither() {
    List<CellRound> rounds = rounds(new Random(7), 6 * 10_000);
    StepWatch whole = watched(rounds);
    assertEquals(StepWatch.MAX_MINUTES, whole.steps().size());
    int middle = rounds.size() / 2 + 3;
    StepWatch early = watched(rounds.subList(0, middle));
    StepWatch late = watched(rounds.subList(middle, rounds.size()));
    assertEquals(StepWatch.MAX_MINUTES, late.steps().size());
    StepWatch forwards = early.copy();
    forwards.addAll(late);
    StepWatch backwards = late.copy();
    backwards.addAll(early);
    assertEquals(seen(whole), seen(forwards));
    assertEquals(seen(whole), seen(backwards));
  }

  /** More pieces than are kept apart: memory stays bounded and no step is lost for it. */
  @Test
  void manyPiecesInOrderLoseNothing() {
    List<CellRound> rounds = rounds(new Random(9), 3000);
    StepWatch together = new StepWatch();
    rounds.forEach(round -> together.addAll(watched(List.of(round))));
    assertEquals(seen(watched(rounds)), seen(together));
    assertTrue(together.steps().size() > 100);
  }
}
