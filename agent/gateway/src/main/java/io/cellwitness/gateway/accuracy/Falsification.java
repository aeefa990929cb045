package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import java.util.stream.Stream;

/** What a car could say falsely about its battery. */
enum Falsification {
  /** The state of charge scaled, held at 100 as a display would. */
  STATE_OF_CHARGE("state of charge"),
  /** The declared health scaled; the recordings carry none, so the true one is put in first. */
  DECLARED_HEALTH("declared SoH"),
  /**
   * The capacity the BMS believes in scaled, as the charge it says is left: its own state of charge
   * of the true capacity, which the recordings do not carry either.
   */
  BELIEVED_CAPACITY("capacity in Ah");

  private final String title;

  Falsification(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * The readings in the place of one.
   *
   * @param reading as recorded
   * @param factor 1 for a car that says the truth
   * @param trueAh capacity, Ah
   * @param nominalAh name-plate capacity, Ah
   */
  Stream<Reading> apply(Reading reading, double factor, double trueAh, double nominalAh) {
    if (!reading.signal().equals(Signals.SOC)
        || !(reading.value() instanceof Value.Number number)) {
      return Stream.of(reading);
    }
    double socPct = number.number();
    return switch (this) {
      case STATE_OF_CHARGE -> Stream.of(with(reading, Signals.SOC, Math.min(100, socPct * factor)));
      case DECLARED_HEALTH ->
          Stream.of(reading, with(reading, Signals.SOH, 100 * trueAh / nominalAh * factor));
      case BELIEVED_CAPACITY ->
          Stream.of(reading, with(reading, Signals.REMAINING_AH, socPct / 100 * trueAh * factor));
    };
  }

  private static Reading with(Reading reading, Signal signal, double value) {
    return new Reading(signal, 0, new Value.Number(value), reading.at(), reading.source());
  }
}
