package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two rests of a pack with known loss in between. */
class SelfDischargeTest {

  private final HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());

  private void rest(int visit, double day, double socPct, double throughAh, double weakCellV) {
    Instant start = Instant.parse("2026-03-01T08:00:00Z").plusSeconds((long) (day * 86_400));
    for (int second = 0; second < 200; second++) {
      Stamp at =
          new Stamp(start.plusSeconds(second), second * 1_000_000_000L, new UUID(5, visit), true);
      for (int cell = 1; cell <= 12 && second % 20 == 0; cell++) {
        send(Signals.CELL_VOLTAGE, cell, cell == 5 ? weakCellV : 3.8, at);
      }
      send(Signals.VOLTAGE, 0, 380, at);
      send(Signals.SOC, 0, socPct, at);
      send(Signals.CHARGED_AH, 0, 1000 + throughAh, at);
      send(Signals.CONSUMED_AH, 0, 900, at);
      send(Signals.CURRENT, 0, 0, at);
    }
  }

  private void send(Signal signal, int index, double value, Stamp at) {
    estimator.accept(new Reading(signal, index, new Value.Number(value), at, "test"));
  }

  private Quantity found() {
    return estimator.result().find(QuantityNames.SELF_DISCHARGE, Originator.MEASURED).orElseThrow();
  }

  @Test
  void lossIsScaledToThirtyDays() {
    rest(0, 0, 62.0, 0, 3.8);
    rest(1, 60, 58.0, 0.1, 3.8);
    Quantity.Number number = assertInstanceOf(Quantity.Number.class, found());
    // The counters say that 0.1 of 110 Ah went in meanwhile: that was lost as well.
    assertEquals((4 + 10 / 110.0) / 2, number.value(), 0.001);
    assertTrue(number.uncertainty().orElseThrow() < 2, number::toString);
  }

  @Test
  void useInBetweenGivesNoNumber() {
    rest(0, 0, 62.0, 0, 3.8);
    rest(1, 60, 58.0, 30, 3.8);
    assertInstanceOf(Quantity.Refused.class, found());
  }

  /** A check sees one visit; the one before comes from its signed report. */
  @Test
  void anEarlierReportIsAVisitToo() {
    Stamp at =
        new Stamp(Instant.parse("2026-04-30T08:03:20Z"), 200_000_000_000L, new UUID(5, 1), true);
    rest(1, 60, 58.0, 0.1, 3.8);
    send(Signals.EARLIER_TIME, 1, Instant.parse("2026-03-01T08:00:00Z").getEpochSecond(), at);
    send(Signals.EARLIER_SOC, 1, 62, at);
    send(Signals.EARLIER_CHARGED, 1, 1000, at);
    send(Signals.EARLIER_CONSUMED, 1, 900, at);
    Quantity.Number number = assertInstanceOf(Quantity.Number.class, found());
    assertEquals((4 + 10 / 110.0) / 2, number.value(), 0.001);
  }

  @Test
  void useSinceTheEarlierReportGivesNoNumber() {
    Stamp at =
        new Stamp(Instant.parse("2026-04-30T08:03:20Z"), 200_000_000_000L, new UUID(5, 1), true);
    rest(1, 60, 58.0, 30, 3.8);
    send(Signals.EARLIER_TIME, 1, Instant.parse("2026-03-01T08:00:00Z").getEpochSecond(), at);
    send(Signals.EARLIER_SOC, 1, 62, at);
    send(Signals.EARLIER_CHARGED, 1, 1000, at);
    send(Signals.EARLIER_CONSUMED, 1, 900, at);
    assertInstanceOf(Quantity.Refused.class, found());
  }

  @Test
  void aDayIsTooShort() {
    rest(0, 0, 62.0, 0, 3.8);
    rest(1, 1, 61.5, 0, 3.8);
    assertInstanceOf(Quantity.Refused.class, found());
  }

  /** One visit of a pack that stands still, woken every hour: twelve days, 0.2 % a day. */
  private void longRest(double throughAhAtNight, double weakCellMvPerDay) {
    Instant start = Instant.parse("2026-03-01T08:00:00Z");
    for (int minute = 0; minute < 12 * 1440; minute += minute % 60 < 5 ? 1 : 55) {
      double day = minute / 1440.0;
      Stamp at =
          new Stamp(
              start.plusSeconds(60L * minute), minute * 60_000_000_000L, new UUID(5, 9), true);
      for (int cell = 1; cell <= 12; cell++) {
        send(Signals.CELL_VOLTAGE, cell, 3.8 - (cell == 5 ? weakCellMvPerDay / 1000 * day : 0), at);
      }
      send(Signals.VOLTAGE, 0, 380, at);
      send(Signals.SOC, 0, Math.rint((62 - 0.2 * day) * 10) / 10, at);
      send(Signals.CHARGED_AH, 0, 1000 + (day > 6 ? throughAhAtNight : 0), at);
      send(Signals.CONSUMED_AH, 0, 900, at);
      send(Signals.CURRENT, 0, 0, at);
    }
  }

  @Test
  void oneLongRestIsEnough() {
    longRest(0, 0);
    Quantity.Number number = assertInstanceOf(Quantity.Number.class, found());
    assertEquals(6, number.value(), 0.3);
    assertTrue(number.socDependence().isPresent());
  }

  @Test
  void aRestThatWasBrokenGivesNoNumber() {
    longRest(20, 0);
    assertInstanceOf(Quantity.Refused.class, found());
  }

  /** The rest must be recorded without silence for the cells: the counters do not watch them. */
  @Test
  void aCellThatFallsWithinOneRestIsFound() {
    Instant start = Instant.parse("2026-03-01T08:00:00Z");
    for (int step = 0; step < 2000; step++) {
      Stamp at =
          new Stamp(start.plusSeconds(30L * step), step * 30_000_000_000L, new UUID(5, 9), true);
      for (int cell = 1; cell <= 12; cell++) {
        send(Signals.CELL_VOLTAGE, cell, 3.8 - (cell == 5 ? step * 0.00001 : 0), at);
      }
      send(Signals.SOC, 0, 60, at);
      send(Signals.CURRENT, 0, 0, at);
    }
    assertTrue(
        estimator.result().findings().stream()
            .anyMatch(f -> f.text().contains("Cell 5 fell 1") && f.text().contains("within one")),
        () -> estimator.result().findings().toString());
  }

  /** A cell that falls behind discharges itself, and the battery belongs apart. */
  @Test
  void aFallingCellIsFound() {
    rest(0, 0, 60, 0, 3.8);
    rest(1, 10, 60, 0, 3.78);
    assertTrue(
        estimator.result().findings().stream()
            .anyMatch(f -> f.code().equals("CELL_SELF_DISCHARGE")));
    assertTrue(
        estimator.result().findings().stream()
            .noneMatch(f -> f.code().equals("SECOND_LIFE_REUSE")));
  }
}
