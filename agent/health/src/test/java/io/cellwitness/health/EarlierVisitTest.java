package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A car seen before: its earlier reports speak, by name, and never louder than their scale. */
class EarlierVisitTest {

  private static final double NOMINAL_AH = 100;
  private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

  private final HealthEstimator estimator =
      new HealthEstimator(RecordedCase.pack(Chemistry.NMC, NOMINAL_AH, OptionalInt.of(96)));
  private double timeS;

  private void say(Signal signal, int index, double value, String source) {
    long nanos = Math.round(timeS * 1e9);
    Stamp at = new Stamp(NOW.plusNanos(nanos), nanos, new UUID(7, 7), true);
    estimator.accept(new Reading(signal, index, new Value.Number(value), at, source));
  }

  private void earlier(int number, double daysAgo, double capacityAh) {
    String source = "report " + number;
    say(Signals.EARLIER_TIME, number, NOW.getEpochSecond() - daysAgo * 86_400, source);
    say(Signals.EARLIER_WIDTH, number, 80, source);
    say(Signals.EARLIER_CAPACITY, number, capacityAh, source);
    say(Signals.EARLIER_CHARGE_U, number, 1.5, source);
  }

  private void earlierCounters(double socPct, double chargedAh, double consumedAh) {
    String source = "report 1";
    say(Signals.EARLIER_TIME, 1, NOW.getEpochSecond() - 86_400, source);
    say(Signals.EARLIER_SOC, 1, socPct, source);
    say(Signals.EARLIER_CHARGED, 1, chargedAh, source);
    say(Signals.EARLIER_CONSUMED, 1, consumedAh, source);
  }

  /** Half an hour without current: what a quick check sees. */
  private void standing(double socPct, double chargedAh, double consumedAh) {
    for (double end = timeS + 1800; timeS < end; timeS += 10) {
      say(Signals.SOC, 0, socPct, "car");
      say(Signals.CHARGED_AH, 0, chargedAh, "car");
      say(Signals.CONSUMED_AH, 0, consumedAh, "car");
      say(Signals.CURRENT, 0, 0, "car");
    }
  }

  private void charge(double fromPct, double toPct, double capacityAh) {
    double chargeAh = 0;
    for (double socPct = fromPct; socPct < toPct; timeS += 10) {
      socPct = fromPct + 100 * chargeAh / capacityAh;
      say(Signals.SOC, 0, Math.floor(socPct * 2) / 2, "car");
      say(Signals.TEMPERATURE_MAX, 0, 25, "car");
      say(Signals.CURRENT, 0, 20, "car");
      chargeAh += 20 * 10 / 3600.0;
    }
  }

  private Quantity measured(String name) {
    return estimator.result().find(name, Originator.MEASURED).orElseThrow();
  }

  @Test
  void aQuickCheckMeasuresByTheCountersSinceTheLastVisit() {
    earlierCounters(15, 10_000, 9_800);
    standing(90, 10_080, 9_812.5);
    Quantity.Number capacity = (Quantity.Number) measured(QuantityNames.CAPACITY);
    assertEquals(90, capacity.value(), 0.01);
    assertEquals(Grade.B, capacity.grade().orElseThrow());
    assertTrue(
        capacity.budget().stream().anyMatch(t -> t.source().contains("lifetime counters")),
        capacity.budget().toString());
  }

  /** Method 8.5: the counters drift, so a month of driving between visits is no window. */
  @Test
  void countersThatTurnedOverTooMuchAreNoWindow() {
    earlierCounters(15, 10_000, 9_800);
    standing(90, 10_500, 10_232.5);
    assertTrue(measured(QuantityNames.CAPACITY) instanceof Quantity.Refused);
  }

  @Test
  void aQuickCheckOfACarSeenLatelyGivesWhatItsReportsSay() {
    earlier(1, 60, 91);
    earlier(2, 30, 90);
    standing(50, 10_000, 9_800);
    Quantity.Number health = (Quantity.Number) measured(QuantityNames.SOH_CAPACITY);
    assertEquals(90.5, health.value(), 0.3);
    assertEquals(Awtls.ID, health.method());
    String fit = health.budget().get(0).source();
    assertTrue(fit.contains("report 1, report 2"), fit);
    assertTrue(health.budget().stream().anyMatch(t -> t.name().equals("age")));
    // Two visits do not average the scale away: 3 %SOC over 80 % stays, twice 3.75 %.
    assertTrue(health.uncertainty().orElseThrow() > 0.075 * health.value());
  }

  @Test
  void oldReportsDoNotSpeakForTheCarOfToday() {
    earlier(1, 200, 91);
    standing(50, 10_000, 9_800);
    assertTrue(measured(QuantityNames.CAPACITY) instanceof Quantity.Refused);
  }

  @Test
  void aChargeIsTrackedTogetherWithEarlierOnes() {
    earlier(1, 300, 92);
    charge(10, 95, 90);
    Quantity.Number tracked = (Quantity.Number) measured(QuantityNames.CAPACITY_TRACKED);
    assertEquals(91, tracked.value(), 0.6);
    assertTrue(tracked.budget().get(0).source().contains("report 1"));
    assertEquals(90, ((Quantity.Number) measured(QuantityNames.CAPACITY)).value(), 0.5);
    assertFalse(estimator.result().findings().toString().contains("CAPACITY_DIFFERS"));
  }

  /** Another pack, a rewritten scale, a scaled current: ten percent from one day to the next. */
  @Test
  void aCapacityFarFromTheLastVisitIsAFinding() {
    earlier(1, 20, 101);
    charge(10, 95, 90);
    assertTrue(
        estimator.result().findings().stream()
            .anyMatch(f -> f.code().equals("CAPACITY_DIFFERS_FROM_EARLIER")),
        estimator.result().findings().toString());
  }
}
