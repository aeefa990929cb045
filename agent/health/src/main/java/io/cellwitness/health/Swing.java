package io.cellwitness.health;

/**
 * Energy in and out between two moments with the same state of charge.
 *
 * @param inKwh energy put in, kWh
 * @param outKwh energy taken out, kWh
 * @param hours how long it took, h
 * @param meanV mean pack voltage, V
 * @param swingPct highest less lowest state of charge in between, %
 * @param closurePct half width of the rectangle in which either moment's state of charge lies, %
 */
record Swing(
    double inKwh, double outKwh, double hours, double meanV, double swingPct, double closurePct) {

  private static final double RESOLUTION_PCT = 0.5;

  /**
   * The widest closed swing of a visit; null without one. Candidates begin at the first sample and
   * at every turn, and end where the state of charge comes back last: what is in between need not
   * be a single cycle.
   */
  static Swing widest(Samples s) {
    int n = s.size();
    if (n < Visit.FEWEST_SAMPLES) {
      return null;
    }
    double gapS = Segmenter.gapLimitS(s);
    int from = 0;
    Swing best = null;
    for (int i = 1; i <= n; i++) {
      boolean cut =
          i == n || s.timeS()[i] - s.timeS()[i - 1] > gapS || Double.isNaN(s.voltageV()[i]);
      if (cut) {
        Swing swing = closed(s, from, i - 1);
        best = swing != null && (best == null || swing.swingPct > best.swingPct) ? swing : best;
        from = i;
      }
    }
    return best;
  }

  /** Inside one stretch without gaps: from the first sample to the last with its charge. */
  private static Swing closed(Samples s, int from, int to) {
    Swing best = null;
    int[] starts = {from, extreme(s, from, to, 1), extreme(s, from, to, -1)};
    for (int start : starts) {
      int end = to;
      while (end > start && Math.abs(s.socPct()[end] - s.socPct()[start]) > RESOLUTION_PCT) {
        end--;
      }
      if (end > start) {
        Swing swing = between(s, start, end);
        best = best == null || swing.swingPct > best.swingPct ? swing : best;
      }
    }
    return best;
  }

  /** Sample of the highest (1) or lowest (-1) state of charge. */
  private static int extreme(Samples s, int from, int to, int sign) {
    int found = from;
    for (int i = from; i <= to; i++) {
      found = sign * s.socPct()[i] > sign * s.socPct()[found] ? i : found;
    }
    return found;
  }

  private static Swing between(Samples s, int start, int end) {
    double in = 0;
    double out = 0;
    double low = s.socPct()[start];
    double high = low;
    double voltHours = 0;
    for (int i = start + 1; i <= end; i++) {
      double stepHours = (s.timeS()[i] - s.timeS()[i - 1]) / 3600;
      double currentA = (s.currentA()[i] + s.currentA()[i - 1]) / 2;
      double volts = (s.voltageV()[i] + s.voltageV()[i - 1]) / 2;
      double kWh = currentA * volts / 1000 * stepHours;
      in += Math.max(0, kWh);
      out += Math.max(0, -kWh);
      voltHours += volts * stepHours;
      low = Math.min(low, s.socPct()[i]);
      high = Math.max(high, s.socPct()[i]);
    }
    double hours = (s.timeS()[end] - s.timeS()[start]) / 3600;
    double apartPct = Math.abs(s.socPct()[end] - s.socPct()[start]);
    return new Swing(
        in, out, hours, voltHours / hours, high - low, Math.max(apartPct, RESOLUTION_PCT));
  }
}
