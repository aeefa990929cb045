package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.Store;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A damaged store is told where somebody reads it: on the topic for events, once. */
@Timeout(120)
class IncidentEventTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path dir;

  @Test
  void aDamagedFileMovedAsideIsToldOnceAlsoAfterARestart() throws Exception {
    Files.writeString(dir.resolve("cellwitness.db"), "not a database at all ".repeat(400));
    try (FakeBroker broker = new FakeBroker(20, (publish, number) -> FakeBroker.Action.ACK)) {
      try (Store store = Store.open(dir, new MachineTime())) {
        assertEquals(1, store.notices().size());
        // Told with the broker away: it waits with everything else.
      }
      try (Store store = Store.open(dir, new MachineTime());
          MqttUplink uplink = uplink(store, broker.port())) {
        uplink.start();
        Eventually.within(PATIENCE, () -> broker.received().size() == 1);
        assertTrue(uplink.awaitEmpty(PATIENCE));
      }
      FakeBroker.Publish event = broker.received().get(0);
      assertEquals(TOPICS.event(), event.topic());
      assertEquals("event/1", event.properties().get("schema"));
      Schemas.assertValid("event-1", event.body());
      JsonNode body = new JsonMapper().readTree(event.body());
      assertEquals("incident", body.path("event").asString());
      assertTrue(body.path("text").asString().contains("damaged"), body.toString());
      Instant.parse(body.path("at").asString());
      try (Store store = Store.open(dir, new MachineTime())) {
        assertEquals(
            0,
            store
                .outbox()
                .tellIncidents(
                    incident -> {
                      throw new AssertionError("told twice: " + incident);
                    }));
      }
    }
  }

  private static MqttUplink uplink(Store store, int port) {
    return new MqttUplink(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), "gateway"),
        TOPICS,
        store.outbox(),
        new MachineTime(),
        UplinkExtras.NONE,
        note -> {});
  }
}
