package io.cellwitness.report;

import io.cellwitness.api.Chemistry;
import java.util.ArrayList;
import java.util.List;

/** What every report says about its own reach (method.md section 6), by code. */
final class Limits {

  /**
   * One limit of validity.
   *
   * @param code stable; the page has a text in each language for it
   * @param text English sentence
   */
  record Limit(String code, String text) {}

  private static final List<Limit> ALWAYS =
      List.of(
          new Limit(
              "BMS_SCALE",
              "The interval assumes a state-of-charge scale of the usual quality. A battery"
                  + " management system that never re-anchors its scale returns its own belief of"
                  + " the capacity; a rest of 30 minutes before and a full charge at the end guard"
                  + " against this."),
          new Limit(
              "USABLE_DEFINITION",
              "Usable capacity means 0 to 100 % of the scale of the battery management system. Two"
                  + " of ten packs measured in a laboratory still showed 3 to 4 % when physically"
                  + " empty, an ambiguity of 4 % in the definition itself."),
          new Limit(
              "MOMENT",
              "The report describes the battery on the day of the measurement. It says nothing"
                  + " about later damage and does not replace an inspection of the vehicle."));

  private static final Limit LFP =
      new Limit(
          "LFP_ASSUMED_SCALE",
          "For LFP and unknown chemistry the interval rests on an assumed error of 4 points of"
              + " state of charge, because no LFP vehicle with a laboratory capacity was"
              + " available.");

  private Limits() {}

  /**
   * The limits of one report.
   *
   * @param chemistry of its pack
   * @return in the order in which they are printed
   */
  static List<Limit> of(Chemistry chemistry) {
    List<Limit> limits = new ArrayList<>(ALWAYS);
    if (chemistry == Chemistry.LFP || chemistry == Chemistry.UNKNOWN) {
      limits.add(2, LFP);
    }
    return List.copyOf(limits);
  }
}
