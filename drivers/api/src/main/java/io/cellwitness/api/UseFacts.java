package io.cellwitness.api;

import java.util.Objects;
import java.util.Optional;

/**
 * What a pack is used for, and the figures its use is judged by. What is not known stays empty.
 *
 * @param stationary whether the pack stands still for good (home storage, container): then an
 *     instrument on its line sees nothing but the pack, and Annex VII of Regulation (EU) 2023/1542
 *     asks for other quantities than of a car
 * @param ratedPowerKw rated discharge power, kW
 * @param roundTripPct round-trip efficiency when new, %
 * @param consumptionWhPerKm certified energy consumption, Wh/km: the reference of the virtual
 *     distance of UN GTR 22
 * @param ageYears years since first registration or putting into service
 */
public record UseFacts(
    boolean stationary,
    Optional<Sourced> ratedPowerKw,
    Optional<Sourced> roundTripPct,
    Optional<Sourced> consumptionWhPerKm,
    Optional<Sourced> ageYears) {

  /** A use of which nothing is known. */
  public static final UseFacts UNKNOWN =
      new UseFacts(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Rejects nulls. */
  public UseFacts {
    Objects.requireNonNull(ratedPowerKw, "ratedPowerKw");
    Objects.requireNonNull(roundTripPct, "roundTripPct");
    Objects.requireNonNull(consumptionWhPerKm, "consumptionWhPerKm");
    Objects.requireNonNull(ageYears, "ageYears");
  }

  /**
   * These facts, with the gaps filled and the given facts taking precedence.
   *
   * @param stronger facts that win where both sides know something
   * @return the merged facts
   */
  public UseFacts overriddenBy(UseFacts stronger) {
    return new UseFacts(
        stationary || stronger.stationary,
        stronger.ratedPowerKw.or(() -> ratedPowerKw),
        stronger.roundTripPct.or(() -> roundTripPct),
        stronger.consumptionWhPerKm.or(() -> consumptionWhPerKm),
        stronger.ageYears.or(() -> ageYears));
  }
}
