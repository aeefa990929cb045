package io.cellwitness.health;

import io.cellwitness.health.electrode.HalfCells;
import io.cellwitness.health.electrode.PackCard;
import java.util.Objects;
import java.util.Optional;

/**
 * What the electrode-model fit needs to know beforehand; without it the method works by the state
 * of charge alone.
 *
 * @param curves half-cell curves, from {@code config/chemistries/halfcells.csv}
 * @param card what the vehicle profile says about the cells of this model
 * @param curvesSha256 SHA-256 of the file the curves come from, for the report
 */
public record CellKnowledge(HalfCells curves, PackCard card, Optional<String> curvesSha256) {
  /** Rejects nulls. */
  public CellKnowledge {
    Objects.requireNonNull(curves, "curves");
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(curvesSha256, "curvesSha256");
  }

  /**
   * Curves of which no file is named.
   *
   * @param curves half-cell curves
   * @param card what is known of the cells
   */
  public CellKnowledge(HalfCells curves, PackCard card) {
    this(curves, card, Optional.empty());
  }
}
