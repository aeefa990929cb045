package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Spread of the cell voltages at rest (method, section "Imbalance"). */
final class ImbalanceMethod {

  /** Id of the method in reports. */
  static final String ID = "rest-spread/1";

  /** Below this share of the capacity per hour the pack counts as resting. */
  static final double REST_SHARE = 1 / 50.0;

  private static final double REST_S = 60;
  private static final double LFP_LOW_PCT = 10;
  private static final double LFP_HIGH_PCT = 95;
  private static final double FLAG_MV = 50;

  /** Spreads at rest gathered over the visits. */
  private final Growing spreadsMv = new Growing();

  private final Growing deviationsMv = new Growing();
  private final Growing socsPct = new Growing();
  private boolean restedElsewhere;

  private final PackFacts pack;

  ImbalanceMethod(PackFacts pack) {
    this.pack = pack;
  }

  /** Adds what one visit shows. */
  void add(Recording recording, Visit visit) {
    if (pack.nominalAh().isEmpty()) {
      return;
    }
    Samples samples = visit.samples();
    boolean[] resting = resting(samples, pack.nominalAh().get().value());
    long origin = firstNanos(recording);
    CellSets cells = recording.cells().closedCopy();
    if (cells.rounds() > 0) {
      for (int r = 0; r < cells.rounds(); r++) {
        if (cells.isFull(r)) {
          double timeS = (cells.nanos(r) - origin) / 1e9;
          note(samples, resting, timeS, cells.spreadV(r), cells.deviationV(r));
        }
      }
    } else {
      addExtremes(recording, samples, resting, origin);
    }
  }

  /** Whether the pack carried less than C/50 at that time, s since the first current reading. */
  static boolean atRest(Samples samples, double timeS, double nominalAh) {
    int i = lastAtOrBefore(samples, timeS);
    return i >= 0
        && timeS - samples.timeS()[i] <= Segmenter.gapLimitS(samples)
        && Math.abs(samples.currentA()[i]) < REST_SHARE * nominalAh;
  }

  static long firstNanos(Recording recording) {
    Column current = recording.sorted(Signals.CURRENT);
    return current.size() == 0 ? 0 : current.nanos(0);
  }

  /** Spread and standard deviation, each as a number or a refusal. */
  List<Quantity> quantities() {
    if (pack.nominalAh().isEmpty()) {
      List<Refusal> why = List.of(RefusalTexts.plain(RefusalCode.NOMINAL_UNKNOWN));
      return List.of(
          Quantities.refused(QuantityNames.CELL_SPREAD, why),
          Quantities.refused(QuantityNames.CELL_DEVIATION, why));
    }
    String missing =
        restedElsewhere
            ? "Cell voltages of LFP tell something only above 95 % or below 10 % charge; "
                + "let the car rest full for a minute."
            : "No cell voltages were recorded after a minute below C/50; let the car rest.";
    List<Refusal> why = List.of(RefusalTexts.notMeasured(missing));
    return List.of(
        spreadsMv.size() == 0
            ? Quantities.refused(QuantityNames.CELL_SPREAD, why)
            : quantity(QuantityNames.CELL_SPREAD, spreadsMv, Math.sqrt(2)),
        deviationsMv.size() == 0
            ? Quantities.refused(QuantityNames.CELL_DEVIATION, why)
            : quantity(QuantityNames.CELL_DEVIATION, deviationsMv, 1));
  }

  /** The finding for a pack whose cells drift apart. */
  Optional<Finding> finding() {
    if (spreadsMv.size() == 0 || pack.chemistry() == Chemistry.LFP) {
      return Optional.empty();
    }
    double spreadMv = Statistics.median(spreadsMv.toArray());
    if (spreadMv <= FLAG_MV) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "CELL_IMBALANCE",
            Finding.Severity.WARNING,
            String.format(
                Locale.ROOT,
                "At rest the cells lie %.0f mV apart, more than the %.0f mV of a sound pack.",
                spreadMv,
                FLAG_MV),
            String.format(
                Locale.ROOT,
                "median of %d rests at %.0f %% charge",
                spreadsMv.size(),
                Statistics.median(socsPct.toArray()))));
  }

  /** Where the car gives only its highest and lowest cell. */
  private void addExtremes(Recording recording, Samples samples, boolean[] resting, long origin) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column lowest = recording.sorted(Signals.CELL_VOLTAGE_MIN);
    int low = 0;
    for (int high = 0; high < highest.size(); high++) {
      while (low + 1 < lowest.size() && lowest.nanos(low + 1) <= highest.nanos(high)) {
        low++;
      }
      if (low < lowest.size()
          && Math.abs(highest.nanos(high) - lowest.nanos(low)) < 1e9
          && plausible(highest.value(high))
          && plausible(lowest.value(low))) {
        double timeS = (highest.nanos(high) - origin) / 1e9;
        double spreadV = highest.value(high) - lowest.value(low);
        note(samples, resting, timeS, spreadV, Double.NaN);
      }
    }
  }

  private void note(
      Samples samples, boolean[] resting, double timeS, double spreadV, double deviationV) {
    int i = lastAtOrBefore(samples, timeS);
    if (i < 0 || !resting[i] || timeS - samples.timeS()[i] > Segmenter.gapLimitS(samples)) {
      return;
    }
    double socPct = samples.socPct()[i];
    boolean flat = socPct >= LFP_LOW_PCT && socPct <= LFP_HIGH_PCT;
    if (flat && (pack.chemistry() == Chemistry.LFP || pack.chemistry() == Chemistry.UNKNOWN)) {
      restedElsewhere = true;
      return;
    }
    spreadsMv.add(1000 * spreadV);
    socsPct.add(socPct);
    if (!Double.isNaN(deviationV)) {
      deviationsMv.add(1000 * deviationV);
    }
  }

  /** Samples before which the pack has rested for a minute. */
  private static boolean[] resting(Samples samples, double nominalAh) {
    boolean[] resting = new boolean[samples.size()];
    double gapS = Segmenter.gapLimitS(samples);
    int since = -1;
    for (int i = 0; i < samples.size(); i++) {
      boolean quiet = Math.abs(samples.currentA()[i]) < REST_SHARE * nominalAh;
      boolean gap = i > 0 && samples.timeS()[i] - samples.timeS()[i - 1] > gapS;
      if (!quiet) {
        since = -1;
      } else if (since < 0 || gap) {
        since = i;
      }
      resting[i] = since >= 0 && samples.timeS()[i] - samples.timeS()[since] >= REST_S;
    }
    return resting;
  }

  private Quantity quantity(String name, Growing valuesMv, double resolutionFactor) {
    double[] values = valuesMv.toArray();
    double median = Statistics.median(values);
    double stepMv = resolution(values);
    double scatter =
        1.25
            * Statistics.MAD_TO_SIGMA
            * Statistics.medianDeviation(values, median)
            / Math.sqrt(values.length);
    // A spread of zero still has an uncertainty: relate it to one step at least.
    double base = Math.max(median, stepMv);
    double resolution = resolutionFactor * stepMv / Math.sqrt(12);
    List<BudgetTerm> budget =
        List.of(
            new BudgetTerm(
                "resolution",
                resolution / base,
                String.format(Locale.ROOT, "cell voltages in steps of %.1f mV", stepMv)),
            new BudgetTerm(
                "scatter",
                scatter / base,
                String.format(
                    Locale.ROOT,
                    "median of %d rests at %.0f %% charge",
                    values.length,
                    Statistics.median(socsPct.toArray()))));
    return new Quantity.Number(
        name,
        Originator.MEASURED,
        median,
        "mV",
        Optional.of(2 * Math.hypot(resolution, scatter)),
        Optional.empty(),
        ID,
        budget);
  }

  /** Smallest difference between different values, mV; 1 mV where they are all alike. */
  private static double resolution(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double difference = sorted[i] - sorted[i - 1];
      if (difference > 0.1) {
        step = Math.min(step, difference);
      }
    }
    return Double.isInfinite(step) ? 1 : step;
  }

  private static boolean plausible(double cellV) {
    return cellV >= CellSets.MIN_CELL_V && cellV <= CellSets.MAX_CELL_V;
  }

  private static int lastAtOrBefore(Samples samples, double timeS) {
    int found = Arrays.binarySearch(samples.timeS(), timeS);
    return found >= 0 ? found : -found - 2;
  }
}
