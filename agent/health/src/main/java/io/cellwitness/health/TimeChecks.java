package io.cellwitness.health;

import io.cellwitness.api.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counters of time and distance against the clock and the speed they must follow. */
final class TimeChecks implements Check {

  /** Shortest stretch over which an operating time must have moved, s. */
  private static final double TELLING_S = 600;

  private static final double LEAST_SHARE = 0.5;
  private static final double MOST_SHARE = 1.5;

  /** What clocks of two visits may be wrong by together, s. */
  private static final double BETWEEN_VISITS_S = 3600;

  private static final double TELLING_KM = 5;
  private static final double DISTANCE_SHARE = 0.25;
  private static final double SPEED_HELD_S = 35;

  /** Shortest operating time that counts hours rather than seconds, s. */
  private static final double COARSE_S = 60;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (Recording recording : evidence.recordings()) {
      if (operatingTime(recording, findings)) {
        break;
      }
    }
    betweenVisits(evidence.recordings(), findings);
    for (Recording recording : evidence.recordings()) {
      if (distance(recording, findings)) {
        break;
      }
    }
  }

  /** An operating time runs like the clock, or it is frozen, scaled or played back. */
  private static boolean operatingTime(Recording recording, List<Finding> findings) {
    Column column = recording.sorted(Signals.OPERATING_TIME);
    int first = next(column, 0);
    int last = before(column, column.size() - 1);
    if (first < 0 || last <= first) {
      return false;
    }
    double passedS = (column.nanos(last) - column.nanos(first)) / 1e9;
    double countedS = column.value(last) - column.value(first);
    double stepS = smallestStep(column);
    boolean coarse = stepS > COARSE_S;
    boolean odd = countedS < LEAST_SHARE * passedS || countedS > MOST_SHARE * passedS;
    if (passedS < TELLING_S || coarse || !odd) {
      return false;
    }
    findings.add(
        new Finding(
            "OPERATING_TIME_CONTRADICTS_CLOCK",
            Finding.Severity.SERIOUS,
            "The operating time of the battery management does not run with the clock: frozen, "
                + "rewritten or played back at another speed.",
            Evidence.text("%.0f s counted while %.0f s passed", countedS, passedS)));
    return true;
  }

  /** Between two visits a battery management cannot work longer than time has passed. */
  private static void betweenVisits(List<Recording> recordings, List<Finding> findings) {
    Recording earlier = null;
    for (Recording recording : recordings) {
      Column column = recording.sorted(Signals.OPERATING_TIME);
      if (next(column, 0) < 0) {
        continue;
      }
      if (earlier != null) {
        Instant from = earlier.firstWall();
        double passedS = Duration.between(from, recording.firstWall()).toSeconds();
        double countedS =
            column.value(next(column, 0)) - startOf(earlier.sorted(Signals.OPERATING_TIME));
        if (countedS > passedS + BETWEEN_VISITS_S) {
          findings.add(
              new Finding(
                  "OPERATING_TIME_BEYOND_CLOCK",
                  Finding.Severity.SERIOUS,
                  "The battery management worked longer than time passed between two visits: "
                      + "another pack, or a clock set back.",
                  Evidence.text("%.0f h counted in %.0f h", countedS / 3600, passedS / 3600)));
          return;
        }
      }
      earlier = recording;
    }
  }

  /** The odometer against the integral of the speed. */
  private static boolean distance(Recording recording, List<Finding> findings) {
    Column odometer = recording.sorted(Signals.ODOMETER);
    Column speed = recording.sorted(Signals.SPEED);
    int first = next(odometer, 0);
    int last = before(odometer, odometer.size() - 1);
    if (first < 0 || last <= first || speed.size() < Visit.FEWEST_SAMPLES) {
      return false;
    }
    double drivenKm = 0;
    double unknownS = 0;
    for (int i = 1; i < speed.size(); i++) {
      boolean inside =
          speed.nanos(i) <= odometer.nanos(last) && speed.nanos(i - 1) >= odometer.nanos(first);
      double stepS = (speed.nanos(i) - speed.nanos(i - 1)) / 1e9;
      double meanKmh = (speed.value(i) + speed.value(i - 1)) / 2;
      if (inside && (Double.isNaN(meanKmh) || stepS > SPEED_HELD_S)) {
        unknownS += stepS;
      } else if (inside) {
        drivenKm += meanKmh * stepS / 3600;
      }
    }
    double countedKm = odometer.value(last) - odometer.value(first);
    double largerKm = Math.max(drivenKm, countedKm);
    boolean covered = unknownS < 60;
    if (!covered
        || largerKm < TELLING_KM
        || Math.abs(countedKm - drivenKm) <= Math.max(2, DISTANCE_SHARE * largerKm)) {
      return false;
    }
    findings.add(
        new Finding(
            "ODOMETER_CONTRADICTS_SPEED",
            Finding.Severity.SERIOUS,
            "The odometer does not count the distance that was driven.",
            Evidence.text("%.1f km counted, %.1f km by speed", countedKm, drivenKm)));
    return true;
  }

  private static double startOf(Column column) {
    return column.value(next(column, 0));
  }

  /** First entry with a value other than zero from an index on; -1 without one. */
  private static int next(Column column, int from) {
    for (int i = from; i < column.size(); i++) {
      if (column.value(i) > 0) {
        return i;
      }
    }
    return -1;
  }

  private static int before(Column column, int from) {
    for (int i = from; i >= 0; i--) {
      if (column.value(i) > 0) {
        return i;
      }
    }
    return -1;
  }

  private static double smallestStep(Column column) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < column.size(); i++) {
      double change = column.value(i) - column.value(i - 1);
      if (change > 0) {
        smallest = Math.min(smallest, change);
      }
    }
    // One that never moves is not coarse: it is frozen.
    return Double.isInfinite(smallest) ? 0 : smallest;
  }
}
