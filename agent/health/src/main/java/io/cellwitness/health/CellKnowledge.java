package io.cellwitness.health;

import io.cellwitness.health.electrode.HalfCells;
import io.cellwitness.health.electrode.PackCard;
import java.util.Objects;

/**
 * What the electrode-model fit needs to know beforehand; without it the method works by the state
 * of charge alone.
 *
 * @param curves half-cell curves, from {@code config/chemistries/halfcells.csv}
 * @param card what the vehicle profile says about the cells of this model
 */
public record CellKnowledge(HalfCells curves, PackCard card) {
  /** Rejects nulls. */
  public CellKnowledge {
    Objects.requireNonNull(curves, "curves");
    Objects.requireNonNull(card, "card");
  }
}
