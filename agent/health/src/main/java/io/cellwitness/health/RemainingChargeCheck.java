package io.cellwitness.health;

import io.cellwitness.api.Signals;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The charge the car says is left must rise by what flowed in. Where it does not, the capacity the
 * car believes in is not the one its state of charge shows: rewritten, or the scale is false.
 */
final class RemainingChargeCheck implements Check {

  private static final double TELLING_PCT = 30;
  private static final double SIGMAS = 3;

  /** What sensor and rounding of such a counter may add, relative. */
  private static final double FLOOR = 0.01;

  /** Oldest value that still belongs to a moment, s. */
  private static final double HELD_S = 60;

  @Override
  public void check(Evidence evidence, List<Finding> findings) {
    for (int v = 0; v < evidence.visits().size(); v++) {
      Optional<Finding> found =
          contradiction(evidence, evidence.recordings().get(v), evidence.visits().get(v));
      if (found.isPresent()) {
        findings.add(found.get());
        return;
      }
    }
  }

  private static Optional<Finding> contradiction(
      Evidence evidence, Recording recording, Visit visit) {
    Column left = recording.sorted(Signals.REMAINING_AH);
    Optional<SocWindow> widest =
        visit.windows().stream()
            .filter(w -> w.charging() && w.widthPct() >= TELLING_PCT)
            .max(Comparator.comparingDouble(SocWindow::widthPct));
    if (left.size() < 2 || widest.isEmpty()) {
      return Optional.empty();
    }
    Segment segment = widest.get().segment();
    Samples s = visit.samples();
    long origin = ImbalanceMethod.firstNanos(recording);
    double saidAh =
        at(left, origin, s.timeS()[segment.to()]) - at(left, origin, s.timeS()[segment.from()]);
    double flowedAh = Integral.totalAh(s, segment);
    double u =
        Math.hypot(
            CapacityBudget.socScalePct(evidence.pack().chemistry()) / widest.get().widthPct(),
            FLOOR);
    // NaN, where nothing was said at one of the ends, contradicts nothing.
    return Math.abs(saidAh / flowedAh - 1) > SIGMAS * u
        ? Optional.of(
            new Finding(
                "DECLARED_CHARGE_CONTRADICTS_CURRENT",
                Finding.Severity.SERIOUS,
                "The charge the car says is left does not rise by what flowed in: the capacity it "
                    + "believes in is not that of the battery.",
                Evidence.text(
                    "%.1f Ah more left after %.1f Ah flowed in, more than %.0f %% apart",
                    saidAh, flowedAh, 100 * SIGMAS * u)))
        : Optional.empty();
  }

  /** What the car said last at a moment, NaN where that is too old. */
  private static double at(Column column, long origin, double timeS) {
    int low = 0;
    int high = column.size();
    while (low < high) {
      int middle = (low + high) / 2;
      boolean before = (column.nanos(middle) - origin) / 1e9 <= timeS;
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low > 0 && timeS - (column.nanos(low - 1) - origin) / 1e9 <= HELD_S
        ? column.value(low - 1)
        : Double.NaN;
  }
}
