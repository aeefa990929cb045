package io.cellwitness.health.electrode;

import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a vehicle model's cells: the lever of the electrode-model fit (method, 7.1).
 *
 * @param emptyV rest voltage per cell at 0 %, V
 * @param emptyU its standard uncertainty, V
 * @param fullV rest voltage per cell at 100 %, V
 * @param fullU its standard uncertainty, V
 * @param cathode class of the positive electrode, where known
 * @param reference fit of one wide clean charge of the same model, where there is one
 * @param source where these figures come from
 */
public record PackCard(
    double emptyV,
    double emptyU,
    double fullV,
    double fullU,
    Optional<CathodeClass> cathode,
    Optional<Reference> reference,
    String source) {

  /**
   * A same-model reference.
   *
   * @param cathode class it was fitted with
   * @param graphite graphite it was fitted with
   * @param y0 fitted stoichiometry of the positive electrode where the negative one is empty
   * @param logRatio fitted logarithm of negative over positive electrode capacity
   * @param offsetV fitted voltage offset, V
   */
  public record Reference(
      CathodeClass cathode, Graphite graphite, double y0, double logRatio, double offsetV) {
    /** Rejects nulls. */
    public Reference {
      Objects.requireNonNull(cathode, "cathode");
      Objects.requireNonNull(graphite, "graphite");
    }
  }

  /** Rejects nulls, voltages in the wrong order and negative uncertainties. */
  public PackCard {
    Objects.requireNonNull(cathode, "cathode");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(source, "source");
    if (!(emptyV > 0 && emptyV < fullV && fullV < 5)) {
      throw new IllegalArgumentException("empty and full voltage of a cell: 0 < empty < full < 5");
    }
    if (!(emptyU >= 0 && fullU >= 0)) {
      throw new IllegalArgumentException("uncertainty of a card's voltage below 0");
    }
  }
}
