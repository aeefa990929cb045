package io.cellwitness.health;

import java.util.List;
import java.util.Optional;

/**
 * How far a measurement has come, for the progress line.
 *
 * @param widthPct state-of-charge width covered so far, %
 * @param capacityAh present estimate of the capacity, Ah, when one can be given
 * @param uncertaintyPct its 95 % uncertainty, % of the estimate
 * @param blockers what still stands between here and a number; empty once there is one
 * @param hint one sentence saying what would narrow the interval
 */
public record Progress(
    double widthPct,
    Optional<Double> capacityAh,
    Optional<Double> uncertaintyPct,
    List<RefusalCode> blockers,
    String hint) {
  /** Copies the list. */
  public Progress {
    blockers = List.copyOf(blockers);
  }
}
