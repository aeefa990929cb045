package io.cellwitness.api;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of a pack before anything is measured. What is not known stays empty: nothing here
 * is ever guessed.
 *
 * @param chemistry cathode chemistry
 * @param cellsInSeries number of cells in series
 * @param nominalAh name-plate capacity, Ah
 * @param certifiedKwh certified usable battery energy (UBE, UN GTR 22), kWh: the only reference of
 *     SOCE
 * @param nominalKwh declared energy that is not certified (net or gross, as its source says), kWh
 * @param cell what is known of its cells
 * @param use what it is used for
 */
public record PackFacts(
    Chemistry chemistry,
    OptionalInt cellsInSeries,
    Optional<Sourced> nominalAh,
    Optional<Sourced> certifiedKwh,
    Optional<Sourced> nominalKwh,
    CellFacts cell,
    UseFacts use) {

  /** A pack of which nothing is known. */
  public static final PackFacts UNKNOWN =
      new PackFacts(
          Chemistry.UNKNOWN,
          OptionalInt.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Rejects nulls and a series count below 1. */
  public PackFacts {
    Objects.requireNonNull(chemistry, "chemistry");
    Objects.requireNonNull(nominalAh, "nominalAh");
    Objects.requireNonNull(certifiedKwh, "certifiedKwh");
    Objects.requireNonNull(nominalKwh, "nominalKwh");
    Objects.requireNonNull(cell, "cell");
    Objects.requireNonNull(use, "use");
    if (cellsInSeries.isPresent() && cellsInSeries.getAsInt() < 1) {
      throw new IllegalArgumentException("cells in series below 1");
    }
  }

  /**
   * A pack of whose cells nothing is known.
   *
   * @param chemistry cathode chemistry
   * @param cellsInSeries number of cells in series
   * @param nominalAh name-plate capacity, Ah
   * @param certifiedKwh certified usable battery energy, kWh
   * @param nominalKwh declared energy that is not certified, kWh
   */
  public PackFacts(
      Chemistry chemistry,
      OptionalInt cellsInSeries,
      Optional<Sourced> nominalAh,
      Optional<Sourced> certifiedKwh,
      Optional<Sourced> nominalKwh) {
    this(chemistry, cellsInSeries, nominalAh, certifiedKwh, nominalKwh, CellFacts.UNKNOWN);
  }

  /**
   * A pack of whose use nothing is known.
   *
   * @param chemistry cathode chemistry
   * @param cellsInSeries number of cells in series
   * @param nominalAh name-plate capacity, Ah
   * @param certifiedKwh certified usable battery energy, kWh
   * @param nominalKwh declared energy that is not certified, kWh
   * @param cell what is known of its cells
   */
  public PackFacts(
      Chemistry chemistry,
      OptionalInt cellsInSeries,
      Optional<Sourced> nominalAh,
      Optional<Sourced> certifiedKwh,
      Optional<Sourced> nominalKwh,
      CellFacts cell) {
    this(chemistry, cellsInSeries, nominalAh, certifiedKwh, nominalKwh, cell, UseFacts.UNKNOWN);
  }

  /**
   * These facts with another use.
   *
   * @param other what the pack is used for
   * @return the facts
   */
  public PackFacts with(UseFacts other) {
    return new PackFacts(
        chemistry, cellsInSeries, nominalAh, certifiedKwh, nominalKwh, cell, other);
  }

  /**
   * These facts with other cells.
   *
   * @param other what is known of the cells instead
   * @return new facts
   */
  public PackFacts withCell(CellFacts other) {
    return new PackFacts(chemistry, cellsInSeries, nominalAh, certifiedKwh, nominalKwh, other, use);
  }

  /**
   * These facts, with the gaps filled and the given facts taking precedence.
   *
   * @param stronger facts that win where both sides know something, such as the operator's options
   * @return the merged facts
   */
  public PackFacts overriddenBy(PackFacts stronger) {
    return new PackFacts(
        stronger.chemistry == Chemistry.UNKNOWN ? chemistry : stronger.chemistry,
        stronger.cellsInSeries.isPresent() ? stronger.cellsInSeries : cellsInSeries,
        stronger.nominalAh.or(() -> nominalAh),
        stronger.certifiedKwh.or(() -> certifiedKwh),
        stronger.nominalKwh.or(() -> nominalKwh),
        cell.overriddenBy(stronger.cell),
        use.overriddenBy(stronger.use));
  }
}
