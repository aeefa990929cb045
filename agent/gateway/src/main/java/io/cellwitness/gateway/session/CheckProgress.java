package io.cellwitness.gateway.session;

import io.cellwitness.health.Progress;
import java.util.OptionalDouble;

/**
 * The present state of a check.
 *
 * @param phase {@value #WAITING}, {@code charging}, {@code reading}
 * @param elapsedS seconds of reading time since the first reading
 * @param readings number of readings so far
 * @param socPct last state of charge on the BMS scale, %
 * @param currentA last current, A, positive when charging
 * @param estimate how far the method has come
 */
public record CheckProgress(
    String phase,
    double elapsedS,
    long readings,
    OptionalDouble socPct,
    OptionalDouble currentA,
    Progress estimate) {

  /** The phase before a charge came. */
  static final String WAITING = "waiting for the charge";

  /**
   * Whether a charge has come in this session.
   *
   * @return true from the first charging current on
   */
  public boolean charged() {
    return !phase.equals(WAITING);
  }
}
