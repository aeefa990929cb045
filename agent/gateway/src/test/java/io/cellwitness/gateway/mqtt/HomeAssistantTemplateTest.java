package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.store.SessionId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The templates given to Home Assistant, rendered over our own batches by Jinja2, the engine it
 * uses, in the sandbox it uses.
 */
class HomeAssistantTemplateTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final JsonMapper JSON = new JsonMapper();

  /** As Home Assistant's MQTT integration: the payload parsed is {@code value_json}. */
  private static final String RENDER =
      """
      import json, sys
      from jinja2.sandbox import ImmutableSandboxedEnvironment
      environment = ImmutableSandboxedEnvironment()
      for job in json.load(open(sys.argv[1])):
          template = environment.from_string(job["template"])
          print(template.render(value_json=json.loads(job["payload"])))
      """;

  @TempDir Path dir;

  @Test
  void everySensorShowsTheNewestValueNothingWhereThereIsNoneAndUnknownWhereItIsMissing()
      throws Exception {
    HomeAssistant desk = new HomeAssistant(TOPICS, "homeassistant");
    desk.leaving(TOPICS.telemetry("p1"));
    JsonNode body = JSON.readTree(desk.next().orElseThrow().body());
    JsonNode sensors = body.path("components");
    String batch =
        batch(
            reading(Signals.VOLTAGE, 351.2, 0),
            reading(Signals.VOLTAGE, 351.4, 1),
            reading(Signals.CURRENT, -12.5, 1),
            reading(Signals.SOC, 63.5, 1),
            reading(Signals.SOH, 97, 1),
            reading(Signals.CELL_VOLTAGE_MAX, 3.68, 1),
            reading(Signals.CELL_VOLTAGE_MIN, 3.66, 1),
            reading(Signals.TEMPERATURE_MAX, 24, 1),
            reading(Signals.TEMPERATURE_MIN, -3, 1));
    String other = batch(reading(Signals.SPEED, 0, 1));
    String missing =
        batch(
            reading(Signals.SOC, 63.5, 0),
            new Reading(
                Signals.SOC, 0, new Value.Absent(Quality.MISSING, "no answer"), at(1), "x"));
    ArrayNode jobs = JSON.createArrayNode();
    sensors.forEach(sensor -> job(jobs, sensor.path("value_template"), batch));
    job(jobs, sensors.path("soc").path("value_template"), other);
    job(jobs, sensors.path("soc").path("value_template"), missing);
    job(jobs, body.path("availability_template"), "{\"state\":\"online\",\"gateway\":\"bay-1\"}");
    assertEquals(
        List.of(
            "351.4", "-12.5", "63.5", "97.0", "3.68", "3.66", "24.0", "-3.0", "", "None", "online"),
        render(jobs));
  }

  private List<String> render(ArrayNode jobs) throws Exception {
    Path script = Files.writeString(dir.resolve("render.py"), RENDER);
    Path input = Files.write(dir.resolve("jobs.json"), JSON.writeValueAsBytes(jobs));
    Path output = dir.resolve("output");
    Process python;
    try {
      python =
          new ProcessBuilder("python3", script.toString(), input.toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (java.io.IOException e) {
      assumeTrue(false, "SKIPPED: python3 is not installed");
      throw e;
    }
    assertTrue(python.waitFor(30, TimeUnit.SECONDS));
    String said = Files.readString(output);
    assumeTrue(
        !said.contains("No module named 'jinja2'"),
        "SKIPPED: Jinja2 is not installed (apt-get install python3-jinja2)");
    assertEquals(0, python.exitValue(), said);
    return said.lines().toList();
  }

  private static void job(ArrayNode jobs, JsonNode template, String payload) {
    ObjectNode job = jobs.addObject();
    job.put("template", template.stringValue()).put("payload", payload);
  }

  private static String batch(Reading... readings) {
    return new String(
        TelemetryBatch.encode("p1", new SessionId(1), List.of(readings)).orElseThrow(),
        StandardCharsets.UTF_8);
  }

  private static Reading reading(Signal signal, double value, int second) {
    return new Reading(signal, 0, new Value.Number(value), at(second), "x");
  }

  private static Stamp at(int second) {
    Instant wall = Instant.parse("2026-05-01T08:00:00Z").plusSeconds(second);
    return new Stamp(wall, second * 1_000_000_000L, new UUID(1, 2), true);
  }
}
