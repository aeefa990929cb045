package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * What the consistency checks look at.
 *
 * @param pack what is known of the pack, without a number of cells that the voltages contradict
 * @param statedSeries number of cells in series as stated, contradicted or not
 * @param recordings visits in order
 * @param visits the same visits, cleaned and searched
 * @param capacity the SOC-window outcome
 */
record Evidence(
    PackFacts pack,
    OptionalInt statedSeries,
    List<Recording> recordings,
    List<Visit> visits,
    CapacityOutcome capacity) {

  boolean nominalKnown() {
    return pack.nominalAh().isPresent();
  }

  double nominalAh() {
    return pack.nominalAh().orElseThrow().value();
  }

  /** Formats figures for people, the same everywhere. */
  static String text(String format, Object... figures) {
    return String.format(Locale.ROOT, format, figures);
  }
}
