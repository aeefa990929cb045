package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each way of tampering, put into a clean recording, is found; the clean recording is not. */
class TamperTest {

  private static final int CELLS = SimulatedPack.SERIES;

  /** A way to spoil readings, and the finding that must follow. */
  private record Tamper(String name, String code, UnaryOperator<List<Reading>> spoil) {}

  /** Drive, charge, rest; every signal; twice. */
  private static List<Reading> cleanRecording() {
    List<Reading> readings = new ArrayList<>();
    for (int visit = 0; visit < 2; visit++) {
      SimulatedPack pack = new SimulatedPack(visit, 30, readings::add).withCounters();
      pack.send(Signals.VIN, 0, new Value.Text("TESTVIN0000000001"));
      pack.send(Signals.SOH, 93 - visit);
      pack.send(Signals.ODOMETER, 40_000 + 500 * visit);
      pack.send(Signals.ODOMETER, 40_000 + 500 * visit);
      pack.send(Signals.CHARGED_KWH, 400 + visit);
      for (int i = 0; i < 200; i++) {
        pack.step(-30 - 0.7 * (i * 37 % 41) - visit, 1).step(15 + 0.3 * (i * 53 % 29), 1);
      }
      pack.run(4800, 50 + visit, 2);
      for (int i = 0; i < 90; i++) {
        for (int cell = 1; cell <= CELLS; cell++) {
          double volts = pack.restV() / CELLS + 0.001 * (cell % 3 - 1);
          pack.send(Signals.CELL_VOLTAGE, cell, new Value.Number(volts));
        }
        pack.send(Signals.CELL_VOLTAGE_MAX, pack.restV() / CELLS + 0.001);
        pack.send(Signals.CELL_VOLTAGE_MIN, pack.restV() / CELLS - 0.001);
        pack.send(Signals.ISOLATION, 1000);
        pack.step(0, 1);
      }
    }
    return readings;
  }

  private static HealthResult evaluate(List<Reading> readings) {
    HealthEstimator estimator = new HealthEstimator(SimulatedPack.facts());
    readings.forEach(estimator::accept);
    return estimator.result();
  }

  private static Set<String> codes(HealthResult result) {
    return Stream.concat(result.findings().stream(), result.alarms().stream())
        .filter(f -> f.severity() != Finding.Severity.INFO)
        .map(Finding::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aCleanRecordingRaisesNothing() {
    assertEquals(Set.of(), codes(evaluate(cleanRecording())));
  }

  /** Real recordings without an injected fault; car 2 and car 3 are the known faulty cars. */
  @Test
  void realCleanRecordingsRaiseNothing() {
    int runs = 0;
    for (RecordedCase recorded : RecordedCase.all()) {
      if (recorded.id().startsWith("f3_") || recorded.id().endsWith("_all")) {
        continue;
      }
      HealthEstimator estimator = new HealthEstimator(recorded.pack());
      Recordings.feed(recorded.rows(), 0, estimator::accept);
      assertEquals(Set.of(), codes(estimator.result()), recorded.id());
      runs++;
    }
    assertTrue(runs > 100, "runs " + runs);
  }

  @TestFactory
  List<DynamicTest> everyTamperingIsFound() {
    List<Reading> clean = cleanRecording();
    List<DynamicTest> tests = new ArrayList<>();
    for (Tamper tamper : tampers()) {
      tests.add(
          DynamicTest.dynamicTest(
              tamper.name(),
              () -> {
                Set<String> found = codes(evaluate(tamper.spoil().apply(clean)));
                assertTrue(found.contains(tamper.code()), () -> tamper.code() + " not in " + found);
              }));
    }
    assertTrue(tests.size() >= 20);
    return tests;
  }

  private static List<Tamper> tampers() {
    return List.of(
        new Tamper("SOC frozen", "SOC_FROZEN", r -> map(r, Signals.SOC, v -> 60)),
        new Tamper("current dead", "CURRENT_DEAD", r -> map(r, Signals.CURRENT, v -> 0)),
        new Tamper("current doubled", "COUNTER_CONTRADICTS_CURRENT", scaled(Signals.CURRENT, 2)),
        new Tamper(
            "current doubled, no counters",
            "CHARGE_SCALE_IMPLAUSIBLE",
            r -> map(withoutCounters(r), Signals.CURRENT, v -> 2 * v)),
        new Tamper("SOC halved", "CHARGE_SCALE_IMPLAUSIBLE", scaled(Signals.SOC, 0.5)),
        new Tamper("voltage frozen", "VOLTAGE_FROZEN", r -> map(r, Signals.VOLTAGE, v -> 380)),
        new Tamper(
            "SOC jump", "SOC_JUMP", r -> late(r, Signals.SOC, 2000, v -> Math.min(100, v + 12))),
        new Tamper("voltage sign", "VOLTAGE_CONTRADICTS_CURRENT", TamperTest::turned),
        new Tamper("other pack", "VOLTAGE_JUMP", r -> late(r, Signals.VOLTAGE, 5230, v -> v * 0.9)),
        new Tamper(
            "full by the display",
            "SOC_OFFSET",
            r ->
                map(r, Signals.VOLTAGE, v -> v * 0.85).stream()
                    .map(x -> shifted(x, Signals.SOC, 25))
                    .toList()),
        new Tamper("cell sum", "CELL_SUM_MISMATCH", scaled(Signals.VOLTAGE, 0.95)),
        new Tamper(
            "cell extremes",
            "CELL_EXTREMES_MISMATCH",
            r -> map(r, Signals.CELL_VOLTAGE_MIN, v -> v - 0.2)),
        new Tamper("sense line", "CELL_READING_IMPOSSIBLE", r -> cell(r, 7, v -> 5.0)),
        new Tamper("weak cell", "WEAK_CELL", r -> cell(r, 7, v -> v - 0.08)),
        new Tamper("imbalance", "CELL_IMBALANCE", r -> cell(r, 7, v -> v - 0.08)),
        new Tamper(
            "temperatures swapped",
            "TEMPERATURES_SWAPPED",
            r -> map(r, Signals.TEMPERATURE_MIN, v -> v + 10)),
        new Tamper(
            "counter reset", "COUNTER_FELL", r -> second(r, Signals.CHARGED_AH, v -> v - 990)),
        new Tamper(
            "odometer turned back",
            "ODOMETER_FELL",
            r -> second(r, Signals.ODOMETER, v -> v - 10_000)),
        new Tamper(
            "capacity rewritten", "DECLARED_HEALTH_ROSE", r -> second(r, Signals.SOH, v -> 100)),
        new Tamper(
            "health embellished", "DECLARED_HEALTH_TOO_HIGH", r -> map(r, Signals.SOH, v -> 120)),
        new Tamper("energy counter", "COUNTERS_DISAGREE", scaled(Signals.CHARGED_KWH, 0.5)),
        new Tamper(
            "charge counter",
            "COUNTER_CONTRADICTS_CURRENT",
            r -> map(r, Signals.CHARGED_AH, v -> 1000 + 0.5 * (v - 1000))),
        new Tamper("clock set back", "CLOCK_MOVED", TamperTest::clockSetBack),
        new Tamper("replayed", "SAMPLES_REPEATED", TamperTest::replayed),
        new Tamper("another car", "VEHICLE_CHANGED", TamperTest::otherVehicle),
        new Tamper("another pack number", "VEHICLE_CHANGED", TamperTest::otherPack),
        new Tamper("fewer cells", "PACK_CHANGED", TamperTest::fewerCells),
        new Tamper("wrong series", "SERIES_CONTRADICTS_CELLS", scaled(Signals.VOLTAGE, 0.3)),
        new Tamper("capacity changed", "CAPACITY_CHANGED", TamperTest::weakerSecondVisit),
        new Tamper("isolation", "ISOLATION_LOW", r -> map(r, Signals.ISOLATION, v -> 20)),
        new Tamper("hot", "BATTERY_HOT", r -> map(r, Signals.TEMPERATURE_MAX, v -> 65)),
        new Tamper(
            "over-charged", "CELL_OVERCHARGED", r -> map(r, Signals.CELL_VOLTAGE_MAX, v -> 4.4)),
        new Tamper(
            "deeply discharged",
            "CELL_DEEPLY_DISCHARGED",
            r -> map(r, Signals.CELL_VOLTAGE_MIN, v -> 2.2)));
  }

  private static List<Reading> map(List<Reading> all, Signal signal, DoubleUnaryOperator change) {
    return all.stream().map(r -> r.signal().equals(signal) ? changed(r, change) : r).toList();
  }

  private static UnaryOperator<List<Reading>> scaled(Signal signal, double factor) {
    return r -> map(r, signal, v -> factor * v);
  }

  /** Turns current and state of charge together, so that only the voltage objects. */
  private static List<Reading> turned(List<Reading> all) {
    return map(map(all, Signals.CURRENT, v -> -v), Signals.SOC, v -> 100 - v);
  }

  private static List<Reading> late(
      List<Reading> all, Signal signal, double fromS, DoubleUnaryOperator change) {
    return all.stream()
        .map(
            r ->
                r.signal().equals(signal) && r.at().monotonicNanos() >= fromS * 1e9
                    ? changed(r, change)
                    : r)
        .toList();
  }

  private static List<Reading> second(
      List<Reading> all, Signal signal, DoubleUnaryOperator change) {
    return all.stream()
        .map(r -> isSecond(r) && r.signal().equals(signal) ? changed(r, change) : r)
        .toList();
  }

  private static List<Reading> cell(List<Reading> all, int cell, DoubleUnaryOperator change) {
    return all.stream()
        .map(
            r ->
                r.signal().equals(Signals.CELL_VOLTAGE) && r.index() == cell
                    ? changed(r, change)
                    : r)
        .toList();
  }

  private static Reading shifted(Reading reading, Signal signal, double by) {
    return reading.signal().equals(signal) ? changed(reading, v -> Math.min(100, v + by)) : reading;
  }

  private static List<Reading> clockSetBack(List<Reading> all) {
    return all.stream()
        .map(
            r ->
                r.at().monotonicNanos() < 1000e9
                    ? r
                    : at(
                        r,
                        new Stamp(
                            r.at().wall().minusSeconds(86_400),
                            r.at().monotonicNanos(),
                            r.at().bootId(),
                            true)))
        .toList();
  }

  /** The first visit once more under another boot id, ten hours later. */
  private static List<Reading> replayed(List<Reading> all) {
    List<Reading> twice = new ArrayList<>(all);
    all.stream()
        .filter(r -> !isSecond(r))
        .map(
            r ->
                at(
                    r,
                    new Stamp(
                        r.at().wall().plusSeconds(36_000),
                        r.at().monotonicNanos(),
                        new UUID(9, 9),
                        true)))
        .forEach(twice::add);
    return twice;
  }

  private static List<Reading> otherVehicle(List<Reading> all) {
    return all.stream()
        .map(
            r ->
                r.signal().equals(Signals.VIN) && isSecond(r)
                    ? new Reading(
                        r.signal(), 0, new Value.Text("TESTVIN0000000002"), r.at(), r.source())
                    : r)
        .toList();
  }

  private static List<Reading> otherPack(List<Reading> all) {
    return all.stream()
        .map(
            r ->
                r.signal().equals(Signals.VIN)
                    ? new Reading(
                        Signals.PACK_ID,
                        0,
                        new Value.Text(isSecond(r) ? "TESTPACK 2" : "TESTPACK 1"),
                        r.at(),
                        r.source())
                    : r)
        .toList();
  }

  private static List<Reading> fewerCells(List<Reading> all) {
    return all.stream().filter(r -> !(isSecond(r) && r.index() > CELLS - 4)).toList();
  }

  private static List<Reading> weakerSecondVisit(List<Reading> all) {
    return second(withoutCounters(all), Signals.CURRENT, v -> 0.75 * v);
  }

  private static List<Reading> withoutCounters(List<Reading> all) {
    return all.stream()
        .filter(r -> !r.signal().equals(Signals.CHARGED_AH))
        .filter(r -> !r.signal().equals(Signals.CONSUMED_AH))
        .toList();
  }

  private static boolean isSecond(Reading reading) {
    return reading.at().bootId().getLeastSignificantBits() == 1;
  }

  private static Reading changed(Reading reading, DoubleUnaryOperator change) {
    double value = ((Value.Number) reading.value()).number();
    return new Reading(
        reading.signal(),
        reading.index(),
        new Value.Number(change.applyAsDouble(value)),
        reading.at(),
        reading.source());
  }

  private static Reading at(Reading reading, Stamp stamp) {
    return new Reading(reading.signal(), reading.index(), reading.value(), stamp, reading.source());
  }

  /** No finding may show a vehicle identification number. */
  @Test
  void findingsNeverNameAVehicle() {
    HealthResult result = evaluate(otherVehicle(cleanRecording()));
    assertTrue(result.findings().stream().noneMatch(f -> f.toString().contains("TESTVIN")));
  }

  @Test
  void unknownPacksAreCheckedToo() {
    HealthEstimator estimator = new HealthEstimator(PackFacts.UNKNOWN);
    map(cleanRecording(), Signals.ISOLATION, v -> 20).forEach(estimator::accept);
    assertTrue(codes(estimator.result()).contains("ISOLATION_LOW"));
  }
}
