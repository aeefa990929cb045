package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Statistics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Charge lost while nothing was drawn: between the end of one visit and the beginning of the next,
 * or within one long rest, where the lifetime counters show that the pack was left alone; and
 * single cells that fall behind the others between two rests or within one. What little the
 * counters did count is not taken for a loss.
 */
final class SelfDischarge {

  /** Id of the method in reports. */
  static final String ID = "self-discharge/1";

  private static final double DAYS = 30;

  /** Largest uncertainty worth stating, % in 30 days; it takes about a week. */
  private static final double WIDEST_PCT = 10;

  /** A BMS's scale over the few percent in question; it re-anchors while a pack rests. */
  private static final double SCALE_PCT = 1.0;

  private static final double LEFT_ALONE_SHARE = 0.02;
  private static final double SAME_SOC_PCT = 15;
  private static final double TELLING_V = 0.010;

  /** Shortest rest within which a cell may be said to fall, s. */
  private static final double TELLING_REST_S = 12 * 3600;

  private static final int FEWEST_CELLS = 8;

  private static final String BETWEEN_RESTS =
      "Cell %d fell %.0f mV behind the others between two rests: it discharges itself.";
  private static final String WITHIN_A_REST =
      "Cell %d fell %.0f mV behind the others within one rest: it discharges itself.";

  private SelfDischarge() {}

  /** The loss in 30 days, or why it is not known. */
  static Quantity of(PackFacts pack, List<Recording> recordings, List<Visit> visits) {
    if (pack.nominalAh().isEmpty()) {
      return Quantities.refused(
          QuantityNames.SELF_DISCHARGE, List.of(RefusalTexts.plain(RefusalCode.NOMINAL_UNKNOWN)));
    }
    double nominalAh = pack.nominalAh().get().value();
    Optional<Quantity> longest = Optional.empty();
    double longestDays = 0;
    for (int v = 1; v < visits.size(); v++) {
      double days = days(recordings.get(v - 1), recordings.get(v));
      Samples before = visits.get(v - 1).samples();
      Samples after = visits.get(v).samples();
      boolean usable = before.size() > 0 && after.size() > 0 && days > longestDays;
      if (usable && leftAlone(visits, v, nominalAh)) {
        Optional<Quantity> loss = loss(before, after, days, nominalAh);
        longest = loss.isPresent() ? loss : longest;
        longestDays = loss.isPresent() ? days : longestDays;
      }
    }
    for (Visit visit : visits) {
      LongRest rest = LongRest.longest(visit.samples(), nominalAh);
      if (rest.days() > longestDays) {
        Optional<Quantity> loss = loss(rest.lostPct(), 0, resolution(visit.samples()), rest.days());
        longest = loss.isPresent() ? loss : longest;
        longestDays = loss.isPresent() ? rest.days() : longestDays;
      }
    }
    return longest
        .or(() -> sinceEarlier(recordings, visits, nominalAh))
        .orElseGet(
            () ->
                Quantities.refused(
                    QuantityNames.SELF_DISCHARGE,
                    List.of(
                        RefusalTexts.notMeasured(
                            "Self-discharge needs a week or more, between two visits or within a "
                                + "rest, in which the counters show that the battery was left "
                                + "alone."))));
  }

  private static Optional<Quantity> loss(
      Samples before, Samples after, double days, double nominalAh) {
    int last = before.size() - 1;
    double countedAh = after.netChargeAh()[0] - before.netChargeAh()[last];
    return loss(
        before.socPct()[last] - after.socPct()[0],
        -100 * countedAh / nominalAh,
        Math.max(resolution(before), resolution(after)),
        days);
  }

  /**
   * From what the signed report of an earlier visit says of its end to the first sample of this
   * one: the longest time without use.
   */
  private static Optional<Quantity> sinceEarlier(
      List<Recording> recordings, List<Visit> visits, double nominalAh) {
    Recording last = recordings.get(recordings.size() - 1);
    Samples now = visits.get(visits.size() - 1).samples();
    if (now.size() == 0) {
      return Optional.empty();
    }
    double startS = last.firstWall().toEpochMilli() / 1000.0;
    for (EarlierVisit earlier : EarlierVisit.of(recordings)) {
      if (earlier.counters().isPresent()) {
        EarlierVisit.Counters then = earlier.counters().get();
        double throughAh = now.throughputAh()[0] - then.chargedAh() - then.consumedAh();
        if (Math.abs(throughAh) <= LEFT_ALONE_SHARE * nominalAh) {
          // The report does not say in which steps that state of charge came: no finer than 1 %.
          double stepPct = Math.max(1, resolution(now));
          double countedAh = now.netChargeAh()[0] - then.chargedAh() + then.consumedAh();
          return loss(
              then.socPct() - now.socPct()[0],
              -100 * countedAh / nominalAh,
              stepPct,
              (startS - earlier.epochS()) / 86_400);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The loss a month.
   *
   * @param fellPct what the state of charge fell by
   * @param countedPct what the counters say went out meanwhile; the car's scale does not move it
   */
  private static Optional<Quantity> loss(
      double fellPct, double countedPct, double stepPct, double days) {
    double perMonth = DAYS / days;
    double rounding = stepPct * Math.sqrt(2) / Math.sqrt(12);
    double u = Math.hypot(rounding, SCALE_PCT) * perMonth;
    double value = (fellPct - countedPct) * perMonth;
    if (!(days > 0) || 2 * u > WIDEST_PCT) {
      return Optional.empty();
    }
    // A loss of nothing still has an uncertainty: relate it to one percent at least.
    double base = Math.max(1, Math.abs(value));
    List<BudgetTerm> budget =
        List.of(
            new BudgetTerm(
                "soc_step",
                rounding * perMonth / base,
                Evidence.text("state of charge in steps of %.1f %%", stepPct)),
            new BudgetTerm(
                "soc_scale",
                SCALE_PCT * perMonth / base,
                Evidence.text("%.1f %% of charge assumed, over %.1f days", SCALE_PCT, days)));
    return Optional.of(
        new Quantity.Number(
            QuantityNames.SELF_DISCHARGE,
            Originator.MEASURED,
            value,
            "%",
            Optional.of(2 * u),
            Optional.empty(),
            ID,
            budget,
            Optional.of(
                SocDependence.proportional(fellPct * perMonth)
                    .map(fell -> fell - countedPct * perMonth))));
  }

  /** Whether the lifetime counters exclude use between the visits; without them nobody knows. */
  private static boolean leftAlone(List<Visit> visits, int v, double nominalAh) {
    Samples before = visits.get(v - 1).samples();
    Samples after = visits.get(v).samples();
    double throughAh = after.throughputAh()[0] - before.throughputAh()[before.size() - 1];
    return Math.abs(throughAh) <= LEFT_ALONE_SHARE * nominalAh;
  }

  private static double days(Recording earlier, Recording later) {
    return Duration.between(earlier.wallClock().last(), later.firstWall()).toSeconds() / 86_400.0;
  }

  private static double resolution(Samples s) {
    double step = Double.POSITIVE_INFINITY;
    for (int i = 1; i < s.size(); i++) {
      double change = Math.abs(s.socPct()[i] - s.socPct()[i - 1]);
      step = change > 0.005 ? Math.min(step, change) : step;
    }
    return Double.isInfinite(step) ? 1 : step;
  }

  /** Cells that fell behind the others from one rest to the next. */
  static List<Finding> findings(PackFacts pack, List<Recording> recordings, List<Visit> visits) {
    List<Finding> findings = new ArrayList<>();
    if (pack.nominalAh().isEmpty() || pack.chemistry() == Chemistry.LFP) {
      return findings;
    }
    double nominalAh = pack.nominalAh().get().value();
    SortedMap<Integer, Double> earlier = null;
    double earlierSocPct = 0;
    double earlierDays = 0;
    for (int v = 0; v < visits.size(); v++) {
      CellSets sets = recordings.get(v).cells().closedCopy();
      Samples s = visits.get(v).samples();
      double atS = (sets.lastRoundNanos() - ImbalanceMethod.firstNanos(recordings.get(v))) / 1e9;
      Rests rests = new Rests(s, nominalAh);
      int sample = s.size() == 0 ? -1 : rests.sampleAt(atS);
      SortedMap<Integer, Double> cells = sets.lastRound();
      if (sample >= 0 && cells.size() >= FEWEST_CELLS) {
        within(sets, rests, sample, ImbalanceMethod.firstNanos(recordings.get(v)))
            .ifPresent(findings::add);
      }
      if (sample < 0 || !rests.longEnough(sample) || cells.size() < FEWEST_CELLS) {
        continue;
      }
      double days = recordings.get(v).firstWall().getEpochSecond() / 86_400.0;
      boolean comparable =
          earlier != null
              && earlier.keySet().equals(cells.keySet())
              && Math.abs(s.socPct()[sample] - earlierSocPct) <= SAME_SOC_PCT;
      if (comparable) {
        fallen(earlier, cells, days - earlierDays, BETWEEN_RESTS).ifPresent(findings::add);
      }
      earlier = cells;
      earlierSocPct = s.socPct()[sample];
      earlierDays = days;
    }
    return findings.size() > 1 ? findings.subList(0, 1) : findings;
  }

  /** From the first settled round of the rest that the last round lies in to that round. */
  private static Optional<Finding> within(
      CellSets sets, Rests rests, int sample, long originNanos) {
    if (rests.since(sample) < 0) {
      return Optional.empty();
    }
    double restS = rests.samples().timeS()[rests.since(sample)];
    double endS = (sets.lastRoundNanos() - originNanos) / 1e9;
    for (CellRound round : sets.minutes()) {
      double atS = (round.nanos() - originNanos) / 1e9;
      if (atS >= restS + LongRest.SETTLED_S) {
        return endS - atS >= TELLING_REST_S
                && round.voltages().keySet().equals(sets.lastRound().keySet())
            ? fallen(round.voltages(), sets.lastRound(), (endS - atS) / 86_400, WITHIN_A_REST)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> fallen(
      SortedMap<Integer, Double> earlier,
      SortedMap<Integer, Double> now,
      double days,
      String sentence) {
    int[] numbers = now.keySet().stream().mapToInt(Integer::intValue).toArray();
    double[] changes = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      changes[i] = now.get(numbers[i]) - earlier.get(numbers[i]);
    }
    double median = Statistics.median(changes);
    double scatter = Statistics.MAD_TO_SIGMA * Statistics.medianDeviation(changes, median);
    int lowest = 0;
    for (int i = 1; i < changes.length; i++) {
      lowest = changes[i] < changes[lowest] ? i : lowest;
    }
    double behindV = median - changes[lowest];
    if (behindV < Math.max(TELLING_V, 6 * scatter)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "CELL_SELF_DISCHARGE",
            Finding.Severity.WARNING,
            Evidence.text(sentence, numbers[lowest], 1000 * behindV),
            Evidence.text("%.1f days apart, scatter of the others %.1f mV", days, 1000 * scatter)));
  }
}
