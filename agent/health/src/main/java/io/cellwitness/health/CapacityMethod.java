package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.health.math.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Capacity from charge over state-of-charge difference (method, sections 4 and 8). */
final class CapacityMethod {

  /** Id of the method in reports. */
  static final String ID = "soc-window/1";

  static final double CLASS_A_PCT = 80;
  static final double LARGEST_JUMP_PCT = 5;
  static final double LARGEST_U95 = 0.15;
  private static final double LEAST_RATIO = 0.3;
  private static final double MOST_RATIO = 1.4;
  private static final double MAP_GAIN_PCT = 2;
  private static final double NEAR_WIDEST_PCT = 10;

  private final PackFacts pack;

  CapacityMethod(PackFacts pack) {
    this.pack = pack;
  }

  /** Narrowest width that gives a number, %. */
  static double smallestWidthPct(Chemistry chemistry) {
    return chemistry == Chemistry.LFP || chemistry == Chemistry.UNKNOWN ? 70 : 60;
  }

  static SocWindow widest(List<SocWindow> windows) {
    return windows.stream().max(Comparator.comparingDouble(SocWindow::widthPct)).orElseThrow();
  }

  /** Evaluates all visits of one car together. */
  CapacityOutcome evaluate(List<Visit> visits) {
    return evaluate(visits, List.of());
  }

  /**
   * Evaluates all visits of one car together.
   *
   * @param between windows between recorded visits
   */
  CapacityOutcome evaluate(List<Visit> visits, List<SocWindow> between) {
    if (pack.nominalAh().isEmpty()) {
      return refused(RefusalCode.NOMINAL_UNKNOWN);
    }
    if (visits.stream().allMatch(Visit::tooShort)) {
      return refused(RefusalCode.TOO_FEW_SAMPLES);
    }
    List<Visit> trusted = trusted(visits);
    List<SocWindow> windows =
        Stream.concat(trusted.stream().flatMap(v -> v.windows().stream()), between.stream())
            .toList();
    if (windows.isEmpty()) {
      return noWindow(visits);
    }
    if (!windows.stream().allMatch(SocWindow::signsAgree)) {
      return refused(RefusalCode.SIGN_DISAGREES);
    }
    double nominalAh = pack.nominalAh().get().value();
    List<SocWindow> plausible =
        windows.stream()
            .filter(w -> w.ratioAh() >= LEAST_RATIO * nominalAh)
            .filter(w -> w.ratioAh() <= MOST_RATIO * nominalAh)
            .toList();
    if (plausible.isEmpty()) {
      return refused(RefusalCode.SIGNALS_INCONSISTENT);
    }
    CapacityOutcome.Estimate estimate = estimate(plausible, visits);
    double jumpPct = trusted.stream().mapToDouble(Visit::largestJumpPct).max().orElse(0);
    return new CapacityOutcome(limits(estimate, jumpPct), Optional.of(estimate));
  }

  /** Visits whose SOC jumps are left out while there are others; alone they refuse the number. */
  private static List<Visit> trusted(List<Visit> visits) {
    List<Visit> steady =
        visits.stream()
            .filter(v -> v.largestJumpPct() < LARGEST_JUMP_PCT)
            .filter(v -> v.windows().stream().allMatch(SocWindow::signsAgree))
            .toList();
    return steady.stream().allMatch(v -> v.windows().isEmpty()) ? visits : steady;
  }

  private CapacityOutcome noWindow(List<Visit> visits) {
    Set<RefusalCode> codes = EnumSet.noneOf(RefusalCode.class);
    visits.forEach(v -> codes.addAll(v.skipped()));
    if (codes.isEmpty()) {
      codes.add(RefusalCode.NO_WINDOW);
    }
    List<Refusal> reasons = codes.stream().map(RefusalTexts::plain).toList();
    return new CapacityOutcome(reasons, Optional.empty());
  }

  private CapacityOutcome.Estimate estimate(List<SocWindow> all, List<Visit> visits) {
    ChargeMap map = ChargeMap.solve(all);
    double widestPct = widest(all).widthPct();
    boolean stitched = map.widthPct() >= widestPct + MAP_GAIN_PCT;
    double widthPct = stitched ? map.widthPct() : widestPct;
    List<SocWindow> used =
        stitched
            ? all
            : all.stream().filter(w -> w.widthPct() >= widestPct - NEAR_WIDEST_PCT).toList();
    double chargeAh = used.stream().mapToDouble(w -> Math.abs(w.chargeAh())).sum();
    double hours = used.stream().mapToDouble(SocWindow::hours).sum();
    double sumPct = used.stream().mapToDouble(SocWindow::widthPct).sum();
    double capacityAh = stitched ? map.capacityAh() : 100 * chargeAh / sumPct;
    int joints = used.size() == 1 ? 0 : (int) Math.max(0, Math.round(widthPct / widestPct) - 1);
    double meanCurrentA = chargeAh / hours;
    List<BudgetTerm> budget =
        new ArrayList<>(
            CapacityBudget.terms(pack.chemistry(), all, joints, widthPct, meanCurrentA));
    double relative = rootSumSquares(budget);
    double factor = consistency(all, capacityAh);
    if (factor > 1) {
      budget.add(
          new BudgetTerm(
              "consistency",
              relative * Math.sqrt(factor * factor - 1),
              "the windows differ from each other by more than their own uncertainty"));
    }
    Grade grade =
        widthPct >= CLASS_A_PCT
                && (pack.chemistry() != Chemistry.LFP || FullEnd.reached(visits, used, nominalAh()))
            ? Grade.A
            : Grade.B;
    return new CapacityOutcome.Estimate(
        capacityAh,
        relative * factor,
        budget,
        widthPct,
        grade,
        used,
        all,
        stitched ? Optional.of(map) : Optional.empty(),
        meanCurrentA);
  }

  private List<Refusal> limits(CapacityOutcome.Estimate estimate, double jumpPct) {
    List<Refusal> reasons = new ArrayList<>();
    double leastPct = smallestWidthPct(pack.chemistry());
    if (estimate.widthPct() < leastPct) {
      reasons.add(RefusalTexts.tooNarrow(estimate.widthPct(), leastPct));
    }
    if (jumpPct >= LARGEST_JUMP_PCT) {
      reasons.add(RefusalTexts.jump(jumpPct));
    }
    if (estimate.relativeU95() > LARGEST_U95) {
      reasons.add(RefusalTexts.tooUncertain(estimate.relativeU95()));
    }
    return reasons;
  }

  /** How much wider the windows scatter than they should; 1 with fewer than three. */
  private double consistency(List<SocWindow> windows, double capacityAh) {
    if (windows.size() < 3) {
      return 1;
    }
    double sum = 0;
    for (SocWindow window : windows) {
      double u = Math.hypot(CapacityBudget.socScalePct(pack.chemistry()) / window.widthPct(), 0.01);
      double deviation = (window.ratioAh() / capacityAh - 1) / u;
      sum += deviation * deviation;
    }
    return Math.max(1, Math.sqrt(sum / (windows.size() - 1)));
  }

  private double nominalAh() {
    return pack.nominalAh().orElseThrow().value();
  }

  private static double rootSumSquares(List<BudgetTerm> terms) {
    return Statistics.rootSumSquares(terms.stream().mapToDouble(BudgetTerm::relative).toArray());
  }

  private static CapacityOutcome refused(RefusalCode code) {
    return new CapacityOutcome(List.of(RefusalTexts.plain(code)), Optional.empty());
  }
}
