package io.cellwitness.health;

import java.util.Arrays;

/** Where a pack rests: less than C/50 without interruption (method, section "Imbalance"). */
final class Rests {

  /** Below this share of the capacity per hour the pack counts as resting. */
  private static final double REST_SHARE = 1 / 50.0;

  private static final double REST_S = 60;

  private final Samples samples;
  private final double gapS;
  private final int[] since;

  /**
   * Finds the rests.
   *
   * @param samples cleaned samples of one visit
   * @param nominalAh name-plate capacity, Ah
   */
  Rests(Samples samples, double nominalAh) {
    this.samples = samples;
    this.gapS = Segmenter.gapLimitS(samples);
    this.since = new int[samples.size()];
    int start = -1;
    for (int i = 0; i < since.length; i++) {
      boolean gap = i > 0 && samples.timeS()[i] - samples.timeS()[i - 1] > gapS;
      if (Math.abs(samples.currentA()[i]) >= REST_SHARE * nominalAh) {
        start = -1;
      } else if (start < 0 || gap) {
        start = i;
      }
      since[i] = start;
    }
  }

  Samples samples() {
    return samples;
  }

  /** The sample that holds at a time, s since the first current reading; -1 when there is none. */
  int sampleAt(double timeS) {
    int found = Arrays.binarySearch(samples.timeS(), timeS);
    int sample = found >= 0 ? found : -found - 2;
    return sample >= 0 && timeS - samples.timeS()[sample] <= gapS ? sample : -1;
  }

  /** First sample of the rest a sample belongs to, -1 under load. */
  int since(int sample) {
    return since[sample];
  }

  /** Whether the pack has rested for a minute at a sample. */
  boolean longEnough(int sample) {
    return since[sample] >= 0 && samples.timeS()[sample] - samples.timeS()[since[sample]] >= REST_S;
  }
}
