package io.cellwitness.gateway.session;

import io.cellwitness.health.Progress;
import java.util.OptionalDouble;

/**
 * The present state of a check.
 *
 * @param phase {@value #WAITING}, {@code charging}, {@code reading}
 * @param elapsedS seconds of reading time since the first reading
 * @param runningS real seconds since the measurement began
 * @param played how much of a recording has been read, 0 to 1; empty for a live source
 * @param leftAtMostS the check ends after this many seconds of reading time at the latest, where it
 *     has such a limit now
 * @param readings number of readings so far
 * @param socPct last state of charge on the BMS scale, %
 * @param currentA last current, A, positive when charging
 * @param estimate how far the method has come
 */
public record CheckProgress(
    String phase,
    double elapsedS,
    double runningS,
    OptionalDouble played,
    OptionalDouble leftAtMostS,
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
