package io.cellwitness.report;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.VehicleFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** What the session showed of the vehicle profile, by {@link VehicleFacts#PROFILE_PROOF}. */
  private static final Map<String, Limit> PROFILE =
      Map.of(
          VehicleFacts.PROOF_HELD,
          new Limit(
              "PROFILE_IMPORTED_HELD",
              "The vehicle profile, which says what the bytes of the car mean, was imported and"
                  + " nobody has compared it with a car yet. The relations it names held throughout"
                  + " this session, which speaks for it and does not prove every value."),
          VehicleFacts.PROOF_OPEN,
          new Limit(
              "PROFILE_IMPORTED",
              "The vehicle profile, which says what the bytes of the car mean, was imported,"
                  + " nobody has compared it with a car yet, and nothing in this session has proved"
                  + " it: every value may be wrong."),
          VehicleFacts.PROOF_BROKEN,
          new Limit(
              "PROFILE_CONTRADICTED",
              "Values that must fit each other did not fit in this session. The vehicle profile"
                  + " may be the wrong one for this car, or a sensor is broken: every value may be"
                  + " wrong."));

  private Limits() {}

  /**
   * The limits of one report.
   *
   * @param vehicle what is known of it at the end of the session
   * @return in the order in which they are printed
   */
  static List<Limit> of(VehicleFacts vehicle) {
    List<Limit> limits = new ArrayList<>(ALWAYS);
    Chemistry chemistry = vehicle.pack().chemistry();
    if (chemistry == Chemistry.LFP || chemistry == Chemistry.UNKNOWN) {
      limits.add(2, LFP);
    }
    String proof = vehicle.link().getOrDefault(VehicleFacts.PROFILE_PROOF, "");
    Optional.ofNullable(PROFILE.get(proof)).ifPresent(limit -> limits.add(0, limit));
    return List.copyOf(limits);
  }
}
