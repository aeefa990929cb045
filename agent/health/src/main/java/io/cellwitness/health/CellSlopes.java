package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each cell against the mean of all: how much steeper its voltage rises with charge (a cell that
 * holds less charge) and how much more it answers to current (a cell of higher resistance).
 *
 * <p>The deviation of a cell from the mean is fitted with {@code a + k q + r I} over one round in a
 * minute; the mean itself with {@code A + K q + L q^2 + R I}. Deviations within one round do not
 * care how late the current was read. Cells in parallel groups count as one.
 */
final class CellSlopes {

  /** Id of the method in reports. */
  static final String ID = "cell-slope/1";

  private static final double LEAST_SPAN = 0.2;
  private static final double LEAST_CURRENT_SPAN_RATE = 0.2;
  private static final int FEWEST_ROUNDS = 12;
  private static final double TELLING_SLOPE_PCT = 10;
  private static final double TELLING_RESISTANCE_PCT = 40;

  private final Optional<Refusal> reason;
  private final Optional<WorstCell> slope;
  private final Optional<WorstCell> resistance;

  private CellSlopes(
      Optional<Refusal> reason, Optional<WorstCell> slope, Optional<WorstCell> resistance) {
    this.reason = reason;
    this.slope = slope;
    this.resistance = resistance;
  }

  /** Looks at the visit whose rounds cover most charge. */
  static CellSlopes of(PackFacts pack, List<Recording> recordings, List<Visit> visits) {
    if (pack.nominalAh().isEmpty()) {
      return refused(RefusalTexts.plain(RefusalCode.NOMINAL_UNKNOWN));
    }
    double nominalAh = pack.nominalAh().get().value();
    List<Point> best = List.of();
    double bestSpan = 0;
    for (int v = 0; v < visits.size(); v++) {
      List<Point> points = points(recordings.get(v), visits.get(v).samples());
      double span = span(points) / nominalAh;
      if (points.size() >= FEWEST_ROUNDS && span > bestSpan) {
        best = points;
        bestSpan = span;
      }
    }
    if (bestSpan < LEAST_SPAN) {
      return refused(
          RefusalTexts.notMeasured(
              "Comparing the cells needs every cell's voltage once a minute over a fifth of the "
                  + "battery's charge."));
    }
    double rate = currentSpan(best) / nominalAh;
    boolean flat = pack.chemistry() == Chemistry.LFP || pack.chemistry() == Chemistry.UNKNOWN;
    return fit(best, !flat, rate >= LEAST_CURRENT_SPAN_RATE);
  }

  private static CellSlopes refused(Refusal reason) {
    return new CellSlopes(Optional.of(reason), Optional.empty(), Optional.empty());
  }

  /** One round with the charge and current of its moment. */
  private record Point(double chargeAh, double currentA, CellRound round) {}

  private static List<Point> points(Recording recording, Samples s) {
    List<Point> points = new ArrayList<>();
    List<CellRound> rounds = recording.cells().closedCopy().minutes();
    if (s.size() < Visit.FEWEST_SAMPLES || rounds.isEmpty()) {
      return points;
    }
    int most = rounds.stream().mapToInt(CellRound::cells).max().orElse(0);
    Timeline current = new Timeline(s.timeS(), s.currentA(), Double.NEGATIVE_INFINITY);
    long origin = ImbalanceMethod.firstNanos(recording);
    double startS = Double.NaN;
    double gapFreeFromS = Double.NaN;
    for (CellRound round : rounds) {
      double atS = (round.nanos() - origin) / 1e9;
      double amps = current.at(atS);
      if (round.cells() < most || most < WorstCell.FEWEST_CELLS || Double.isNaN(amps)) {
        continue;
      }
      if (Double.isNaN(startS) || !current.unbroken(gapFreeFromS, atS)) {
        // Charge across a gap is not known: begin anew.
        points.clear();
        startS = atS;
      }
      gapFreeFromS = atS;
      points.add(new Point(current.integral(startS, atS) / 3600, amps, round));
    }
    return points;
  }

  private static double span(List<Point> points) {
    double low = points.stream().mapToDouble(Point::chargeAh).min().orElse(0);
    double high = points.stream().mapToDouble(Point::chargeAh).max().orElse(0);
    return high - low;
  }

  private static double currentSpan(List<Point> points) {
    double low = points.stream().mapToDouble(Point::currentA).min().orElse(0);
    double high = points.stream().mapToDouble(Point::currentA).max().orElse(0);
    return high - low;
  }

  private static CellSlopes fit(List<Point> points, boolean sloped, boolean stepped) {
    int n = points.size();
    double middle = points.stream().mapToDouble(Point::chargeAh).average().orElse(0);
    double[][] wide = new double[n][];
    double[][] narrow = new double[n][];
    double[] means = new double[n];
    for (int i = 0; i < n; i++) {
      double q = points.get(i).chargeAh() - middle;
      double amps = points.get(i).currentA();
      wide[i] = stepped ? new double[] {1, q, q * q, amps} : new double[] {1, q, q * q};
      narrow[i] = stepped ? new double[] {1, q, amps} : new double[] {1, q};
      means[i] = points.get(i).round().meanV();
    }
    double[] all = LeastSquares.fit(wide, means).values();
    int width = points.get(0).round().voltageV().length;
    List<WorstCell.Value> slopes = new ArrayList<>();
    List<WorstCell.Value> resistances = new ArrayList<>();
    for (int cell = 1; cell < width; cell++) {
      double[] deviations = deviations(points, means, cell);
      if (deviations.length == n) {
        LeastSquares found = LeastSquares.fit(narrow, deviations);
        slopes.add(new WorstCell.Value(cell, found.values()[1], found.sigmas()[1]));
        if (stepped) {
          resistances.add(new WorstCell.Value(cell, found.values()[2], found.sigmas()[2]));
        }
      }
    }
    return new CellSlopes(
        Optional.empty(),
        sloped && all[1] > 0 ? WorstCell.of(slopes, all[1]) : Optional.empty(),
        stepped && all[3] > 0 ? WorstCell.of(resistances, all[3]) : Optional.empty());
  }

  /** A cell less the mean in every round; shorter where the cell is missing in one. */
  private static double[] deviations(List<Point> points, double[] means, int cell) {
    Growing deviations = new Growing();
    for (int i = 0; i < points.size(); i++) {
      double[] volts = points.get(i).round().voltageV();
      if (cell < volts.length && volts[cell] > 0) {
        deviations.add(volts[cell] - means[i]);
      }
    }
    return deviations.toArray();
  }

  /** The steepest and the most resistive cell, each as a number or a refusal. */
  List<Quantity> quantities() {
    return List.of(
        quantity(
            QuantityNames.CELL_SLOPE,
            slope,
            "The voltage of this chemistry hardly changes with charge, so cells cannot be compared "
                + "by it."),
        quantity(
            QuantityNames.CELL_RESISTANCE,
            resistance,
            "The current hardly changed while the cells were read; comparing their resistance "
                + "needs driving or a charge that changes."));
  }

  private Quantity quantity(String name, Optional<WorstCell> worst, String missing) {
    if (worst.isEmpty()) {
      return Quantities.refused(
          name, List.of(reason.orElseGet(() -> RefusalTexts.notMeasured(missing))));
    }
    WorstCell found = worst.get();
    double pct = 100 + found.pct();
    return Quantities.measured(
        name,
        pct,
        "%",
        ID,
        List.of(
            new BudgetTerm(
                "fit",
                found.sigmaPct() / pct,
                Evidence.text("straight line through the deviations of cell %d", found.cell()))));
  }

  /** Cells that stand out of the scatter of the others. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    slope
        .filter(w -> w.outlier(TELLING_SLOPE_PCT))
        .ifPresent(
            w ->
                findings.add(
                    finding(
                        "WEAK_CELL_CAPACITY",
                        Evidence.text(
                            "The voltage of cell %d rises %.0f %% steeper with charge than that of "
                                + "the others: it holds less.",
                            w.cell(), w.pct()),
                        w)));
    resistance
        .filter(w -> w.outlier(TELLING_RESISTANCE_PCT))
        .ifPresent(
            w ->
                findings.add(
                    finding(
                        "WEAK_CELL_RESISTANCE",
                        Evidence.text(
                            "Cell %d answers %.0f %% more to current than the others: its "
                                + "resistance or a connection is high.",
                            w.cell(), w.pct()),
                        w)));
    return findings;
  }

  private static Finding finding(String code, String text, WorstCell w) {
    return new Finding(
        code,
        Finding.Severity.WARNING,
        text,
        Evidence.text(
            "%.1f ± %.1f %% against the mean, scatter of the others %.1f %%",
            w.pct(), HalfWidth.up(2 * w.sigmaPct(), 1), w.othersPct()));
  }
}
