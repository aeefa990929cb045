package io.cellwitness.health;

import io.cellwitness.health.math.Fingerprints;
import java.util.Arrays;
import java.util.List;

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
    Fingerprints seen = new Fingerprints();
    int copies = 0;
    for (Visit visit : evidence.visits()) {
      copies += copies(visit.samples(), seen);
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
  private static int copies(Samples s, Fingerprints seen) {
    int n = s.size();
    if (n < STRETCH) {
      return 0;
    }
    long[] tokens = new long[n];
    int[] changes = new int[n];
    for (int i = 0; i < n; i++) {
      tokens[i] = token(s, i);
      changes[i] = i == 0 ? 0 : changes[i - 1] + (tokens[i] == tokens[i - 1] ? 0 : 1);
    }
    long highest = 1;
    for (int i = 1; i < STRETCH; i++) {
      highest *= BASE;
    }
    long hash = 0;
    int nextRemembered = 0;
    int nextCounted = 0;
    int copies = 0;
    Fingerprints own = new Fingerprints();
    for (int i = 0; i < n; i++) {
      if (i >= STRETCH) {
        hash -= tokens[i - STRETCH] * highest;
      }
      hash = hash * BASE + tokens[i];
      int start = i - STRETCH + 1;
      // So few changes cannot make enough different values.
      if (start < nextCounted || changes[i] - changes[start] < FEWEST_DIFFERENT - 1) {
        continue;
      }
      int before = own.place(hash);
      boolean copied = before >= 0 && start - before >= STRETCH || seen.place(hash) >= 0;
      if (copied && different(tokens, start) >= FEWEST_DIFFERENT) {
        copies += STRETCH;
        nextCounted = i + 1;
        nextRemembered = i + 1;
      } else if (start >= nextRemembered) {
        // Remembering every stretch in steps is enough: looking up happens at every sample.
        own.note(hash, start);
        nextRemembered = i + 1;
      }
    }
    seen.noteAll(own);
    return copies;
  }

  /** Current and voltage only: a state of charge moved by hand must not hide a copy. */
  private static long token(Samples s, int i) {
    long hash = Double.doubleToLongBits(s.currentA()[i]);
    hash = hash * 31 + Double.doubleToLongBits(s.voltageV()[i]);
    return hash ^ (hash >>> 29);
  }

  private static int different(long[] tokens, int start) {
    long[] sorted = Arrays.copyOfRange(tokens, start, start + STRETCH);
    Arrays.sort(sorted);
    int different = 1;
    for (int i = 1; i < STRETCH; i++) {
      different += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return different;
  }
}
