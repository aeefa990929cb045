package io.cellwitness.health;

/** How fast the pack is being charged now. */
final class ChargingRate {

  /** The rate is taken over the last minutes of the charge. */
  private static final double LOOK_BACK_S = 1200;

  private ChargingRate() {}

  /** Rise of the state of charge at the end of a visit, % per hour; 0 when it is not charging. */
  static double socPerHourPct(Visit visit) {
    Samples samples = visit.samples();
    if (visit.segments().isEmpty()) {
      return 0;
    }
    Segment last = visit.segments().get(visit.segments().size() - 1);
    if (!last.charging() || last.to() < samples.size() - 1) {
      return 0;
    }
    int from = last.to();
    double sinceS = samples.timeS()[last.to()] - LOOK_BACK_S;
    while (from > last.from() && samples.timeS()[from - 1] >= sinceS) {
      from--;
    }
    double hours = (samples.timeS()[last.to()] - samples.timeS()[from]) / 3600;
    double risePct = samples.socPct()[last.to()] - samples.socPct()[from];
    return hours > 0 ? Math.max(0, risePct / hours) : 0;
  }
}
