package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;

/**
 * Readings in, results out: accumulate, merge, result.
 *
 * <p>One instance holds the readings of one pack; sessions of several visits are told apart by the
 * boot id of their stamps.
 */
public final class HealthEstimator {

  /** Version of the method; it stands in every report. */
  public static final String METHOD_VERSION = "cellwitness-method/1";

  private final PackFacts pack;

  /**
   * Starts empty.
   *
   * @param pack what is known of the pack; what is unknown leads to refusals, never to defaults
   */
  public HealthEstimator(PackFacts pack) {
    this.pack = pack;
  }

  /**
   * Takes one reading. Readings without a value are gaps.
   *
   * @param reading any signal; those the method does not use are ignored
   */
  public void accept(Reading reading) {}

  /**
   * Adds everything another estimator of the same pack has seen.
   *
   * @param other not changed
   */
  public void merge(HealthEstimator other) {}

  /**
   * How far the measurement has come. Cheap enough to ask every second.
   *
   * @return the present state
   */
  public Progress progress() {
    throw new UnsupportedOperationException(pack.toString());
  }

  /**
   * Evaluates everything seen so far.
   *
   * @return the results; the same readings give the same result
   */
  public HealthResult result() {
    throw new UnsupportedOperationException(pack.toString());
  }
}
