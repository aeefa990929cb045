package io.cellwitness.can.profile;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One battery a car of a profile may have.
 *
 * @param id short name, such as {@code 64 kWh}
 * @param cellsInSeries number of cells in series
 * @param chemistry cathode chemistry
 * @param nominalAh name-plate capacity, Ah
 * @param certifiedKwh certified usable energy, kWh
 * @param nominalKwh declared energy, kWh
 * @param cell the card of the independent method
 */
public record PackVariant(
    String id,
    int cellsInSeries,
    Chemistry chemistry,
    Optional<Sourced> nominalAh,
    Optional<Sourced> certifiedKwh,
    Optional<Sourced> nominalKwh,
    CellFacts cell) {

  /**
   * What this variant says of a pack.
   *
   * @return the facts
   */
  public PackFacts facts() {
    return new PackFacts(
        chemistry, OptionalInt.of(cellsInSeries), nominalAh, certifiedKwh, nominalKwh, cell);
  }
}
