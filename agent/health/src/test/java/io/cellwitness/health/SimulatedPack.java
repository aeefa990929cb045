package io.cellwitness.health;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A made-up pack whose truth is known: linear rest voltage, one resistance, exact state of charge.
 * Every second one group of readings of one moment.
 */
final class SimulatedPack {

  static final double CAPACITY_AH = 100;
  static final int SERIES = 100;
  static final double PACK_OHM = 0.1;

  private final Consumer<Reading> sink;
  private final int visit;
  private double timeS;
  private double socPct;
  private double temperatureC = 25;
  private double chargedAh = 1000;
  private double consumedAh = 900;
  private boolean counters;

  SimulatedPack(int visit, double socPct, Consumer<Reading> sink) {
    this.visit = visit;
    this.socPct = socPct;
    this.sink = sink;
    chargedAh += 200 * visit;
    consumedAh += 200 * visit;
  }

  static PackFacts facts() {
    return new PackFacts(
        Chemistry.NMC,
        OptionalInt.of(SERIES),
        Optional.of(new Sourced(110, "test")),
        Optional.of(new Sourced(40, "test certificate")),
        Optional.of(new Sourced(41, "test plate")));
  }

  SimulatedPack temperature(double celsius) {
    temperatureC = celsius;
    return this;
  }

  /** Sends lifetime counters in steps of 0.1 Ah from now on. */
  SimulatedPack withCounters() {
    counters = true;
    return this;
  }

  /** Runs at constant current. */
  SimulatedPack run(double seconds, double currentA, double stepS) {
    for (double end = timeS + seconds; timeS < end - 1e-9; ) {
      step(currentA, stepS);
    }
    return this;
  }

  /** Shifts the clock without a sample. */
  SimulatedPack pause(double seconds) {
    timeS += seconds;
    return this;
  }

  SimulatedPack step(double currentA, double stepS) {
    double voltage = restV() + currentA * PACK_OHM;
    send(Signals.VOLTAGE, Math.rint(voltage * 1000) / 1000);
    send(Signals.SOC, Math.rint(socPct * 10) / 10);
    send(Signals.TEMPERATURE_MAX, temperatureC + 1);
    send(Signals.TEMPERATURE_MIN, temperatureC - 1);
    if (counters) {
      send(Signals.CHARGED_AH, Math.floor(chargedAh * 10 + 1e-9) / 10);
      send(Signals.CONSUMED_AH, Math.floor(consumedAh * 10 + 1e-9) / 10);
    }
    send(Signals.CURRENT, currentA);
    double movedAh = currentA * stepS / 3600;
    socPct += 100 * movedAh / CAPACITY_AH;
    chargedAh += Math.max(0, movedAh);
    consumedAh += Math.max(0, -movedAh);
    timeS += stepS;
    return this;
  }

  double restV() {
    return SERIES * (3.4 + 0.008 * socPct);
  }

  void send(Signal signal, double value) {
    send(signal, 0, new Value.Number(value));
  }

  void sendAbsent(Signal signal) {
    send(signal, 0, new Value.Absent(Quality.MISSING, "no answer"));
  }

  void send(Signal signal, int index, Value value) {
    sink.accept(new Reading(signal, index, value, stamp(), "simulated"));
  }

  private Stamp stamp() {
    long nanos = Math.round(timeS * 1e9);
    Instant wall =
        Instant.parse("2026-03-01T08:00:00Z").plusSeconds(86_400L * visit).plusNanos(nanos);
    return new Stamp(wall, nanos, new UUID(7, visit), true);
  }
}
