package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.health.math.Statistics;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A stated number of cells in series that the recorded voltages contradict. Which of the two is
 * wrong is for a person to decide: no other number is put in its place, and what rests on it is
 * refused. The pack that was described is then not the one that was measured, so that its nominal
 * values are no reference either.
 *
 * @param stated number of cells in series as stated
 * @param finding with both numbers
 */
record SeriesContradiction(int stated, Finding finding) {

  /**
   * Pack voltage and cells of one car may differ by this; the committed cars 2 and 3 are 1.1 and
   * 1.0 % apart.
   */
  private static final double VOLTAGE_SHARE = 0.03;

  /** Where as many cells were read as are stated, only more than this outweighs them. */
  private static final double AGAINST_COUNT_SHARE = 0.15;

  private static final int FEWEST = 3;

  private static final List<String> RATIOS =
      List.of(QuantityNames.SOH_CAPACITY, QuantityNames.SOH_ENERGY, QuantityNames.SOCE);

  /** The contradiction of the first visit that shows one; empty where none does. */
  static Optional<SeriesContradiction> of(PackFacts pack, List<Recording> recordings) {
    if (pack.cellsInSeries().isEmpty()) {
      return Optional.empty();
    }
    int stated = pack.cellsInSeries().getAsInt();
    return recordings.stream()
        .flatMap(recording -> finding(stated, recording).stream())
        .findFirst()
        .map(finding -> new SeriesContradiction(stated, finding));
  }

  /** The same pack with its number of cells unknown. */
  PackFacts without(PackFacts pack) {
    return new PackFacts(
        pack.chemistry(),
        OptionalInt.empty(),
        pack.nominalAh(),
        pack.certifiedKwh(),
        pack.nominalKwh(),
        pack.cell(),
        pack.use());
  }

  /** What was refused because the number is not known is refused because it is doubtful. */
  List<Quantity> refused(List<Quantity> quantities) {
    return quantities.stream().map(this::refused).toList();
  }

  private Quantity refused(Quantity quantity) {
    if (RATIOS.contains(quantity.name()) && quantity instanceof Quantity.Number) {
      return Quantities.refused(quantity.name(), List.of(RefusalTexts.anotherPack(stated)));
    }
    if (quantity instanceof Quantity.Refused refused
        && refused.reasons().stream().anyMatch(r -> r.code() == RefusalCode.SERIES_UNKNOWN)) {
      return new Quantity.Refused(
          refused.name(),
          refused.originator(),
          refused.reasons().stream()
              .map(
                  r ->
                      r.code() == RefusalCode.SERIES_UNKNOWN
                          ? RefusalTexts.seriesContradicted(stated)
                          : r)
              .toList());
    }
    return quantity;
  }

  private static Optional<Finding> finding(int stated, Recording recording) {
    CellSets sets = recording.cells().closedCopy();
    if (sets.highestCell() > 0) {
      return byCells(stated, recording, sets);
    }
    Optional<Finding> extremes = byExtremes(stated, recording);
    return extremes.isPresent() ? extremes : byPackAlone(stated, recording);
  }

  private static Optional<Finding> byCells(int stated, Recording recording, CellSets sets) {
    int read = sets.highestCell();
    Timeline pack = Timeline.of(recording.sorted(Signals.VOLTAGE), 0, 0);
    Growing ratios = new Growing();
    for (CellRound round : sets.minutes()) {
      double packV = pack.size() == 0 ? Double.NaN : pack.at(round.nanos() / 1e9);
      if (packV > 0 && round.cells() >= 0.9 * read) {
        ratios.add(packV / round.meanV());
      }
    }
    if (ratios.size() == 0) {
      return read > stated
          ? contradiction(Evidence.text("%d stated, %d cells read", stated, read))
          : Optional.empty();
    }
    double shown = Statistics.median(ratios.toArray());
    double share = read == stated ? AGAINST_COUNT_SHARE : VOLTAGE_SHARE;
    boolean far = ratios.size() >= FEWEST && differ(shown, stated, share);
    // Fewer cells may be listed than there are, or two strings; then the voltage says so. A cell
    // that reads nonsense may be the last one.
    boolean counted =
        read != stated && sets.implausible() == 0 && !differ(shown, read, VOLTAGE_SHARE);
    return far || counted
        ? contradiction(
            Evidence.text(
                "%d stated, %.1f by pack voltage over mean cell voltage, %d cells read",
                stated, shown, read))
        : Optional.empty();
  }

  private static boolean differ(double shown, int cells, double share) {
    return Math.abs(shown / cells - 1) > share;
  }

  /** The mean cell lies between the highest and the lowest the car reports. */
  private static Optional<Finding> byExtremes(int stated, Recording recording) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    if (highest.size() < FEWEST) {
      return Optional.empty();
    }
    Timeline lowest = Timeline.of(recording.sorted(Signals.CELL_VOLTAGE_MIN), 0, 0);
    Timeline pack = Timeline.of(recording.sorted(Signals.VOLTAGE), 0, 0);
    Growing least = new Growing();
    Growing most = new Growing();
    for (int i = 0; i < highest.size() && lowest.size() > 0 && pack.size() > 0; i++) {
      double atS = highest.nanos(i) / 1e9;
      double packV = pack.at(atS);
      if (packV > 0 && plausible(highest.value(i)) && plausible(lowest.at(atS))) {
        least.add(packV / highest.value(i));
        most.add(packV / lowest.at(atS));
      }
    }
    if (least.size() < FEWEST) {
      return Optional.empty();
    }
    double from = Statistics.median(least.toArray());
    double to = Statistics.median(most.toArray());
    return stated < from * (1 - VOLTAGE_SHARE) || stated > to * (1 + VOLTAGE_SHARE)
        ? contradiction(
            Evidence.text(
                "%d stated, %.1f to %.1f by pack voltage over highest and lowest cell",
                stated, from, to))
        : Optional.empty();
  }

  /** Without any cell voltage only what no cell can have is a contradiction. */
  private static Optional<Finding> byPackAlone(int stated, Recording recording) {
    Column voltage = recording.sorted(Signals.VOLTAGE);
    double cellV = voltage.lastValue() / stated;
    // The last reading may be that of a pack being switched off.
    double beforeV = voltage.size() == 0 ? Double.NaN : voltage.value(voltage.size() / 2) / stated;
    return impossible(cellV) && impossible(beforeV)
        ? Optional.of(
            new Finding(
                "SERIES_COUNT_WRONG",
                Finding.Severity.SERIOUS,
                "The pack voltage does not fit the stated number of cells in series.",
                Evidence.text("%.2f V per cell with %d cells", cellV, stated)))
        : Optional.empty();
  }

  private static Optional<Finding> contradiction(String evidence) {
    return Optional.of(
        new Finding(
            "SERIES_CONTRADICTS_CELLS",
            Finding.Severity.SERIOUS,
            "The stated number of cells in series contradicts the voltages that were read: it is "
                + "that of another pack, or mistyped.",
            evidence));
  }

  private static boolean impossible(double cellV) {
    return cellV < CellSets.MIN_CELL_V || cellV > CellSets.MAX_CELL_V;
  }

  private static boolean plausible(double cellV) {
    return cellV >= CellSets.MIN_CELL_V && cellV <= CellSets.MAX_CELL_V;
  }
}
