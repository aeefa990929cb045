package io.cellwitness.health;

import io.cellwitness.api.Signals;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A window from an earlier visit to this one, by the car's lifetime counters: what flowed in
 * between although nobody recorded it (method, 4 and 8.5).
 */
final class CounterWindow {

  /** Charge and discharge counters drift apart by up to 0.6 %: beyond this turnover none. */
  private static final double MOST_TURNOVER = 3;

  /** A counter or scale whose steps were not seen. */
  private static final double ASSUMED_STEP_AH = 1;

  private static final double SOC_STEP_PCT = 1;

  /** Mean current assumed between visits, as a share of the capacity per hour. */
  private static final double ASSUMED_RATE = 0.1;

  private CounterWindow() {}

  /**
   * The widest window from the last earlier visit with counters to the beginning or the end of this
   * one.
   *
   * @param now this session
   * @param visit its number
   * @param nominalAh name-plate capacity, Ah
   */
  static Optional<SocWindow> find(
      List<EarlierVisit> earlier, Recording now, int visit, double nominalAh) {
    Optional<EarlierVisit.Counters> before =
        earlier.stream().flatMap(e -> e.counters().stream()).reduce((a, b) -> b);
    return before.flatMap(
        b ->
            Stream.of(at(now, true), at(now, false))
                .flatMap(Optional::stream)
                .map(n -> window(b, n, visit, nominalAh))
                .flatMap(Optional::stream)
                .max(Comparator.comparingDouble(SocWindow::widthPct)));
  }

  private static Optional<SocWindow> window(
      EarlierVisit.Counters before, EarlierVisit.Counters now, int visit, double nominalAh) {
    double inAh = now.chargedAh() - before.chargedAh();
    double outAh = now.consumedAh() - before.consumedAh();
    double turnoverAh = inAh + outAh;
    SocWindow window =
        new SocWindow(
            before.socPct(),
            now.socPct(),
            inAh - outAh,
            turnoverAh / (ASSUMED_RATE * nominalAh),
            0,
            false,
            Double.NaN,
            Math.sqrt(2) * SOC_STEP_PCT / Math.sqrt(12),
            ASSUMED_STEP_AH,
            visit,
            new Segment(0, 0, false));
    boolean usable =
        inAh >= 0
            && outAh >= 0
            && window.widthPct() >= WindowFinder.SMALLEST_WINDOW_PCT
            && turnoverAh < MOST_TURNOVER * Math.abs(inAh - outAh);
    return usable ? Optional.of(window) : Optional.empty();
  }

  /** Counters and state of charge at the beginning or the end of a session. */
  private static Optional<EarlierVisit.Counters> at(Recording now, boolean first) {
    double socPct = value(now.sorted(Signals.SOC), first);
    double chargedAh = value(now.sorted(Signals.CHARGED_AH), first);
    double consumedAh = value(now.sorted(Signals.CONSUMED_AH), first);
    return Double.isNaN(socPct + chargedAh + consumedAh)
        ? Optional.empty()
        : Optional.of(new EarlierVisit.Counters(socPct, chargedAh, consumedAh));
  }

  private static double value(Column column, boolean first) {
    for (int i = 0; first && i < column.size(); i++) {
      if (!Double.isNaN(column.value(i))) {
        return column.value(i);
      }
    }
    return first ? Double.NaN : column.lastValue();
  }
}
