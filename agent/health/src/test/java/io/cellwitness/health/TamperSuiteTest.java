package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Measures the tamper findings: kinds times strengths over drawn cars for detection, further cars
 * and the real recordings for false alarms. Prints its table; the counts are the targets.
 */
class TamperSuiteTest {

  private static final int CARS = 6;
  private static final int CLEAN_CARS = 70;

  private static HealthResult evaluate(PackFacts facts, List<Reading> readings) {
    HealthEstimator estimator = new HealthEstimator(facts);
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
  void ninetyFivePercentAreFound() {
    List<Tampering> kinds = Tampering.all();
    Map<String, int[]> perKind = new TreeMap<>();
    List<String> missed = new ArrayList<>();
    for (long seed = 1; seed <= CARS; seed++) {
      PackFacts facts = CleanCar.facts(seed);
      List<Reading> clean = CleanCar.readings(seed);
      for (Tampering kind : kinds) {
        for (double strength : kind.strengths()) {
          Set<String> codes = codes(evaluate(facts, kind.apply().apply(clean, strength)));
          boolean found = codes.stream().anyMatch(kind.found()::contains);
          int[] counts = perKind.computeIfAbsent(kind.kind(), k -> new int[2]);
          counts[0] += found ? 1 : 0;
          counts[1]++;
          if (!found) {
            missed.add(kind.kind() + " " + strength + " car " + seed + " " + codes);
          }
        }
      }
    }
    int found = perKind.values().stream().mapToInt(c -> c[0]).sum();
    int all = perKind.values().stream().mapToInt(c -> c[1]).sum();
    StringBuilder table =
        new StringBuilder("tampering                              found of   %\n");
    perKind.forEach((kind, c) -> table.append(line(kind, c[0], c[1])));
    table.append(line(perKind.size() + " kinds", found, all));
    System.out.print(table);
    assertTrue(perKind.size() >= 20, "kinds " + perKind.size());
    assertTrue(found >= 0.95 * all, () -> table + String.join("\n", missed));
    perKind.forEach(
        (kind, c) ->
            assertTrue(c[0] >= 0.75 * c[1], () -> kind + "\n" + String.join("\n", missed)));
  }

  private static String line(String name, int found, int all) {
    return String.format(
        Locale.ROOT, "%-38s %5d %5d %5.1f%n", name, found, all, 100.0 * found / all);
  }

  @Test
  void cleanCarsRaiseNothing() {
    List<String> alarms = new ArrayList<>();
    int runs = 0;
    for (long seed = 1000; seed < 1000 + CLEAN_CARS; seed++) {
      Set<String> codes = codes(evaluate(CleanCar.facts(seed), CleanCar.readings(seed)));
      if (!codes.isEmpty()) {
        alarms.add("car " + seed + " " + codes);
      }
      runs++;
    }
    for (RecordedCase recorded : RecordedCase.all()) {
      // Cars 2 and 3 are the known faulty ones, f3 carries injected faults.
      if (!recorded.id().startsWith("f3_") && !recorded.id().endsWith("_all")) {
        HealthEstimator estimator = new HealthEstimator(recorded.pack());
        Recordings.feed(recorded.rows(), 0, estimator::accept);
        Set<String> codes = codes(estimator.result());
        if (!codes.isEmpty()) {
          alarms.add(recorded.id() + " " + codes);
        }
        runs++;
      }
    }
    System.out.print(line("false alarms on clean runs", alarms.size(), runs));
    assertTrue(runs >= 200, "runs " + runs);
    assertTrue(alarms.size() <= 0.005 * runs, () -> String.join("\n", alarms));
  }

  /** Whatever else is falsified, a safety alarm stays. */
  @Test
  void noTamperingHidesASafetyAlarm() {
    PackFacts facts = CleanCar.facts(3);
    List<Reading> clean = CleanCar.readings(3);
    Map<String, List<Reading>> unsafe =
        Map.of(
            "ISOLATION_LOW", Tampering.every(clean, Signals.ISOLATION, v -> 15),
            "BATTERY_HOT", Tampering.every(clean, Signals.TEMPERATURE_MAX, v -> 65),
            "CELL_OVERCHARGED", Tampering.every(clean, Signals.CELL_VOLTAGE, v -> 4.4),
            "CELL_DEEPLY_DISCHARGED", Tampering.every(clean, Signals.CELL_VOLTAGE, v -> 2.2));
    unsafe.forEach(
        (code, readings) -> {
          for (Tampering kind : Tampering.all()) {
            boolean touchesIt =
                code.startsWith("CELL") && kind.kind().equals("cells that do not sum");
            double strength = kind.strengths().get(0);
            if (!touchesIt) {
              Set<String> codes = codes(evaluate(facts, kind.apply().apply(readings, strength)));
              assertTrue(codes.contains(code), () -> code + " hidden by " + kind.kind());
            }
          }
        });
  }

  /** A signal that is missing hides nothing the others show. */
  @Test
  void alarmsNeedNoOtherSignal() {
    PackFacts facts = CleanCar.facts(3);
    List<Reading> low = Tampering.every(CleanCar.readings(3), Signals.ISOLATION, v -> 15);
    for (Signal missing : List.of(Signals.VOLTAGE, Signals.SOC, Signals.CURRENT)) {
      List<Reading> left = low.stream().filter(r -> !r.signal().equals(missing)).toList();
      assertEquals(
          Set.of("ISOLATION_LOW"),
          evaluate(facts, left).alarms().stream().map(Finding::code).collect(Collectors.toSet()),
          missing.name());
    }
  }
}
