package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LfpKneeTest {

  @TestFactory
  List<DynamicTest> reproducesEveryVector() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    JsonMapper mapper = JsonMapper.builder().build();
    try (BufferedReader reader = Recordings.open("/vectors/lfp_knee_vectors.jsonl")) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        JsonNode vector = mapper.readTree(line);
        tests.add(DynamicTest.dynamicTest(vector.get("id").asString(), () -> check(vector)));
      }
    }
    assertEquals(40, tests.size());
    return tests;
  }

  private static void check(JsonNode vector) {
    List<Row> rows =
        Recordings.rows(vector.get("file").asString(), String.valueOf(vector.get("cycle").asInt()));
    String derived = vector.has("derived") ? vector.get("derived").asString() : "";
    double[][] points =
        rows.stream()
            .filter(r -> !derived.contains(">= 10") || r.get("q_Ah") >= 10)
            .filter(r -> !derived.contains("<= 80") || r.get("q_Ah") <= 80)
            .map(r -> new double[] {r.get("q_Ah"), r.get("u_cell_V")})
            .toArray(double[][]::new);
    double[] chargeAh = java.util.Arrays.stream(points).mapToDouble(p -> p[0]).toArray();
    double[] cellV = java.util.Arrays.stream(points).mapToDouble(p -> p[1]).toArray();
    LfpKnee.Limits limits =
        LfpKnee.Limits.forRate(vector.get("mean_current_A").asDouble() / 102).orElseThrow();
    assertEquals(vector.get("lower_V").asDouble(), limits.lowerV());
    assertEquals(vector.get("upper_V").asDouble(), limits.upperV());
    Optional<Double> between = LfpKnee.chargeBetweenAh(chargeAh, cellV, limits);
    JsonNode expect = vector.get("expect");
    assertEquals(expect.get("reason").isNull(), between.isPresent(), "whether there is a number");
    if (between.isPresent()) {
      double charge = expect.get("charge_between_Ah").asDouble();
      double capacity = expect.get("capacity_Ah").asDouble();
      assertEquals(charge, between.get(), 1e-4 * charge);
      assertEquals(capacity, between.get() / LfpKnee.SHARE_BETWEEN, 1e-4 * capacity);
    }
  }
}
