package io.cellwitness.health;

import java.util.List;

/** Whether a charge ended full: what class A asks of LFP (method, 8.3). */
final class FullEnd {

  private static final double FULL_SOC_PCT = 99;
  private static final double TAPER_SHARE = 1 / 20.0;

  /** The current may fall only after the charging segment has ended, as the charger lets go. */
  private static final double AFTER_CHARGE_S = 600;

  private FullEnd() {}

  /** Whether one of the windows' charges reached 99 % with the current below C/20. */
  static boolean reached(List<Visit> visits, List<SocWindow> windows, double nominalAh) {
    return windows.stream()
        .filter(SocWindow::charging)
        .anyMatch(w -> endsFull(visits.get(w.visit()).samples(), w.segment(), nominalAh));
  }

  /** Whether a charging segment ends at 99 % or more with the current below C/20. */
  static boolean endsFull(Samples samples, Segment segment, double nominalAh) {
    double limitS = samples.timeS()[segment.to()] + AFTER_CHARGE_S;
    for (int i = segment.to(); i < samples.size() && samples.timeS()[i] <= limitS; i++) {
      if (samples.socPct()[i] >= FULL_SOC_PCT
          && Math.abs(samples.currentA()[i]) < TAPER_SHARE * nominalAh) {
        return true;
      }
    }
    return false;
  }
}
