package io.cellwitness.gateway.session;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.CellFacts.ReferenceCharge;
import io.cellwitness.api.CellFacts.RestVoltage;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.health.CellKnowledge;
import io.cellwitness.health.electrode.CathodeClass;
import io.cellwitness.health.electrode.Graphite;
import io.cellwitness.health.electrode.PackCard;
import java.util.Optional;

/** Turns what is known of a pack's cells into what the electrode-model fit takes. */
public final class CellCard {

  private CellCard() {}

  /**
   * The card with the half-cell curves, the same for a check and for its recomputation.
   *
   * @param cell what profile, file and operator know together
   * @return empty unless both rest voltages are known
   * @throws Failure with {@link ExitCode#BAD_DATA} when the empty cell's voltage is not the lower
   */
  public static Optional<CellKnowledge> knowledge(CellFacts cell) throws Failure {
    if (cell.emptyRest().isEmpty() || cell.fullRest().isEmpty()) {
      return Optional.empty();
    }
    RestVoltage empty = cell.emptyRest().get();
    RestVoltage full = cell.fullRest().get();
    if (empty.volts() >= full.volts()) {
      throw new Failure(
          ExitCode.BAD_DATA,
          "the cell's rest voltage at empty, "
              + empty.volts()
              + " V, is not below that at full, "
              + full.volts()
              + " V; correct --cell-empty-v, --cell-full-v or the card");
    }
    PackCard card =
        new PackCard(
            empty.volts(),
            empty.uncertaintyV(),
            full.volts(),
            full.uncertaintyV(),
            cell.cathodeClass().flatMap(CathodeClass::find),
            cell.reference().flatMap(CellCard::reference),
            "empty: " + empty.source() + "; full: " + full.source());
    return Optional.of(
        new CellKnowledge(HalfCellFile.curves(), card, Optional.of(HalfCellFile.sha256())));
  }

  /** The reference, where class and graphite are known to the method. */
  private static Optional<PackCard.Reference> reference(ReferenceCharge reference) {
    Optional<CathodeClass> cathode = CathodeClass.find(reference.cathodeClass());
    Optional<Graphite> graphite = Graphite.find(reference.graphite());
    if (cathode.isEmpty() || graphite.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PackCard.Reference(
            cathode.get(),
            graphite.get(),
            reference.y0(),
            reference.logRatio(),
            reference.offsetV()));
  }

  /**
   * What keeps a card that is there in part from being used in full.
   *
   * @param cell what profile, file and operator know together
   * @return one sentence, or empty when there is nothing to say
   */
  static Optional<String> note(CellFacts cell) {
    if (cell.equals(CellFacts.UNKNOWN)) {
      return Optional.empty();
    }
    if (cell.emptyRest().isEmpty() || cell.fullRest().isEmpty()) {
      return Optional.of(
          "The electrode fit needs the cell's rest voltage at empty and at full, so it is left out:"
              + " give --cell-empty-v and --cell-full-v.");
    }
    if (cell.reference().isPresent() && cell.reference().flatMap(CellCard::reference).isEmpty()) {
      return Optional.of(
          "The card's reference names electrodes that are not known; it is left out.");
    }
    return cell.cathodeClass()
        .filter(id -> CathodeClass.find(id).isEmpty())
        .map(id -> "The cathode class '" + id + "' is not known, so every class is weighed.");
  }
}
