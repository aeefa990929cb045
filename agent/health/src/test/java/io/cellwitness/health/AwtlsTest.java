package io.cellwitness.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AwtlsTest {

  private static final double TOLERANCE = 1e-6;

  /** The vectors' values were checked there by direct minimisation of the cost. */
  @Test
  void reproducesEveryVector() throws IOException {
    JsonNode vectors;
    try (BufferedReader reader = Recordings.open("/vectors/awtls_vectors.json")) {
      String text = reader.lines().collect(Collectors.joining("\n"));
      vectors = JsonMapper.builder().build().readTree(text);
    }
    assertTrue(vectors.size() > 3, "vectors");
    for (JsonNode vector : vectors) {
      Awtls.Tracked tracked = Awtls.track(visits(vector), vector.get("gamma").asDouble());
      JsonNode expect = vector.get("expect");
      String id = vector.get("id").asString();
      close(expect.get("capacity_Ah").asDouble(), tracked.capacityAh(), id);
      close(expect.get("sigma_Ah").asDouble(), tracked.sigmaAh(), id);
      if (vector.has("u_rel_with_floor")) {
        close(vector.get("floor_rel").asDouble(), tracked.floorRelative(), id);
        close(vector.get("u_rel_with_floor").asDouble(), tracked.relativeU(), id);
      }
    }
  }

  private static List<Awtls.Visit> visits(JsonNode vector) {
    List<Awtls.Visit> visits = new ArrayList<>();
    for (int k = 0; k < vector.get("x_soc_fraction").size(); k++) {
      visits.add(
          new Awtls.Visit(
              vector.get("x_soc_fraction").get(k).asDouble(),
              vector.get("y_Ah").get(k).asDouble(),
              vector.get("sx").get(k).asDouble(),
              vector.get("sy_Ah").get(k).asDouble()));
    }
    return visits;
  }

  private static void close(double expected, double actual, String id) {
    assertEquals(expected, actual, TOLERANCE * expected, id);
  }
}
