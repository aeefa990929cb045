package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Resistance within 3 % on measured pulses: 26 NMC cells of 21 Ah retired from cars, shown as a
 * pack of 96 times 10. The truth is another estimator than the method's median over all steps: the
 * mean over the steps of 1C alone.
 */
class PulseResistanceTest {

  private static final int SERIES = 96;
  private static final int PARALLEL = 10;

  /** Rest to pulse and pulse to rest: first and second voltage, current of the step in 0.5C. */
  private static final int[][] EDGES = {
    {1, 2, 1},
    {3, 4, -1},
    {5, 6, -1},
    {7, 8, 1},
    {9, 10, 2},
    {11, 12, -2},
    {13, 14, -2},
    {15, 16, 2},
    {17, 18, 3},
    {19, 20, -3}
  };

  private static Map<String, List<Map<String, String>>> cells() throws IOException {
    Map<String, List<Map<String, String>>> cells = new LinkedHashMap<>();
    try (BufferedReader reader = Recordings.open("/recordings/rest_ocv_pulse/nmc21.csv.gz")) {
      String[] header = reader.readLine().split(",", -1);
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] fields = line.split(",", -1);
        Map<String, String> row = new HashMap<>();
        for (int c = 0; c < header.length; c++) {
          row.put(header[c], fields[c]);
        }
        cells.computeIfAbsent(row.get("cell"), k -> new ArrayList<>()).add(row);
      }
    }
    return cells;
  }

  @Test
  void measuredPulsesGiveTheirResistance() throws IOException {
    Map<String, List<Map<String, String>>> cells = cells();
    cells.forEach(PulseResistanceTest::check);
    assertEquals(26, cells.size());
  }

  private static void check(String name, List<Map<String, String>> rows) {
    double capacityAh = number(rows.get(0), "q_true_Ah");
    PackFacts pack = RecordedCase.pack(Chemistry.NMC, 21 * PARALLEL, OptionalInt.of(SERIES));
    HealthEstimator estimator = new HealthEstimator(pack);
    Growing fullRateOhm = new Growing();
    int second = 0;
    for (Map<String, String> row : rows) {
      double socPct = 100 * number(row, "ah_from_empty") / capacityAh;
      for (int[] edge : EDGES) {
        String before = row.get("U" + edge[0] + "_V");
        String after = row.get("U" + edge[1] + "_V");
        if (before.isEmpty() || after.isEmpty()) {
          continue;
        }
        double stepA = edge[2] * number(row, "pulse_A_first");
        boolean begins = edge[0] % 4 == 1;
        double beforeA = begins ? 0 : -stepA;
        send(estimator, second, Double.parseDouble(before), beforeA, socPct);
        send(estimator, second + 1, Double.parseDouble(after), beforeA + stepA, socPct);
        // Ten seconds to the next step: only the two samples of one step count as its neighbours.
        second += 10;
        if (Math.abs(edge[2]) == 2 && socPct >= 30 && socPct <= 70) {
          fullRateOhm.add((Double.parseDouble(after) - Double.parseDouble(before)) / stepA);
        }
      }
    }
    double sum = 0;
    for (double ohm : fullRateOhm.toArray()) {
      sum += ohm;
    }
    double truthMilliohm = 1000 * sum / fullRateOhm.size() / PARALLEL;
    Quantity.Number found =
        assertInstanceOf(
            Quantity.Number.class,
            estimator.result().find(QuantityNames.RESISTANCE, Originator.MEASURED).orElseThrow(),
            name);
    assertEquals(ResistanceMethod.ID, found.method(), name);
    assertEquals(1, found.value() / truthMilliohm, 0.03, name);
  }

  private static void send(
      HealthEstimator estimator, int second, double cellV, double cellA, double socPct) {
    send(estimator, second, Signals.VOLTAGE, SERIES * cellV);
    send(estimator, second, Signals.SOC, Math.rint(socPct * 10) / 10);
    send(estimator, second, Signals.TEMPERATURE_MAX, 25);
    send(estimator, second, Signals.CURRENT, PARALLEL * cellA);
  }

  private static void send(HealthEstimator estimator, int second, Signal signal, double value) {
    Stamp at =
        new Stamp(
            Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second),
            second * 1_000_000_000L,
            new UUID(3, 0),
            true);
    estimator.accept(new Reading(signal, 0, new Value.Number(value), at, "pulse"));
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(row.get(column));
  }
}
