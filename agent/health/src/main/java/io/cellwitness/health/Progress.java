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
 * @param ahead when that will be reached, where the rate of charging tells it
 */
public record Progress(
    double widthPct,
    Optional<Double> capacityAh,
    Optional<Double> uncertaintyPct,
    List<RefusalCode> blockers,
    String hint,
    Optional<Ahead> ahead) {

  /**
   * What goes on charging at the present rate brings.
   *
   * @param minutes until then
   * @param uncertaintyPct the 95 % uncertainty then, %; empty when it is the first number that
   *     comes
   */
  public record Ahead(double minutes, Optional<Double> uncertaintyPct) {}

  /** Copies the list. */
  public Progress {
    blockers = List.copyOf(blockers);
  }
}
