package io.cellwitness.health;

/**
 * The longest stretch of a visit in which the pack was left alone: less than C/50 at every sample,
 * and lifetime counters that stood still, also across silences of a sleeping car. Without counters
 * nobody knows what flowed, because the zero of a current sensor is off by more than a cell loses.
 *
 * @param days how long, from two hours after its beginning, days; 0 where there is none
 * @param lostPct state of charge lost beyond what the counters counted, %
 */
record LongRest(double days, double lostPct) {

  /** Time after which voltages, and the state of charge made of them, have settled, s. */
  static final double SETTLED_S = 2 * 3600;

  private static final double REST_SHARE = 1 / 50.0;

  /** What the counters may have counted, share of the capacity. */
  private static final double LEFT_ALONE_SHARE = 0.02;

  static LongRest longest(Samples s, double nominalAh) {
    LongRest longest = new LongRest(0, 0);
    int from = -1;
    int settled = -1;
    for (int i = 0; i < s.size(); i++) {
      boolean rests = Math.abs(s.currentA()[i]) < REST_SHARE * nominalAh && s.throughputAh()[i] > 0;
      boolean alone =
          rests
              && from >= 0
              && s.throughputAh()[i] - s.throughputAh()[from] <= LEFT_ALONE_SHARE * nominalAh;
      if (!alone) {
        from = rests ? i : -1;
        settled = -1;
      }
      if (from >= 0 && settled < 0 && s.timeS()[i] - s.timeS()[from] >= SETTLED_S) {
        settled = i;
      }
      double days = settled < 0 ? 0 : (s.timeS()[i] - s.timeS()[settled]) / 86_400;
      if (days > longest.days()) {
        double countedAh = s.netChargeAh()[i] - s.netChargeAh()[settled];
        longest =
            new LongRest(days, s.socPct()[settled] - s.socPct()[i] + 100 * countedAh / nominalAh);
      }
    }
    return longest;
  }
}
