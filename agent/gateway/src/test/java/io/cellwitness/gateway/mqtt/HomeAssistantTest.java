package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Signals;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.Store;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packs announced to Home Assistant, through mosquitto. */
@Timeout(120)
class HomeAssistantTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay.1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final UplinkExtras ANNOUNCING =
      new UplinkExtras(Optional.empty(), Optional.of("homeassistant"));

  @TempDir Path dir;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aPackIsAnnouncedOnceItSpeaksAndAgainOnTheBirthMessage() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        Store store = open();
        MqttSubscriber home = subscriber(broker, "homeassistant/device/+/config");
        MqttUplink uplink = uplink(store, broker.port(), ANNOUNCING)) {
      uplink.start();
      store.outbox().add(telemetry("p1"));
      store.outbox().add(telemetry("p1"));
      store.outbox().add(telemetry("p2"));
      List<IncomingMessage> first = Collector.collect(home, 2, PATIENCE);
      assertEquals(
          Set.of(TOPICS.telemetry("p1"), TOPICS.telemetry("p2")),
          Set.of(stateTopic(first.get(0)), stateTopic(first.get(1))));
      assertTrue(uplink.awaitEmpty(PATIENCE));

      Sayer.say(broker, "homeassistant/status", "offline".getBytes(StandardCharsets.UTF_8));
      Sayer.say(broker, "homeassistant/status", "online".getBytes(StandardCharsets.UTF_8));
      List<IncomingMessage> again = Collector.collect(home, 2, PATIENCE);
      assertEquals(topicsOf(first), topicsOf(again), "each once, and nothing for 'offline'");
      // Who comes later, as Home Assistant after an update, finds them retained.
      try (MqttSubscriber late = subscriber(broker, "homeassistant/device/+/config")) {
        assertEquals(topicsOf(first), topicsOf(Collector.collect(late, 2, PATIENCE)));
      }
    }
  }

  @Test
  void theAnnouncementHasWhatHomeAssistantDemands() {
    HomeAssistant desk = new HomeAssistant(TOPICS, "homeassistant");
    desk.leaving(TOPICS.telemetry("p1"));
    Outgoing message = desk.next().orElseThrow();
    assertTrue(message.retained());
    assertTrue(
        message.topic().matches("homeassistant/device/[A-Za-z0-9_-]+/config"), message.topic());
    JsonNode body = new JsonMapper().readTree(message.body());
    assertFalse(body.path("device").path("identifiers").isEmpty());
    assertEquals("CellWitness", body.path("origin").path("name").stringValue());
    assertEquals(TOPICS.status(), body.path("availability_topic").stringValue());
    Set<String> ids = new HashSet<>();
    for (JsonNode sensor : body.path("components")) {
      assertEquals("sensor", sensor.path("platform").stringValue());
      assertTrue(ids.add(sensor.path("unique_id").stringValue()), "unique");
    }
    assertEquals(8, ids.size());
    assertTrue(
        body.path("components")
            .path("voltage")
            .path("value_template")
            .stringValue()
            .contains("'" + Signals.VOLTAGE.path() + "'"));
  }

  @Test
  void reportsAreNoPackAndPacksAreBounded() {
    HomeAssistant desk = new HomeAssistant(TOPICS, "homeassistant");
    desk.leaving(TOPICS.report("p1"));
    assertTrue(desk.next().isEmpty());
    for (int i = 0; i < 300; i++) {
      desk.leaving(TOPICS.telemetry("p" + i));
    }
    int announced = 0;
    while (desk.next().isPresent()) {
      announced++;
    }
    assertEquals(256, announced);
  }

  @Test
  void aBrokerThatRefusesAnnouncementsStillGetsTheTelemetry() throws Exception {
    try (FakeBroker broker =
            new FakeBroker(
                1,
                (publish, number) ->
                    publish.topic().startsWith("homeassistant/")
                        ? FakeBroker.Action.REFUSE
                        : FakeBroker.Action.ACK);
        Store store = open();
        MqttUplink uplink = uplink(store, broker.port(), ANNOUNCING)) {
      uplink.start();
      for (int i = 0; i < 20; i++) {
        store.outbox().add(telemetry("p" + i));
      }
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> notes.toString());
      assertEquals(0, uplink.status().refused(), "no message of the outbox was refused");
      assertEquals(List.of(), broker.violations());
      assertTrue(
          notes.stream().anyMatch(note -> note.contains("announcement to Home Assistant")),
          notes.toString());
    }
  }

  @Test
  void nothingIsAnnouncedUnlessConfigured() throws Exception {
    try (FakeBroker broker = new FakeBroker(20, (publish, number) -> FakeBroker.Action.ACK);
        Store store = open();
        MqttUplink uplink = uplink(store, broker.port(), UplinkExtras.NONE)) {
      uplink.start();
      store.outbox().add(telemetry("p1"));
      assertTrue(uplink.awaitEmpty(PATIENCE));
      assertEquals(
          List.of(TOPICS.telemetry("p1")),
          broker.received().stream().map(FakeBroker.Publish::topic).toList());
    }
  }

  private Store open() {
    return Store.open(dir.resolve("state"), new MachineTime());
  }

  private MqttUplink uplink(Store store, int port, UplinkExtras extras) {
    return new MqttUplink(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), "gateway"),
        TOPICS,
        store.outbox(),
        new MachineTime(),
        extras,
        notes::add);
  }

  private static MqttSubscriber subscriber(Mosquitto broker, String filter) throws Exception {
    return MqttSubscriber.connect(
        MqttSettings.plain(
            URI.create("mqtt://127.0.0.1:" + broker.port()), "home-" + System.nanoTime()),
        filter);
  }

  private static Set<String> topicsOf(List<IncomingMessage> messages) {
    assertEquals(2, messages.size());
    return Set.of(messages.get(0).topic(), messages.get(1).topic());
  }

  private static String stateTopic(IncomingMessage message) {
    return new JsonMapper().readTree(message.body()).path("state_topic").stringValue();
  }

  private static NewMessage telemetry(String pack) {
    return new NewMessage(
        MessageClass.TELEMETRY,
        TOPICS.telemetry(pack),
        "application/json",
        "telemetry/1",
        "{}".getBytes(StandardCharsets.UTF_8),
        Optional.empty());
  }
}
