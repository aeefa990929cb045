package io.cellwitness.health;

import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns segments into windows, and leaves out those a limit forbids (sections 4 and 8.4). */
final class WindowFinder {

  static final double SMALLEST_WINDOW_PCT = 5;
  static final double SLOWEST_CHARGING_S = 60;
  static final double SLOWEST_DRIVING_S = 1.5;
  static final double COLDEST_C = 5;
  static final double HOTTEST_C = 45;
  private static final double LEAST_THROUGHPUT = 0.3;

  /** Lifetime counters drift apart by up to 0.6 %: beyond this turnover they are not used. */
  private static final double MOST_TURNOVER = 3;

  private final Samples samples;
  private final double nominalAh;
  private final int visit;
  private final List<SocWindow> windows = new ArrayList<>();
  private final Set<RefusalCode> skipped = EnumSet.noneOf(RefusalCode.class);

  WindowFinder(Samples samples, double nominalAh, int visit) {
    this.samples = samples;
    this.nominalAh = nominalAh;
    this.visit = visit;
  }

  /** Looks at one segment. */
  void add(Segment segment) {
    double[] chargeAh = Integral.chargeAh(samples, segment);
    double counterStepAh = counterStep(segment);
    boolean counted = counterStepAh > 0 && turnoverIsSmall(segment);
    SocWindow window =
        window(segment, counted ? counter(segment) : chargeAh, counted ? counterStepAh : 0);
    if (window.widthPct() < SMALLEST_WINDOW_PCT) {
      return;
    }
    if (!hasThroughput(segment, window)) {
      skipped.add(RefusalCode.SIGNALS_INCONSISTENT);
    } else if (!counted && segment.charging() && window.stepS() > SLOWEST_CHARGING_S) {
      skipped.add(RefusalCode.SAMPLING_TOO_SLOW_CHARGING);
    } else if (!counted && !segment.charging() && window.stepS() > SLOWEST_DRIVING_S) {
      skipped.add(RefusalCode.SAMPLING_TOO_SLOW_DRIVING);
    } else if (window.temperatureC() < COLDEST_C || window.temperatureC() > HOTTEST_C) {
      skipped.add(RefusalCode.TEMPERATURE_OUT_OF_RANGE);
    } else {
      windows.add(window);
    }
  }

  List<SocWindow> windows() {
    return windows;
  }

  /** Why windows were left out. */
  Set<RefusalCode> skipped() {
    return skipped;
  }

  private double[] counter(Segment segment) {
    return Arrays.copyOfRange(samples.netChargeAh(), segment.from(), segment.to() + 1);
  }

  /** Resolution of the counter; 0 when it is missing somewhere or does not move. */
  private double counterStep(Segment segment) {
    double[] counterAh = samples.netChargeAh();
    double step = 0;
    for (int i = segment.from(); i <= segment.to(); i++) {
      if (Double.isNaN(counterAh[i])) {
        return 0;
      }
      double change = i == segment.from() ? 0 : Math.abs(counterAh[i] - counterAh[i - 1]);
      if (change > 1e-6 && (step == 0 || change < step)) {
        step = change;
      }
    }
    return step;
  }

  private boolean turnoverIsSmall(Segment segment) {
    double turnover = samples.throughputAh()[segment.to()] - samples.throughputAh()[segment.from()];
    double net = samples.netChargeAh()[segment.to()] - samples.netChargeAh()[segment.from()];
    return turnover < MOST_TURNOVER * Math.abs(net);
  }

  /** From the first to the last change of the SOC where its steps can be seen, else end to end. */
  private SocWindow window(Segment segment, double[] chargeAh, double counterStepAh) {
    double[] socPct = Arrays.copyOfRange(samples.socPct(), segment.from(), segment.to() + 1);
    double resolution = resolution(socPct);
    int[] changes = changes(socPct);
    boolean whole = segment.size() == samples.size();
    double stepS =
        whole
            ? samples.medianStepS()
            : Statistics.medianStep(samples.timeS(), segment.from(), segment.to());
    double temperatureC = samples.meanTemperatureC(segment.from(), segment.to());
    double socStepPct = Math.sqrt(2) * resolution / Math.sqrt(12);
    int first = 0;
    int last = socPct.length - 1;
    double startAh = chargeAh[first];
    double endAh = chargeAh[last];
    int startAt = first;
    if (changes.length >= 3 && medianChange(socPct, changes) <= 1.01 * resolution) {
      first = changes[0];
      last = changes[changes.length - 1];
      startAh = (chargeAh[first - 1] + chargeAh[first]) / 2;
      endAh = (chargeAh[last - 1] + chargeAh[last]) / 2;
      startAt = first - 1;
      socStepPct *= 0.7;
    }
    double hours =
        (samples.timeS()[segment.from() + last] - samples.timeS()[segment.from() + startAt]) / 3600;
    return new SocWindow(
        socPct[first],
        socPct[last],
        endAh - startAh,
        hours,
        stepS,
        segment.charging(),
        temperatureC,
        socStepPct,
        counterStepAh,
        visit,
        segment);
  }

  private boolean hasThroughput(Segment segment, SocWindow window) {
    if (window.stepS() > SLOWEST_CHARGING_S || window.fromCounters()) {
      return true;
    }
    double throughputAh = 0;
    for (int i = segment.from() + 1; i <= segment.to(); i++) {
      double hours = (samples.timeS()[i] - samples.timeS()[i - 1]) / 3600;
      throughputAh +=
          hours * (Math.abs(samples.currentA()[i]) + Math.abs(samples.currentA()[i - 1])) / 2;
    }
    return throughputAh >= LEAST_THROUGHPUT * nominalAh * window.widthPct() / 100;
  }

  /** Smallest difference above 0.005 between different SOC values, %; 0 with a single value. */
  private static double resolution(double[] socPct) {
    double[] sorted = new double[socPct.length];
    int n = 0;
    for (int k = 0; k < socPct.length; k++) {
      // A value that stands still is not sorted again and again.
      if (k == 0 || socPct[k] != socPct[k - 1]) {
        sorted[n++] = Math.rint(socPct[k] * 1000) / 1000;
      }
    }
    Arrays.sort(sorted, 0, n);
    double smallest = 0;
    for (int k = 1; k < n; k++) {
      double difference = sorted[k] - sorted[k - 1];
      if (difference > 0.005 && (smallest == 0 || difference < smallest)) {
        smallest = difference;
      }
    }
    return smallest;
  }

  /** Samples whose SOC differs from the one before. */
  private static int[] changes(double[] socPct) {
    int[] found = new int[socPct.length];
    int n = 0;
    for (int k = 1; k < socPct.length; k++) {
      if (Math.abs(socPct[k] - socPct[k - 1]) > 1e-9) {
        found[n++] = k;
      }
    }
    return Arrays.copyOf(found, n);
  }

  private static double medianChange(double[] socPct, int[] changes) {
    double[] sizes = new double[changes.length];
    Arrays.setAll(sizes, k -> Math.abs(socPct[changes[k]] - socPct[changes[k] - 1]));
    return Statistics.median(sizes);
  }
}
