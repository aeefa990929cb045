package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every vector of {@code capacity_vectors.jsonl}: reasons, rule and window ends equal, figures
 * within 0.01 %.
 */
class CapacityVectorsTest {

  private static final double TOLERANCE = 1e-4;

  @TestFactory
  List<DynamicTest> reproducesEveryVector() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try (BufferedReader reader = Recordings.open("/vectors/capacity_vectors.jsonl")) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode vector = mapper.readTree(line);
        tests.add(DynamicTest.dynamicTest(vector.get("case_id").asString(), () -> check(vector)));
      }
    }
    assertEquals(65, tests.size());
    return tests;
  }

  private static void check(JsonNode vector) {
    Chemistry chemistry =
        vector.get("chemistry").isNull()
            ? Chemistry.UNKNOWN
            : chemistry(vector.get("chemistry").asString());
    double nominalAh = vector.get("q_nom_Ah").asDouble();
    List<List<Row>> sessions = VectorInput.sessions(vector);
    CapacityOutcome outcome =
        new CapacityMethod(RecordedCase.pack(chemistry, nominalAh, OptionalInt.empty()))
            .evaluate(Recordings.visits(sessions, nominalAh));
    List<String> reasons = outcome.reasons().stream().map(r -> r.code().name()).toList();
    assertEquals(strings(vector.get("reasons")), reasons);
    boolean refused = vector.get("status").asString().equals("REFUSED");
    if (outcome.estimate().isEmpty()) {
      assertTrue(refused && vector.get("W_pct").isNull(), "a window was expected");
      return;
    }
    CapacityOutcome.Estimate estimate = outcome.estimate().get();
    String prefix = refused ? "withheld_" : "";
    assertAll(
        () -> close(vector, prefix + "capacity_Ah", estimate.capacityAh()),
        () -> close(vector, prefix + "U95_rel", estimate.relativeU95()),
        () -> close(vector, "W_pct", estimate.widthPct()),
        () -> close(vector, "mean_current_A", estimate.meanCurrentA()),
        () ->
            assertEquals(
                vector.get("rule").asString(), estimate.map().isPresent() ? "map" : "widest"),
        () -> checkBudget(vector, estimate),
        () -> checkWindows(vector, estimate),
        () -> checkGrade(vector, estimate));
  }

  private static void checkBudget(JsonNode vector, CapacityOutcome.Estimate estimate) {
    if (!vector.has("budget")) {
      return;
    }
    Map<String, Double> terms = new HashMap<>();
    estimate.budget().forEach(t -> terms.put(t.name(), t.relative()));
    JsonNode expected = vector.get("budget");
    for (String name : expected.propertyNames()) {
      double value = expected.get(name).asDouble();
      assertEquals(value, terms.get(name), TOLERANCE * value, name);
    }
    double factor = vector.get("consistency_factor").asDouble();
    assertEquals(factor > 1, terms.containsKey("consistency"), "consistency term");
  }

  private static void checkWindows(JsonNode vector, CapacityOutcome.Estimate estimate) {
    JsonNode expected = vector.get("windows");
    if (expected == null) {
      return;
    }
    assertEquals(expected.size(), estimate.all().size(), "number of windows");
    for (int w = 0; w < expected.size(); w++) {
      SocWindow window = estimate.all().get(w);
      assertEquals(expected.get(w).get("soc0").asDouble(), window.startSocPct(), 1e-9);
      assertEquals(expected.get(w).get("soc1").asDouble(), window.endSocPct(), 1e-9);
      close(expected.get(w), "dq_Ah", window.chargeAh());
      close(expected.get(w), "hours", window.hours());
      close(expected.get(w), "dt_s", window.stepS());
      assertEquals(expected.get(w).get("used").asBoolean(), estimate.used().contains(window));
    }
  }

  /** Class A of LFP needs a full end (method, 8.3); the vectors give both readings. */
  private static void checkGrade(JsonNode vector, CapacityOutcome.Estimate estimate) {
    String status = vector.get("status").asString();
    JsonNode withFullEnd = vector.get("status_with_full_end_rule");
    if (!status.equals("REFUSED")) {
      assertEquals(
          withFullEnd == null ? status : withFullEnd.asString(), estimate.grade().name(), "class");
    }
  }

  private static void close(JsonNode vector, String name, double actual) {
    double expected = vector.get(name).asDouble();
    assertEquals(expected, actual, TOLERANCE * Math.abs(expected), name);
  }

  private static Chemistry chemistry(String name) {
    for (Chemistry chemistry : Chemistry.values()) {
      if (chemistry.name().equalsIgnoreCase(name)) {
        return chemistry;
      }
    }
    return Chemistry.UNKNOWN;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(n -> strings.add(n.asString()));
    return strings;
  }

  /** Builds the sessions a vector's {@code input} describes. */
  private static final class VectorInput {

    static List<List<Row>> sessions(JsonNode vector) {
      JsonNode input = vector.get("input");
      String kind = input.get("kind").asString();
      return switch (kind) {
        case "case" -> List.of(RecordedCase.named(vector.get("case_id").asString()).rows());
        case "soc_pieces" -> pieces(input);
        case "every_nth_row" -> List.of(everyNth(base(input), input.get("n").asInt()));
        case "first_rows" -> List.of(base(input).subList(0, input.get("n").asInt()));
        case "rows_faster_than_1_kmh" ->
            List.of(base(input).stream().filter(r -> r.get("v_kmh") > 1).toList());
        case "blocks" -> List.of(blocks(input));
        default -> throw new IllegalArgumentException(kind);
      };
    }

    private static List<Row> base(JsonNode input) {
      return RecordedCase.named(input.get("base_case").asString()).rows();
    }

    private static List<Row> everyNth(List<Row> rows, int n) {
      List<Row> kept = new ArrayList<>();
      for (int i = 0; i < rows.size(); i += n) {
        kept.add(rows.get(i));
      }
      return kept;
    }

    private static List<List<Row>> pieces(JsonNode input) {
      List<List<Row>> pieces = new ArrayList<>();
      for (JsonNode piece : input.get("pieces")) {
        double from = piece.get("soc_from").asDouble();
        double to = piece.get("soc_to").asDouble();
        double factor = piece.get("current_factor").asDouble();
        pieces.add(
            base(input).stream()
                .filter(r -> r.get("soc_pct") >= from && r.get("soc_pct") <= to)
                .map(r -> r.with("i_A", factor * r.get("i_A")))
                .toList());
      }
      return pieces;
    }

    private static List<Row> blocks(JsonNode input) {
      double step = input.get("soc_step").asDouble();
      List<Row> rows = new ArrayList<>();
      for (JsonNode block : input.get("blocks")) {
        int n = block.get("n").asInt();
        double soc0 = block.get("soc0").asDouble();
        double soc1 = block.get("soc1").asDouble();
        for (int k = 0; k < n; k++) {
          double soc = soc0 + (soc1 - soc0) * k / (n - 1);
          soc = Math.rint(Math.floor(soc / step + 1e-9) * step * 100) / 100;
          Map<String, Double> values = new HashMap<>();
          values.put("i_A", block.get("i_A").asDouble());
          values.put("soc_pct", soc);
          if (!input.get("T_C").isNull()) {
            values.put("t_max_C", input.get("T_C").asDouble());
            values.put("t_min_C", input.get("T_C").asDouble());
          }
          double timeS = block.get("t0_s").asDouble() + k * block.get("dt_s").asDouble();
          rows.add(new Row(timeS, values, new TreeMap<>()));
        }
      }
      return rows;
    }
  }
}
