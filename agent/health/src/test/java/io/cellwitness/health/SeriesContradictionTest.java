package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Value;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A charge of a pack of a hundred cells, described as one of another number. */
class SeriesContradictionTest {

  private static final int TRUE_SERIES = SimulatedPack.SERIES;

  /** What the car tells of its cells. */
  private record Told(int cells, boolean extremes, double packShare) {}

  private static PackFacts described(int series) {
    return new PackFacts(
        Chemistry.NMC,
        OptionalInt.of(series),
        Optional.of(new Sourced(110, "test")),
        Optional.of(new Sourced(40, "test certificate")),
        Optional.of(new Sourced(41, "test plate")));
  }

  private static HealthResult charge(int stated, Told told) {
    HealthEstimator estimator = new HealthEstimator(described(stated));
    SimulatedPack pack =
        new SimulatedPack(
            0,
            10,
            reading ->
                estimator.accept(
                    reading.signal().equals(Signals.VOLTAGE)
                        ? new io.cellwitness.api.Reading(
                            Signals.VOLTAGE,
                            0,
                            new Value.Number(
                                told.packShare() * ((Value.Number) reading.value()).number()),
                            reading.at(),
                            reading.source())
                        : reading));
    for (int second = 0; second < 3300; second += 10) {
      double currentA = 100;
      double cellV = (pack.restV() + currentA * SimulatedPack.PACK_OHM) / TRUE_SERIES;
      for (int cell = 1; cell <= told.cells(); cell++) {
        pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(Math.rint(cellV * 1000) / 1000));
      }
      if (told.extremes()) {
        pack.send(Signals.CELL_VOLTAGE_MAX, Math.rint(cellV * 1000 + 8) / 1000);
        pack.send(Signals.CELL_VOLTAGE_MIN, Math.rint(cellV * 1000 - 8) / 1000);
      }
      pack.step(currentA, 10);
    }
    return estimator.result();
  }

  private static Optional<Finding> finding(HealthResult result) {
    return result.findings().stream().filter(f -> f.code().startsWith("SERIES_")).findFirst();
  }

  private static Quantity quantity(HealthResult result, String name) {
    return result.find(name, Originator.MEASURED).orElseThrow();
  }

  private static void assertSound(HealthResult result) {
    assertEquals(Optional.empty(), finding(result));
    assertInstanceOf(Quantity.Number.class, quantity(result, QuantityNames.SOH_CAPACITY));
    assertInstanceOf(Quantity.Number.class, quantity(result, QuantityNames.USABLE_ENERGY));
  }

  private static void assertContradicted(HealthResult result, String evidence) {
    Finding finding = finding(result).orElseThrow();
    assertEquals("SERIES_CONTRADICTS_CELLS", finding.code());
    assertEquals(Finding.Severity.SERIOUS, finding.severity());
    assertEquals(evidence, finding.evidence());
    // The charge itself does not rest on the number of cells.
    Quantity.Number capacity =
        assertInstanceOf(Quantity.Number.class, quantity(result, QuantityNames.CAPACITY));
    assertEquals(SimulatedPack.CAPACITY_AH, capacity.value(), 1);
    for (String name :
        List.of(
            QuantityNames.SOH_CAPACITY,
            QuantityNames.SOH_ENERGY,
            QuantityNames.SOCE,
            QuantityNames.USABLE_ENERGY)) {
      Quantity.Refused refused =
          assertInstanceOf(Quantity.Refused.class, quantity(result, name), name);
      assertEquals(RefusalCode.SERIES_CONTRADICTED, refused.reasons().get(0).code(), name);
    }
    assertTrue(result.find(QuantityNames.P_HEALTH_BELOW_70, Originator.DERIVED).isEmpty());
  }

  @Test
  void theRightNumberIsNotDoubted() {
    assertSound(charge(TRUE_SERIES, new Told(TRUE_SERIES, true, 1)));
    assertSound(charge(TRUE_SERIES, new Told(0, true, 1)));
    assertSound(charge(TRUE_SERIES, new Told(0, false, 1)));
  }

  /** Real cars' pack voltage and cells lie about a percent apart. */
  @Test
  void aPackVoltageThatIsAPercentOffIsNoContradiction() {
    assertSound(charge(TRUE_SERIES, new Told(TRUE_SERIES, true, 1.012)));
    assertSound(charge(TRUE_SERIES, new Told(TRUE_SERIES, true, 0.988)));
  }

  @Test
  void anotherNumberContradictsCellsThatWereCounted() {
    assertContradicted(
        charge(108, new Told(TRUE_SERIES, false, 1)),
        "108 stated, 100.0 by pack voltage over mean cell voltage, 100 cells read");
  }

  /** One cell is within what both voltages differ by; the count decides. */
  @Test
  void evenOneCellMoreOrLessIsSeen() {
    assertContradicted(
        charge(101, new Told(TRUE_SERIES, false, 1.005)),
        "101 stated, 100.5 by pack voltage over mean cell voltage, 100 cells read");
    assertContradicted(
        charge(99, new Told(TRUE_SERIES, false, 1)),
        "99 stated, 100.0 by pack voltage over mean cell voltage, 100 cells read");
  }

  /** A car that lists a third of its cells, or two strings of them. */
  @Test
  void aListOfOtherLengthIsNoContradictionWhereTheVoltageFits() {
    assertSound(charge(TRUE_SERIES, new Told(32, false, 1)));
    assertSound(charge(TRUE_SERIES, new Told(2 * TRUE_SERIES, false, 1)));
  }

  @Test
  void theVoltageOfAPartialListStillTells() {
    assertContradicted(
        charge(90, new Told(32, false, 1)),
        "90 stated, 100.0 by pack voltage over mean cell voltage, 32 cells read");
  }

  /** Half of the cells are listed, and just as many are stated. */
  @Test
  void twiceTheVoltageOutweighsTheCount() {
    assertContradicted(
        charge(50, new Told(50, false, 1)),
        "50 stated, 100.0 by pack voltage over mean cell voltage, 50 cells read");
  }

  @Test
  void highestAndLowestCellTellItToo() {
    Finding finding = finding(charge(108, new Told(0, true, 1))).orElseThrow();
    assertEquals("SERIES_CONTRADICTS_CELLS", finding.code());
    assertTrue(finding.evidence().startsWith("108 stated, 99.8 to 100.2"), finding.evidence());
  }

  @Test
  void withoutCellsOnlyTheImpossibleIsSeen() {
    Finding finding = finding(charge(30, new Told(0, false, 1))).orElseThrow();
    assertEquals("SERIES_COUNT_WRONG", finding.code());
    assertFalse(finding(charge(95, new Told(0, false, 1))).isPresent());
  }
}
