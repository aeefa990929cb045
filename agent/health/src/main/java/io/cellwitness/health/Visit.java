package io.cellwitness.health;

import java.util.List;
import java.util.Set;

/**
 * One visit, cleaned, cut and searched for windows.
 *
 * @param samples cleaned samples
 * @param largestJumpPct largest jump of the state of charge, %
 * @param segments stretches without gap or jump
 * @param windows usable windows
 * @param skipped why other windows were left out
 */
record Visit(
    Samples samples,
    double largestJumpPct,
    List<Segment> segments,
    List<SocWindow> windows,
    Set<RefusalCode> skipped) {

  /** Fewest samples a visit needs. */
  static final int FEWEST_SAMPLES = 10;

  /**
   * Evaluates one recording.
   *
   * @param number number of the visit, from 0
   * @param nominalAh name-plate capacity, Ah; NaN when not known: then no windows are looked for
   */
  static Visit of(Recording recording, int number, double nominalAh) {
    return of(Cleaning.clean(SampleFormer.form(recording)), number, nominalAh);
  }

  static Visit of(Samples samples, int number, double nominalAh) {
    if (samples.size() < FEWEST_SAMPLES || Double.isNaN(nominalAh)) {
      return new Visit(samples, 0, List.of(), List.of(), Set.of());
    }
    Segmenter.Cut cut = Segmenter.cut(samples, nominalAh);
    WindowFinder finder = new WindowFinder(samples, nominalAh, number);
    cut.segments().forEach(finder::add);
    return new Visit(
        samples, cut.largestJumpPct(), cut.segments(), finder.windows(), finder.skipped());
  }

  boolean tooShort() {
    return samples.size() < FEWEST_SAMPLES;
  }
}
