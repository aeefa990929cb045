package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.health.electrode.CathodeClass;
import io.cellwitness.health.electrode.CommittedCurves;
import io.cellwitness.health.electrode.HalfCells;
import io.cellwitness.health.electrode.PackCard;
import io.cellwitness.health.electrode.SimulatedCell;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A card filled from one recorded charge of a car whose truth is known. */
class CardLearnerTest {

  private static final HalfCells CURVES = CommittedCurves.read();
  private static final double TRUE_AH = 95;
  private static final int SERIES = 96;
  private static final double CELL_OHM = 0.0011;
  private static final double STEP_S = 10;
  private static final PackFacts FACTS =
      new PackFacts(
          Chemistry.NMC,
          OptionalInt.of(SERIES),
          Optional.of(new Sourced(100, "test")),
          Optional.empty(),
          Optional.empty());

  private final SimulatedCell cell = new SimulatedCell(CURVES, TRUE_AH);
  private final HealthEstimator seen = new HealthEstimator(FACTS);
  private double timeS;
  private double chargeAh;

  private void run(double seconds, double currentA) {
    for (double end = timeS + seconds; timeS < end; timeS += STEP_S) {
      double packV = SERIES * (cell.volts(chargeAh) + CELL_OHM * currentA);
      send(Signals.VOLTAGE, Math.rint(packV * 10) / 10);
      send(Signals.SOC, Math.rint(100 * chargeAh / TRUE_AH));
      send(Signals.CURRENT, currentA);
      chargeAh += currentA * STEP_S / 3600;
    }
  }

  private void send(Signal signal, double value) {
    long nanos = Math.round(timeS * 1e9);
    Stamp at = new Stamp(Instant.EPOCH.plusNanos(nanos), nanos, new UUID(3, 3), true);
    seen.accept(new Reading(signal, 0, new Value.Number(value), at, "simulated"));
  }

  private CardLearner.Learned learn(OptionalDouble emptyV) {
    return new CardLearner(CURVES)
        .learn(seen, emptyV, Optional.of(CathodeClass.NMC532), "one test car");
  }

  @Test
  void learnsBothVoltagesAndAReferenceFromOneFullCharge() {
    run(2400, 0);
    run((TRUE_AH - 1) / 20 * 3600, 20);
    run(900, 4);
    run(2400, 0);
    CardLearner.Learned learned = learn(OptionalDouble.empty());
    PackCard card = learned.card().orElseThrow();
    assertEquals(SimulatedCell.EMPTY_V, card.emptyV(), 0.003);
    assertEquals(SimulatedCell.FULL_V, card.fullV(), 0.003);
    PackCard.Reference reference = card.reference().orElseThrow();
    assertEquals(CathodeClass.NMC532, reference.cathode());
    assertEquals(0.963, reference.y0(), 0.02);
    assertEquals(-0.29, reference.logRatio(), 0.03);
    assertTrue(learned.missing().isEmpty());
  }

  @Test
  void takesTheMakersEmptyVoltageWhereNoneWasRecorded() {
    chargeAh = 0.5 * TRUE_AH;
    run(0.5 * TRUE_AH / 20 * 3600 - 360, 20);
    run(900, 4);
    run(2400, 0);
    assertTrue(learn(OptionalDouble.empty()).card().isEmpty());
    CardLearner.Learned learned = learn(OptionalDouble.of(3.41));
    assertEquals(3.41, learned.card().orElseThrow().emptyV());
    assertTrue(learned.card().orElseThrow().reference().isEmpty());
    assertEquals(1, learned.missing().size());
  }

  /** At 1 % this cell lies 30 mV above the empty one: three times what a card would claim. */
  @Test
  void aRestAtOnePercentIsNotTheEmptyVoltageButTheChargeIsAReference() {
    chargeAh = 0.01 * TRUE_AH;
    run(2400, 0);
    run((0.99 * TRUE_AH - 1) / 20 * 3600, 20);
    run(900, 4);
    run(2400, 0);
    CardLearner.Learned learned = learn(OptionalDouble.empty());
    assertTrue(learned.card().isEmpty());
    assertTrue(learned.missing().get(0).contains("0 to 0.5 %"), learned.missing().toString());
    PackCard card = learn(OptionalDouble.of(SimulatedCell.EMPTY_V)).card().orElseThrow();
    assertEquals(SimulatedCell.EMPTY_V, card.emptyV());
    assertEquals(0.963, card.reference().orElseThrow().y0(), 0.02);
  }

  @Test
  void saysWhatIsMissing() {
    chargeAh = 0.5 * TRUE_AH;
    run(3600, 20);
    CardLearner.Learned learned = learn(OptionalDouble.of(3.41));
    assertTrue(learned.card().isEmpty());
    assertTrue(learned.missing().get(0).contains("taper"), learned.missing().toString());
  }
}
