package io.cellwitness.health;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same stretch of samples twice: a recording played again, or spliced from copies.
 *
 * <p>Real measurements do not repeat digit by digit. A stretch counts when it holds enough
 * different values, so that constant current at rest does not look like a copy.
 */
final class ReplayCheck implements Check {

  private static final int STRETCH = 60;
  private static final int FEWEST_DIFFERENT = 30;
  private static final long BASE = 1_000_003L;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    Map<Long, Integer> seen = new HashMap<>();
    int copies = 0;
    for (Visit visit : evidence.visits()) {
      Samples s = visit.samples();
      copies += copies(s, seen);
    }
    if (copies > 0) {
      findings.add(
          new Finding(
              "SAMPLES_REPEATED",
              Finding.Severity.SERIOUS,
              "Whole stretches of samples occur twice: the data was replayed or put together.",
              Evidence.text("%d samples in copied stretches of %d", copies, STRETCH)));
    }
  }

  /** Looks up every stretch by its rolling hash; blocks of the first occurrence are remembered. */
  private static int copies(Samples s, Map<Long, Integer> seen) {
    int n = s.size();
    if (n < STRETCH) {
      return 0;
    }
    long[] tokens = new long[n];
    for (int i = 0; i < n; i++) {
      tokens[i] = token(s, i);
    }
    long highest = 1;
    for (int i = 1; i < STRETCH; i++) {
      highest *= BASE;
    }
    long hash = 0;
    int lastRemembered = 0;
    int copies = 0;
    Map<Long, Integer> own = new HashMap<>();
    for (int i = 0; i < n; i++) {
      if (i >= STRETCH) {
        hash -= tokens[i - STRETCH] * highest;
      }
      hash = hash * BASE + tokens[i];
      if (i < STRETCH - 1) {
        continue;
      }
      int start = i - STRETCH + 1;
      Integer before = own.get(hash);
      boolean copied = (before != null && start - before >= STRETCH) || seen.containsKey(hash);
      if (copied && different(tokens, start) >= FEWEST_DIFFERENT) {
        copies += STRETCH;
        lastRemembered = i + 1;
      }
      // Remembering every stretch in steps is enough: looking up happens at every sample.
      if (start >= lastRemembered) {
        own.putIfAbsent(hash, start);
        lastRemembered = i + 1;
      }
    }
    seen.putAll(own);
    return copies;
  }

  /** Current and voltage only: a state of charge moved by hand must not hide a copy. */
  private static long token(Samples s, int i) {
    long hash = Double.doubleToLongBits(s.currentA()[i]);
    hash = hash * 31 + Double.doubleToLongBits(s.voltageV()[i]);
    return hash ^ (hash >>> 29);
  }

  private static int different(long[] tokens, int start) {
    Set<Long> values = new HashSet<>();
    for (int i = start; i < start + STRETCH; i++) {
      values.add(tokens[i]);
    }
    return values.size();
  }
}
