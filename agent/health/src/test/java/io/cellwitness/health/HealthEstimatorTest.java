package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HealthEstimatorTest {

  private static final double CHARGE_A = 60;

  /** 10 to 95 % at 60 A. */
  private static void wideCharge(SimulatedPack pack) {
    pack.run(85 * 36 * SimulatedPack.CAPACITY_AH / CHARGE_A, CHARGE_A, 1);
  }

  private static HealthEstimator charged() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    wideCharge(new SimulatedPack(0, 10, estimator::accept));
    return estimator;
  }

  private static Quantity.Number number(HealthResult result, String name) {
    return (Quantity.Number) result.find(name, Originator.MEASURED).orElseThrow();
  }

  private static List<RefusalCode> refusal(HealthResult result, String name) {
    Quantity.Refused refused =
        (Quantity.Refused) result.find(name, Originator.MEASURED).orElseThrow();
    return refused.reasons().stream().map(Refusal::code).toList();
  }

  @Test
  void findsTheTrueCapacityOfASimulatedPack() {
    Quantity.Number capacity = number(charged().result(), QuantityNames.CAPACITY);
    assertEquals(SimulatedPack.CAPACITY_AH, capacity.value(), 0.05);
    assertEquals(Grade.A, capacity.grade().orElseThrow());
    assertEquals(
        List.of(
            "soc_scale",
            "soc_step",
            "current_gain",
            "current_offset",
            "sampling",
            "temperature",
            "rate_definition"),
        capacity.budget().stream().map(BudgetTerm::name).toList());
  }

  @Test
  void uncertaintyIsTwiceTheRootSumOfTheBudget() {
    HealthResult result = charged().result();
    for (Quantity quantity : result.quantities()) {
      if (quantity instanceof Quantity.Number n && n.originator() == Originator.MEASURED) {
        double sum = n.budget().stream().mapToDouble(t -> t.relative() * t.relative()).sum();
        assertEquals(2 * Math.sqrt(sum) * n.value(), n.uncertainty().orElseThrow(), 1e-9, n.name());
      }
    }
  }

  @Test
  void healthByCapacityAddsTheNamePlateTolerance() {
    Quantity.Number health = number(charged().result(), QuantityNames.SOH_CAPACITY);
    assertEquals(100 * SimulatedPack.CAPACITY_AH / 110, health.value(), 0.05);
    assertTrue(health.budget().stream().anyMatch(t -> t.name().equals("nominal_capacity")));
  }

  /** 100 Ah times the rest voltage at half charge less the drop at the drive cycle's 22 A. */
  @Test
  void usableEnergyIsCapacityTimesDischargeVoltage() {
    HealthResult result = charged().result();
    double drop = 0.12 / 110 * SimulatedPack.SERIES * (CHARGE_A + 22);
    double expected = 0.1 * (380 + CHARGE_A * SimulatedPack.PACK_OHM - drop);
    Quantity.Number energy = number(result, QuantityNames.USABLE_ENERGY);
    assertEquals(expected, energy.value(), 0.002 * expected);
    assertEquals(100 * energy.value() / 40, number(result, QuantityNames.SOCE).value(), 1e-9);
    assertEquals(100 * energy.value() / 41, number(result, QuantityNames.SOH_ENERGY).value(), 1e-9);
  }

  /** Nothing is assumed in place of an unknown nominal capacity. */
  @Test
  void refusesWhereTheNominalCapacityIsUnknown() {
    HealthEstimator estimator = new HealthEstimator(PackFacts.UNKNOWN);
    wideCharge(new SimulatedPack(0, 10, estimator::accept));
    HealthResult result = estimator.result();
    for (String name :
        List.of(
            QuantityNames.CAPACITY,
            QuantityNames.SOH_CAPACITY,
            QuantityNames.USABLE_ENERGY,
            QuantityNames.SOCE,
            QuantityNames.CELL_SPREAD)) {
      assertEquals(List.of(RefusalCode.NOMINAL_UNKNOWN), refusal(result, name), name);
    }
  }

  @Test
  void refusesSharesWithoutTheirReference() {
    PackFacts known = SimulatedPack.facts();
    PackFacts pack =
        new PackFacts(
            known.chemistry(),
            known.cellsInSeries(),
            known.nominalAh(),
            java.util.Optional.empty(),
            java.util.Optional.empty());
    HealthEstimator estimator = new HealthEstimator(pack);
    wideCharge(new SimulatedPack(0, 10, estimator::accept));
    HealthResult result = estimator.result();
    assertTrue(number(result, QuantityNames.USABLE_ENERGY).value() > 0);
    assertEquals(List.of(RefusalCode.REFERENCE_UNKNOWN), refusal(result, QuantityNames.SOCE));
    assertEquals(List.of(RefusalCode.REFERENCE_UNKNOWN), refusal(result, QuantityNames.SOH_ENERGY));
  }

  /** LFP charged to 95 % is no class A: the log must end full (method, 8.3). */
  @Test
  void classAOfLfpNeedsAFullEnd() {
    PackFacts lfp =
        new PackFacts(
            Chemistry.LFP,
            SimulatedPack.facts().cellsInSeries(),
            SimulatedPack.facts().nominalAh(),
            java.util.Optional.empty(),
            java.util.Optional.empty());
    HealthEstimator open = new HealthEstimator(lfp);
    wideCharge(new SimulatedPack(0, 10, open::accept));
    assertEquals(Grade.B, number(open.result(), QuantityNames.CAPACITY).grade().orElseThrow());

    HealthEstimator full = new HealthEstimator(lfp);
    SimulatedPack pack = new SimulatedPack(0, 10, full::accept);
    pack.run(89 * 36 * SimulatedPack.CAPACITY_AH / CHARGE_A, CHARGE_A, 1).run(900, 4, 1);
    assertEquals(Grade.A, number(full.result(), QuantityNames.CAPACITY).grade().orElseThrow());
  }

  @Test
  void orderOfReadingsOfOneVisitDoesNotMatter() {
    List<Reading> readings = new ArrayList<>();
    wideCharge(new SimulatedPack(0, 10, readings::add));
    HealthEstimator inOrder = new HealthEstimator(SimulatedPack.facts());
    readings.forEach(inOrder::accept);
    Collections.shuffle(readings, new Random(1));
    HealthEstimator shuffled = new HealthEstimator(SimulatedPack.facts());
    readings.forEach(shuffled::accept);
    assertEquals(inOrder.result(), shuffled.result());
  }

  @Test
  void mergingGivesWhatOneEstimatorWouldHaveSeen() {
    HealthEstimator whole = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator first = new HealthEstimator(SimulatedPack.facts());
    HealthEstimator second = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 10, r -> both(whole, first, r)).run(2400, CHARGE_A, 1);
    new SimulatedPack(1, 40, r -> both(whole, second, r)).run(2700, CHARGE_A, 1);
    HealthResult before = second.result();
    first.merge(second);
    assertEquals(whole.result(), first.result());
    assertEquals(before, second.result());
  }

  private static void both(HealthEstimator a, HealthEstimator b, Reading reading) {
    a.accept(reading);
    b.accept(reading);
  }

  /** Two visits of 40 and 45 points are stitched to 75 and tracked. */
  @Test
  void stitchesWindowsOfSeveralVisits() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 10, estimator::accept).run(2400, CHARGE_A, 1);
    assertEquals(
        List.of(RefusalCode.SOC_WINDOW_TOO_SMALL, RefusalCode.UNCERTAINTY_TOO_LARGE),
        refusal(estimator.result(), QuantityNames.CAPACITY));
    new SimulatedPack(1, 40, estimator::accept).run(2700, CHARGE_A, 1);
    HealthResult result = estimator.result();
    Quantity.Number capacity = number(result, QuantityNames.CAPACITY);
    assertEquals(SimulatedPack.CAPACITY_AH, capacity.value(), 0.2);
    assertEquals(75, result.window().orElseThrow().widthPct(), 0.2);
    Quantity.Number tracked = number(result, QuantityNames.CAPACITY_TRACKED);
    assertEquals(SimulatedPack.CAPACITY_AH, tracked.value(), 0.2);
    assertTrue(tracked.uncertainty().orElseThrow() > capacity.uncertainty().orElseThrow() / 2);
  }

  /** An absent reading ends the validity of the value before it. */
  @Test
  void absentReadingsAreGapsNotOldValues() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 10, estimator::accept);
    pack.run(5, CHARGE_A, 1);
    for (int i = 0; i < 100; i++) {
      pack.sendAbsent(Signals.SOC);
      pack.send(Signals.CURRENT, CHARGE_A);
      pack.pause(1);
    }
    assertEquals(
        List.of(RefusalCode.TOO_FEW_SAMPLES), refusal(estimator.result(), QuantityNames.CAPACITY));
  }

  /** Values polled more slowly than the current are held for a stated time. */
  @Test
  void slowlyPolledStateOfChargeIsHeld() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack =
        new SimulatedPack(
            0,
            10,
            r -> {
              boolean due = r.at().monotonicNanos() % 5_000_000_000L == 0;
              if (due || !r.signal().equals(Signals.SOC)) {
                estimator.accept(r);
              }
            });
    wideCharge(pack);
    assertEquals(
        SimulatedPack.CAPACITY_AH, number(estimator.result(), QuantityNames.CAPACITY).value(), 0.2);
  }

  /** Counters make up for samples two minutes apart, which would otherwise be refused. */
  @Test
  void lifetimeCountersReplaceTheIntegral() {
    HealthEstimator without = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 10, without::accept).run(18_000, 17, 120);
    assertEquals(
        List.of(RefusalCode.SAMPLING_TOO_SLOW_CHARGING),
        refusal(without.result(), QuantityNames.CAPACITY));

    HealthEstimator with = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 10, with::accept).withCounters().run(18_000, 17, 120);
    Quantity.Number capacity = number(with.result(), QuantityNames.CAPACITY);
    assertEquals(SimulatedPack.CAPACITY_AH, capacity.value(), 0.2);
    assertTrue(capacity.budget().stream().anyMatch(t -> t.source().contains("lifetime counters")));
  }

  @Test
  void declaredValuesStandBesideTheMeasuredOnes() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 10, estimator::accept);
    pack.send(Signals.SOH, 100);
    wideCharge(pack);
    HealthResult result = estimator.result();
    Quantity.Number declared =
        (Quantity.Number)
            result.find(QuantityNames.SOH_DECLARED, Originator.DECLARED).orElseThrow();
    assertEquals(100, declared.value());
    assertTrue(declared.uncertainty().isEmpty());
    assertEquals(90.9, number(result, QuantityNames.SOH_CAPACITY).value(), 0.1);
  }

  @Test
  void progressCountsDownToTheFirstNumberThenNarrows() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    assertTrue(estimator.progress().blockers().contains(RefusalCode.TOO_FEW_SAMPLES));
    SimulatedPack pack = new SimulatedPack(0, 10, estimator::accept);
    pack.run(1800, CHARGE_A, 1);
    Progress early = estimator.progress();
    assertEquals(30, early.widthPct(), 0.5);
    assertTrue(early.blockers().contains(RefusalCode.SOC_WINDOW_TOO_SMALL));
    assertEquals("31 more minutes at this rate until the first number.", early.hint());
    pack.run(2100, CHARGE_A, 1);
    Progress late = estimator.progress();
    assertTrue(late.blockers().isEmpty());
    assertEquals(65, late.widthPct(), 0.5);
    assertEquals(SimulatedPack.CAPACITY_AH, late.capacityAh().orElseThrow(), 0.1);
    assertEquals(9.6, late.uncertaintyPct().orElseThrow(), 0.3);
    assertTrue(late.hint().matches("20 more minutes at this rate → ± 7\\.\\d %\\."), late.hint());
  }

  @Test
  void progressSaysWhenEvenAFullChargeIsTooNarrow() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 60, estimator::accept).run(900, CHARGE_A, 1);
    assertTrue(estimator.progress().hint().startsWith("Even a full charge now covers only"));
  }

  @Test
  void curveIsThinnedAndKeepsItsEnds() {
    List<CurvePoint> curve = charged().result().curve();
    assertTrue(curve.size() <= CurveThinner.MOST_POINTS && curve.size() > 500);
    assertEquals(0, curve.get(0).timeS());
    assertEquals(5099, curve.get(curve.size() - 1).timeS());
  }

  @Test
  void snapshotHoldsTheLastCompleteSetOfCells() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    SimulatedPack pack = new SimulatedPack(0, 50, estimator::accept);
    for (int round = 0; round < 12; round++) {
      for (int cell = 1; cell <= 4; cell++) {
        pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(3.7 + 0.001 * cell * round));
      }
      pack.step(0, 1);
    }
    CellSnapshot cells = estimator.result().cells().orElseThrow();
    assertEquals(4, cells.voltagesV().size());
    assertEquals(3.744, cells.voltagesV().get(4), 1e-9);
    assertTrue(cells.atRest());
  }

  @Test
  void refusalsExplainThemselvesInFigures() {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    new SimulatedPack(0, 30, estimator::accept).run(1500, CHARGE_A, 1);
    Quantity.Refused refused =
        (Quantity.Refused)
            estimator.result().find(QuantityNames.CAPACITY, Originator.MEASURED).orElseThrow();
    String text = refused.reasons().get(0).text();
    assertTrue(text.contains("24.9 %") && text.contains("60 %"), text);
    assertFalse(text.contains("null"));
  }
}
