package io.cellwitness.health;

import java.util.ArrayList;
import java.util.List;

/** Cuts a visit into segments (section "Segments" of the method). */
final class Segmenter {

  static final double CHARGING_A = 0.5;
  static final double STANDSTILL_KMH = 1;
  static final int SMALLEST_SEGMENT = 10;
  private static final double GAP_S = 30;
  private static final int MAJORITY_OF = 5;

  /** What cutting found. */
  record Cut(List<Segment> segments, double largestJumpPct) {}

  private Segmenter() {}

  /**
   * Cuts.
   *
   * @param samples cleaned samples
   * @param nominalAh name-plate capacity, Ah, which says how far the SOC may move in one step
   */
  static Cut cut(Samples samples, double nominalAh) {
    List<Segment> segments = new ArrayList<>();
    double largestJumpPct = 0;
    boolean[] charging = charging(samples);
    double gapS = gapLimitS(samples);
    int from = 0;
    for (int k = 1; k <= samples.size(); k++) {
      boolean end = k == samples.size();
      boolean gap = !end && samples.timeS()[k] - samples.timeS()[k - 1] > gapS;
      boolean jump = !end && isJump(samples, k, nominalAh);
      if (jump && !gap) {
        double step = Math.abs(samples.socPct()[k] - samples.socPct()[k - 1]);
        largestJumpPct = Math.max(largestJumpPct, step);
      }
      if (end || gap || jump || charging[k] != charging[k - 1]) {
        if (k - from >= SMALLEST_SEGMENT) {
          segments.add(new Segment(from, k - 1, charging[from]));
        }
        from = k;
      }
    }
    return new Cut(segments, largestJumpPct);
  }

  /** Longest step inside a segment, s. */
  static double gapLimitS(Samples samples) {
    return Math.max(3 * samples.medianStepS(), GAP_S);
  }

  /** Charging at standstill, decided by the majority of five samples around each. */
  private static boolean[] charging(Samples samples) {
    int n = samples.size();
    boolean[] charging = new boolean[n];
    int half = MAJORITY_OF / 2;
    for (int k = 0; k < n; k++) {
      int votes = 0;
      for (int j = Math.max(0, k - half); j <= Math.min(n - 1, k + half); j++) {
        // An unknown speed does not speak against standing.
        boolean moving = samples.speedKmh()[j] > STANDSTILL_KMH;
        votes += samples.currentA()[j] > CHARGING_A && !moving ? 1 : 0;
      }
      charging[k] = 2 * votes > MAJORITY_OF;
    }
    return charging;
  }

  private static boolean isJump(Samples s, int k, double nominalAh) {
    double hours = (s.timeS()[k] - s.timeS()[k - 1]) / 3600;
    double stepAh = hours * (s.currentA()[k] + s.currentA()[k - 1]) / 2;
    double allowedPct = Math.max(2, 3 * 100 * Math.abs(stepAh) / nominalAh + 1);
    return Math.abs(s.socPct()[k] - s.socPct()[k - 1]) > allowedPct;
  }
}
