package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.health.math.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Spread of the cell voltages at rest (method, section "Imbalance"). */
final class ImbalanceMethod {

  /** Id of the method in reports. */
  static final String ID = "rest-spread/1";

  private static final double LFP_LOW_PCT = 10;
  private static final double LFP_HIGH_PCT = 95;
  private static final double FLAG_MV = 50;

  /** One entry per rest: its medians. */
  private final Growing spreadsMv = new Growing();

  private final Growing deviationsMv = new Growing();
  private final Growing socsPct = new Growing();

  /** Every single spread, for seeing the resolution of the cell voltages. */
  private final Growing singleMv = new Growing();

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
    Rests rests = new Rests(visit.samples(), pack.nominalAh().get().value());
    long origin = firstNanos(recording);
    CellSets cells = recording.cells().closedCopy();
    RestMedians medians = new RestMedians(rests);
    if (cells.rounds() > 0) {
      for (int r = 0; r < cells.rounds(); r++) {
        if (cells.isFull(r)) {
          double timeS = (cells.nanos(r) - origin) / 1e9;
          medians.note(timeS, 1000 * cells.spreadV(r), 1000 * cells.deviationV(r));
        }
      }
    } else {
      addExtremes(recording, medians, origin);
    }
    medians.close();
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

  /** Median spread over the rests, mV; empty where no rest shows it. */
  OptionalDouble spreadMv() {
    return spreadsMv.size() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Statistics.median(spreadsMv.toArray()));
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
  private static void addExtremes(Recording recording, RestMedians medians, long origin) {
    Column highest = recording.sorted(Signals.CELL_VOLTAGE_MAX);
    Column lowest = recording.sorted(Signals.CELL_VOLTAGE_MIN);
    int low = 0;
    for (int high = 0; high < highest.size(); high++) {
      while (low + 1 < lowest.size() && lowest.nanos(low + 1) <= highest.nanos(high)) {
        low++;
      }
      if (low < lowest.size()
          && Math.abs(highest.nanos(high) - lowest.nanos(low)) < 1_000_000_000L
          && plausible(highest.value(high))
          && plausible(lowest.value(low))) {
        double timeS = (highest.nanos(high) - origin) / 1e9;
        medians.note(timeS, 1000 * (highest.value(high) - lowest.value(low)), Double.NaN);
      }
    }
  }

  /** Gathers what belongs to one rest and adds its medians when the next one begins. */
  private final class RestMedians {
    private final Rests rests;
    private Growing spreads = new Growing();
    private Growing deviations = new Growing();
    private Growing socs = new Growing();
    private int rest = -1;

    RestMedians(Rests rests) {
      this.rests = rests;
    }

    void note(double timeS, double spreadMv, double deviationMv) {
      int sample = rests.sampleAt(timeS);
      if (sample < 0 || !rests.longEnough(sample)) {
        return;
      }
      double socPct = rests.samples().socPct()[sample];
      boolean flat = socPct >= LFP_LOW_PCT && socPct <= LFP_HIGH_PCT;
      if (flat && (pack.chemistry() == Chemistry.LFP || pack.chemistry() == Chemistry.UNKNOWN)) {
        restedElsewhere = true;
        return;
      }
      if (rests.since(sample) != rest) {
        close();
        rest = rests.since(sample);
      }
      spreads.add(spreadMv);
      singleMv.add(spreadMv);
      socs.add(socPct);
      if (!Double.isNaN(deviationMv)) {
        deviations.add(deviationMv);
      }
    }

    void close() {
      if (spreads.size() > 0) {
        spreadsMv.add(Statistics.median(spreads.toArray()));
        socsPct.add(Statistics.median(socs.toArray()));
      }
      if (deviations.size() > 0) {
        deviationsMv.add(Statistics.median(deviations.toArray()));
      }
      spreads = new Growing();
      deviations = new Growing();
      socs = new Growing();
    }
  }

  private Quantity quantity(String name, Growing valuesMv, double resolutionFactor) {
    double[] values = valuesMv.toArray();
    double median = Statistics.median(values);
    double stepMv = resolution(singleMv.toArray());
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
}
