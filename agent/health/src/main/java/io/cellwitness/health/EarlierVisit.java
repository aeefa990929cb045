package io.cellwitness.health;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an earlier visit of the same car left behind, read back from its signed report. It reaches
 * the method as readings of this session, so that the session file holds all the evidence.
 *
 * @param source who says so, such as {@code report 0192…}
 * @param epochS end of that visit, seconds since 1970
 * @param window what its charge showed, where it gave a number
 * @param counters what its counters said at its end
 */
record EarlierVisit(
    String source, double epochS, Optional<Window> window, Optional<Counters> counters) {

  /** Earlier visits one session takes. */
  static final int MOST = 32;

  /**
   * The charge of an earlier visit.
   *
   * @param widthPct width of its window, %
   * @param capacityAh charge over state of charge, Ah
   * @param chargeU relative standard uncertainty of the charge alone
   */
  record Window(double widthPct, double capacityAh, double chargeU) {}

  /**
   * Lifetime counters and the state of charge at one time.
   *
   * @param socPct state of charge on the BMS scale, %
   * @param chargedAh lifetime charge put in, Ah
   * @param consumedAh lifetime charge taken out, Ah
   */
  record Counters(double socPct, double chargedAh, double consumedAh) {}

  /** Collects the readings of one session that speak of earlier visits. */
  static final class Notes {
    private final SortedMap<Integer, Map<Signal, Double>> values = new TreeMap<>();
    private final SortedMap<Integer, String> sources = new TreeMap<>();

    void add(int number, Signal signal, double value, String source) {
      if (number < 1 || number > MOST || Double.isNaN(value)) {
        return;
      }
      values
          .computeIfAbsent(number, n -> new TreeMap<>(Comparator.comparing(Signal::name)))
          .put(signal, value);
      sources.put(number, source);
    }

    void addAll(Notes other) {
      other.values.forEach(
          (number, signals) ->
              signals.forEach(
                  (signal, value) -> add(number, signal, value, other.sources.get(number))));
    }

    /** The visits whose date is known, the oldest first. */
    List<EarlierVisit> visits() {
      return values.entrySet().stream()
          .filter(e -> e.getValue().containsKey(Signals.EARLIER_TIME))
          .map(e -> visit(sources.get(e.getKey()), e.getValue()))
          .sorted(Comparator.comparingDouble(EarlierVisit::epochS))
          .toList();
    }

    private static EarlierVisit visit(String source, Map<Signal, Double> values) {
      double widthPct = positive(values, Signals.EARLIER_WIDTH);
      double capacityAh = positive(values, Signals.EARLIER_CAPACITY);
      double chargeU = positive(values, Signals.EARLIER_CHARGE_U) / 100;
      double socPct = values.getOrDefault(Signals.EARLIER_SOC, Double.NaN);
      double chargedAh = values.getOrDefault(Signals.EARLIER_CHARGED, Double.NaN);
      double consumedAh = values.getOrDefault(Signals.EARLIER_CONSUMED, Double.NaN);
      return new EarlierVisit(
          source,
          values.get(Signals.EARLIER_TIME),
          Double.isNaN(widthPct + capacityAh + chargeU)
              ? Optional.empty()
              : Optional.of(new Window(widthPct, capacityAh, chargeU)),
          Double.isNaN(socPct + chargedAh + consumedAh)
              ? Optional.empty()
              : Optional.of(new Counters(socPct, chargedAh, consumedAh)));
    }

    private static double positive(Map<Signal, Double> values, Signal signal) {
      double value = values.getOrDefault(signal, Double.NaN);
      return value > 0 ? value : Double.NaN;
    }
  }

  /** What the latest session that knows of earlier visits was told. */
  static List<EarlierVisit> of(List<Recording> recordings) {
    for (int v = recordings.size() - 1; v >= 0; v--) {
      List<EarlierVisit> visits = recordings.get(v).earlierVisits();
      if (!visits.isEmpty()) {
        return visits;
      }
    }
    return List.of();
  }
}
