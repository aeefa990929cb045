package io.cellwitness.health;

import java.util.List;

/** The wall clock against the clock that never goes back. */
final class ClockChecks implements Check {

  private static final double MOVED_S = 5;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    boolean unsynced = false;
    long lost = 0;
    for (Recording recording : evidence.recordings()) {
      unsynced |= recording.wallClock().everUnsynced();
      lost += recording.overflow();
      double movedS = recording.wallClock().movedS();
      if (movedS > MOVED_S) {
        findings.add(
            new Finding(
                "CLOCK_MOVED",
                Finding.Severity.WARNING,
                "The wall clock was moved during a visit; charge is integrated over another "
                    + "clock and is not affected.",
                Evidence.text("moved by %.0f s", movedS)));
      }
    }
    if (unsynced) {
      findings.add(
          new Finding(
              "CLOCK_NOT_SYNCED",
              Finding.Severity.INFO,
              "The wall clock was not known to be right; dates in this report may be wrong.",
              "stamps without synchronisation"));
    }
    if (lost > 0) {
      findings.add(
          new Finding(
              "RECORDING_TOO_LONG",
              Finding.Severity.WARNING,
              "The recording is longer than can be evaluated; its end was left out.",
              Evidence.text("%d readings", lost)));
    }
  }
}
