package io.cellwitness.health;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;

/**
 * One way to falsify the readings of a {@link CleanCar}, with the strengths it is tried at and the
 * findings of which any one counts as found.
 */
record Tampering(
    String kind,
    List<Double> strengths,
    Set<String> found,
    BiFunction<List<Reading>, Double, List<Reading>> apply) {

  private static final Set<Signal> COUNTERS =
      Set.of(Signals.CHARGED_AH, Signals.CONSUMED_AH, Signals.CHARGED_KWH, Signals.CONSUMED_KWH);

  static List<Tampering> all() {
    List<Tampering> all = new ArrayList<>();
    all.addAll(counters());
    all.addAll(declarations());
    all.addAll(stateOfCharge());
    all.addAll(currents());
    all.addAll(packs());
    all.addAll(times());
    all.addAll(cells());
    return List.copyOf(all);
  }

  private static List<Tampering> counters() {
    return List.of(
        kind(
            "charge counter reset",
            List.of(50.0, 500.0, 3000.0),
            Set.of("COUNTER_FELL", "COUNTERS_CONTRADICT_CHARGE"),
            (r, s) -> later(r, Signals.CHARGED_AH, v -> Math.max(1, v - 3 * 60 - 10 * s))),
        kind(
            "all counters reset to zero",
            List.of(1.0, 5.0),
            Set.of("COUNTER_FELL"),
            (r, s) ->
                r.stream()
                    .map(x -> second(x) && COUNTERS.contains(x.signal()) ? set(x, s) : x)
                    .toList()),
        kind(
            "charge counter scaled",
            List.of(0.5, 0.8, 1.2),
            Set.of("COUNTER_CONTRADICTS_CURRENT", "COUNTERS_DISAGREE"),
            (r, s) -> scaledFromStart(r, Signals.CHARGED_AH, s)),
        kind(
            "energy counter scaled",
            List.of(0.5, 0.7, 1.4),
            Set.of("COUNTERS_DISAGREE", "ENERGY_COUNTER_CONTRADICTS_POWER"),
            (r, s) -> every(r, Signals.CHARGED_KWH, v -> s * v)),
        kind(
            "charge counter frozen",
            List.of(1.0),
            Set.of("COUNTER_CONTRADICTS_CURRENT"),
            (r, s) -> scaledFromStart(r, Signals.CHARGED_AH, 0)),
        kind(
            "odometer turned back",
            List.of(200.0, 5000.0),
            Set.of("ODOMETER_FELL"),
            (r, s) -> later(r, Signals.ODOMETER, v -> v - 900 - s)),
        kind(
            "odometer frozen",
            List.of(1.0),
            Set.of("ODOMETER_CONTRADICTS_SPEED", "ODOMETER_FELL"),
            (r, s) -> frozen(stretched(r), Signals.ODOMETER)),
        kind(
            "operating time reset",
            List.of(1.0, 3600.0),
            Set.of("COUNTER_FELL"),
            (r, s) -> later(r, Signals.OPERATING_TIME, v -> s)),
        kind(
            "operating time frozen",
            List.of(1.0),
            Set.of("OPERATING_TIME_CONTRADICTS_CLOCK"),
            (r, s) -> frozen(r, Signals.OPERATING_TIME)));
  }

  private static List<Tampering> declarations() {
    return List.of(
        kind(
            "health rewritten between visits",
            List.of(6.0, 12.0),
            Set.of("DECLARED_HEALTH_ROSE"),
            (r, s) -> later(r, Signals.SOH, v -> v + s)),
        kind(
            "health embellished",
            List.of(25.0, 40.0),
            Set.of("DECLARED_HEALTH_TOO_HIGH", "DECLARED_VALUES_DISAGREE"),
            (r, s) -> every(r, Signals.SOH, v -> v + s)),
        kind(
            "health talked down",
            List.of(25.0, 40.0),
            Set.of("DECLARED_HEALTH_TOO_LOW", "DECLARED_VALUES_DISAGREE"),
            (r, s) -> every(r, Signals.SOH, v -> v - s)),
        kind(
            "remaining charge rewritten",
            List.of(0.7, 1.25),
            Set.of("DECLARED_VALUES_DISAGREE"),
            (r, s) -> every(r, Signals.REMAINING_AH, v -> s * v)));
  }

  private static List<Tampering> stateOfCharge() {
    Set<String> scale =
        Set.of(
            "CHARGE_SCALE_IMPLAUSIBLE",
            "SOC_CONTRADICTS_VOLTAGE",
            "SOC_OFFSET",
            "SOC_FROZEN",
            "DECLARED_VALUES_DISAGREE",
            "SOC_DISPLAY_CONTRADICTS");
    return List.of(
        kind(
            "SOC offset",
            List.of(-30.0, 25.0, 35.0),
            scale,
            (r, s) -> every(r, Signals.SOC, v -> clamp(v + s))),
        kind(
            "SOC offset, display too",
            List.of(-30.0, 30.0),
            scale,
            (r, s) ->
                every(
                    every(r, Signals.SOC, v -> clamp(v + s)),
                    Signals.SOC_DISPLAYED,
                    v -> clamp(v + s))),
        kind("SOC scaled", List.of(0.5, 0.7), scale, (r, s) -> every(r, Signals.SOC, v -> s * v)),
        kind("SOC frozen", List.of(1.0), Set.of("SOC_FROZEN"), (r, s) -> frozen(r, Signals.SOC)),
        kind(
            "SOC jump",
            List.of(8.0, 15.0),
            Set.of("SOC_JUMP"),
            (r, s) -> after(r, Signals.SOC, 1500, v -> clamp(v - s))));
  }

  private static List<Tampering> currents() {
    Set<String> scale = Set.of("CHARGE_SCALE_IMPLAUSIBLE", "COUNTER_CONTRADICTS_CURRENT");
    return List.of(
        kind(
            "current scaled",
            List.of(0.85, 1.15, 2.0),
            scale,
            (r, s) -> every(r, Signals.CURRENT, v -> s * v)),
        kind(
            "current scaled, no counters",
            List.of(0.4, 1.7),
            scale,
            (r, s) -> every(withoutCounters(r), Signals.CURRENT, v -> s * v)),
        kind(
            "current dead",
            List.of(0.0),
            Set.of("CURRENT_DEAD"),
            (r, s) -> every(r, Signals.CURRENT, v -> s)),
        kind(
            "current sign turned for one charge",
            List.of(1.0),
            Set.of(
                "CURRENT_SIGN_DIFFERS",
                "CURRENT_SIGN_CHANGES",
                "VOLTAGE_CONTRADICTS_CURRENT",
                "SOC_JUMP",
                "COUNTER_CONTRADICTS_CURRENT"),
            (r, s) -> later(r, Signals.CURRENT, v -> -v)),
        kind(
            "current and SOC turned",
            List.of(1.0),
            Set.of("VOLTAGE_CONTRADICTS_CURRENT", "SOC_CONTRADICTS_VOLTAGE"),
            (r, s) -> every(every(r, Signals.CURRENT, v -> -v), Signals.SOC, v -> 100 - v)),
        kind("current spikes", List.of(5.0, 20.0), Set.of("CURRENT_SPIKES"), Tampering::spikes));
  }

  private static List<Tampering> packs() {
    return List.of(
        kind(
            "another car",
            List.of(1.0),
            Set.of("VEHICLE_CHANGED"),
            (r, s) ->
                r.stream()
                    .map(
                        x ->
                            second(x) && x.signal().equals(Signals.VIN)
                                ? with(x, new Value.Text("TESTVIN0000000002"), x.at())
                                : x)
                    .toList()),
        kind(
            "another pack: cells",
            List.of(2.0, 6.0),
            Set.of("PACK_CHANGED"),
            (r, s) -> r.stream().filter(x -> !(second(x) && x.index() > 80 - s)).toList()),
        kind(
            "another pack: counters",
            List.of(0.5, 1.6),
            Set.of("COUNTER_FELL", "COUNTERS_CONTRADICT_CHARGE"),
            (r, s) -> later(r, Signals.CONSUMED_AH, v -> s * v)),
        kind(
            "another pack: operating time",
            List.of(1000.0),
            Set.of("OPERATING_TIME_BEYOND_CLOCK"),
            (r, s) -> later(r, Signals.OPERATING_TIME, v -> v + 3600 * s)),
        kind(
            "weaker pack on one visit",
            List.of(0.6),
            Set.of("CAPACITY_CHANGED", "COUNTER_CONTRADICTS_CURRENT"),
            (r, s) -> later(withoutCounters(r), Signals.CURRENT, v -> s * v)),
        kind(
            "voltage of another pack",
            List.of(0.9, 1.08),
            Set.of("VOLTAGE_JUMP", "CELL_SUM_MISMATCH", "PACK_VOLTAGE_OUTSIDE_CELLS"),
            (r, s) -> later(r, Signals.VOLTAGE, v -> s * v)));
  }

  private static List<Tampering> times() {
    return List.of(
        kind("clock set back", List.of(10.0, 3600.0, 1e6), Set.of("CLOCK_MOVED"), Tampering::clock),
        kind("replayed visit", List.of(0.0, 3.0), Set.of("SAMPLES_REPEATED"), Tampering::replayed),
        kind(
            "spliced: a stretch left out",
            List.of(900.0, 1500.0),
            Set.of(
                "SOC_JUMP",
                "OPERATING_TIME_CONTRADICTS_CLOCK",
                "COUNTER_CONTRADICTS_CURRENT",
                "CLOCK_MOVED"),
            Tampering::spliced));
  }

  private static List<Tampering> cells() {
    return List.of(
        kind(
            "voltage frozen",
            List.of(1.0),
            Set.of("VOLTAGE_FROZEN"),
            (r, s) -> frozen(r, Signals.VOLTAGE)),
        kind(
            "voltage scaled",
            List.of(0.95, 1.05),
            Set.of("CELL_SUM_MISMATCH", "PACK_VOLTAGE_OUTSIDE_CELLS"),
            (r, s) -> every(r, Signals.VOLTAGE, v -> s * v)),
        kind(
            "cells that do not sum",
            List.of(-0.12, 0.12),
            Set.of("CELL_SUM_MISMATCH"),
            (r, s) -> every(r, Signals.CELL_VOLTAGE, v -> v + s)),
        kind(
            "highest and lowest cell invented",
            List.of(0.1, 0.2),
            Set.of("CELL_EXTREMES_MISMATCH", "PACK_VOLTAGE_OUTSIDE_CELLS"),
            (r, s) -> every(r, Signals.CELL_VOLTAGE_MIN, v -> v - s)),
        kind(
            "weak cell hidden",
            List.of(1.0),
            Set.of("CELLS_FROZEN"),
            (r, s) -> frozen(frozen(r, Signals.CELL_VOLTAGE_MIN), Signals.CELL_VOLTAGE_MAX)),
        kind(
            "temperatures swapped",
            List.of(4.0, 10.0),
            Set.of("TEMPERATURES_SWAPPED"),
            (r, s) -> every(r, Signals.TEMPERATURE_MIN, v -> v + s)),
        kind(
            "wrong number of cells",
            List.of(0.3, 2.0),
            Set.of("SERIES_COUNT_WRONG", "CELL_SUM_MISMATCH", "PACK_VOLTAGE_OUTSIDE_CELLS"),
            (r, s) -> every(r, Signals.VOLTAGE, v -> s * v)));
  }

  private static Tampering kind(
      String kind,
      List<Double> strengths,
      Set<String> found,
      BiFunction<List<Reading>, Double, List<Reading>> apply) {
    return new Tampering(kind, strengths, found, apply);
  }

  private static double clamp(double pct) {
    return Math.max(0, Math.min(100, pct));
  }

  static List<Reading> every(List<Reading> all, Signal signal, DoubleUnaryOperator change) {
    return all.stream().map(r -> r.signal().equals(signal) ? changed(r, change) : r).toList();
  }

  private static List<Reading> later(List<Reading> all, Signal signal, DoubleUnaryOperator change) {
    return all.stream()
        .map(r -> second(r) && r.signal().equals(signal) ? changed(r, change) : r)
        .toList();
  }

  private static List<Reading> after(
      List<Reading> all, Signal signal, double fromS, DoubleUnaryOperator change) {
    return all.stream()
        .map(
            r ->
                r.signal().equals(signal) && r.at().monotonicNanos() >= fromS * 1e9
                    ? changed(r, change)
                    : r)
        .toList();
  }

  private static List<Reading> frozen(List<Reading> all, Signal signal) {
    Optional<Reading> first = all.stream().filter(r -> r.signal().equals(signal)).findFirst();
    double value = number(first.orElseThrow());
    return every(all, signal, v -> value);
  }

  private static List<Reading> scaledFromStart(List<Reading> all, Signal signal, double factor) {
    double start = number(all.stream().filter(r -> r.signal().equals(signal)).findFirst().get());
    return every(all, signal, v -> start + factor * (v - start));
  }

  /** Every drive four times as fast, so that a frozen odometer has kilometres to miss. */
  private static List<Reading> stretched(List<Reading> all) {
    return every(all, Signals.SPEED, v -> v * 4);
  }

  private static List<Reading> spikes(List<Reading> all, double strength) {
    List<Reading> spoiled = new ArrayList<>();
    int i = 0;
    for (Reading r : all) {
      boolean hit = r.signal().equals(Signals.CURRENT) && number(r) > 5 && i++ % 100 == 50;
      spoiled.add(hit ? changed(r, v -> v + 20 * strength) : r);
    }
    return spoiled;
  }

  private static List<Reading> clock(List<Reading> all, double backS) {
    return all.stream()
        .map(
            r ->
                r.at().monotonicNanos() < 900e9
                    ? r
                    : with(
                        r,
                        r.value(),
                        new Stamp(
                            r.at().wall().minusSeconds((long) backS),
                            r.at().monotonicNanos(),
                            r.at().bootId(),
                            true)))
        .toList();
  }

  /** The first visit once more under another boot id, its SOC shifted to look like another. */
  private static List<Reading> replayed(List<Reading> all, double socShift) {
    List<Reading> twice = new ArrayList<>(all);
    for (Reading r : all) {
      if (!second(r)) {
        Stamp at =
            new Stamp(
                r.at().wall().plusSeconds(36_000), r.at().monotonicNanos(), new UUID(9, 9), true);
        boolean soc = r.signal().equals(Signals.SOC);
        twice.add(
            soc ? changed(with(r, r.value(), at), v -> v + socShift) : with(r, r.value(), at));
      }
    }
    return twice;
  }

  /** A stretch of the charge left out and the clocks of the rest moved up to hide it. */
  private static List<Reading> spliced(List<Reading> all, double seconds) {
    List<Reading> left = new ArrayList<>();
    long fromNanos = 1_000_000_000_000L;
    long cutNanos = (long) (seconds * 1e9);
    for (Reading r : all) {
      long nanos = r.at().monotonicNanos();
      if (nanos < fromNanos) {
        left.add(r);
      } else if (nanos >= fromNanos + cutNanos) {
        Stamp at =
            new Stamp(r.at().wall().minusNanos(cutNanos), nanos - cutNanos, r.at().bootId(), true);
        left.add(with(r, r.value(), at));
      }
    }
    return left;
  }

  private static List<Reading> withoutCounters(List<Reading> all) {
    return all.stream().filter(r -> !COUNTERS.contains(r.signal())).toList();
  }

  private static boolean second(Reading reading) {
    return reading.at().bootId().getLeastSignificantBits() == CleanCar.SECOND_VISIT;
  }

  private static double number(Reading reading) {
    return ((Value.Number) reading.value()).number();
  }

  private static Reading set(Reading reading, double value) {
    return with(reading, new Value.Number(value), reading.at());
  }

  private static Reading changed(Reading reading, DoubleUnaryOperator change) {
    return set(reading, change.applyAsDouble(number(reading)));
  }

  private static Reading with(Reading reading, Value value, Stamp at) {
    return new Reading(reading.signal(), reading.index(), value, at, reading.source());
  }
}
