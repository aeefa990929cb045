package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.NewReport;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against brokers that other people wrote. */
@Timeout(120)
class MqttUplinkBrokerTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path dir;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aReportReachesASubscriberOnArtemis() throws Exception {
    try (Artemis broker = new Artemis(Mosquitto.freePort())) {
      assertReportArrives(broker.port());
    }
  }

  @Test
  void aReportReachesASubscriberOnMosquitto() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start()) {
      assertReportArrives(broker.port());
    }
  }

  @Test
  void everythingArrivesWhileTheBrokerIsKilledAgainAndAgain() throws Exception {
    // mosquitto announces a topic alias maximum of 10 and a receive maximum of 20, the values on
    // which Paho left to itself is hung up on for ever (eclipse/paho.mqtt.java issue 1104).
    int port = Mosquitto.freePort();
    try (Mosquitto broker = new Mosquitto(dir, port, "persistence false").start();
        Store store = open();
        MqttUplink uplink = uplink(store, port)) {
      uplink.start();
      Map<String, Integer> expected = new HashMap<>();
      Set<String> seen = new HashSet<>();
      for (int round = 0; round < 4; round++) {
        try (MqttSubscriber subscriber = subscriber(port, "cw/garage/bay-1/telemetry/#")) {
          for (int i = 0; i < 300; i++) {
            long sequence = store.outbox().add(telemetry("row " + round + "/" + i));
            expected.put(Long.toString(sequence), round);
          }
          // Enough have come through to be in the middle of it, then the broker dies.
          Collector.collect(subscriber, 100, PATIENCE)
              .forEach(message -> seen.add(message.properties().get("seq")));
          broker.kill();
        }
        broker.start();
      }
      // A subscriber of this last broker may miss what was published before it came; what counts
      // is that the outbox drains, and that a new report then gets through.
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> uplink.status() + " " + notes);
      assertTrue(uplink.status().delivered() >= expected.size(), uplink.status().toString());
      assertTrue(expected.keySet().containsAll(seen), "nothing unknown may arrive");
      try (MqttSubscriber subscriber = subscriber(port, "cw/garage/bay-1/report/#")) {
        ReportRow row = store.commitReport(head -> report(head.sequence()));
        IncomingMessage message = Collector.collect(subscriber, 1, PATIENCE).get(0);
        assertEquals(row.id().toString(), message.properties().get("message-id"));
      }
    }
  }

  @Test
  void theWillTellsThatTheGatewayIsGone() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        MqttSubscriber subscriber = subscriber(broker.port(), TOPICS.status())) {
      try (Store store = open()) {
        try (MqttUplink uplink = uplink(store, broker.port())) {
          uplink.start();
          assertTrue(state(subscriber).contains("online"));
        }
        assertTrue(state(subscriber).contains("offline"), "a clean stop says so");
        // The same client id taken over by somebody else: the broker breaks our connection.
        try (MqttUplink uplink = uplink(store, broker.port())) {
          uplink.start();
          assertTrue(state(subscriber).contains("online"));
          MqttSubscriber.connect(settings(broker.port(), "gateway"), "x").close();
          assertTrue(state(subscriber).contains("offline"), "the Last Will says so");
          assertTrue(state(subscriber).contains("online"), "and the uplink comes back");
        }
      }
    }
  }

  @Test
  void aRefusedTopicIsParkedAndBlocksNobody() throws Exception {
    Path acl = dir.resolve("acl");
    Files.writeString(
        acl,
        "topic readwrite cw/garage/bay-1/status\ntopic readwrite cw/garage/bay-1/telemetry/#\n");
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort(), "acl_file " + acl).start();
        Store store =
            Store.open(
                dir.resolve("state"), new MachineTime(), new StoreLimits(1 << 20, 2, 1 << 24));
        MqttUplink uplink = uplink(store, broker.port())) {
      store.commitReport(head -> report(head.sequence()));
      store.outbox().add(telemetry("allowed"));
      uplink.start();
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> uplink.status() + " " + notes);
      assertEquals(1, store.outbox().status().parked());
      assertEquals(1, uplink.status().delivered());
      assertEquals(2, uplink.status().refused());
      assertEquals(
          1,
          notes.stream().filter(note -> note.contains("is parked, because")).count(),
          notes::toString);
    }
  }

  @Test
  void saysWhatIsWrongWhenNoBrokerIsThereAndSendsOnceItIs() throws Exception {
    int port = Mosquitto.freePort();
    try (Store store = open();
        MqttUplink uplink = uplink(store, port)) {
      store.commitReport(head -> report(head.sequence()));
      uplink.start();
      Eventually.within(PATIENCE, () -> uplink.status().trouble().isPresent());
      assertEquals(
          "no broker answers at 127.0.0.1:" + port + "; check that it runs",
          uplink.status().trouble().orElseThrow());
      assertFalse(uplink.awaitEmpty(Duration.ofMillis(50)));
      try (Artemis broker = new Artemis(port)) {
        assertTrue(uplink.awaitEmpty(PATIENCE), () -> uplink.status() + " " + broker.port());
      }
      for (int i = 1; i < notes.size(); i++) {
        assertNotEquals(notes.get(i - 1), notes.get(i), "the same trouble is told once");
      }
    }
  }

  private void assertReportArrives(int port) throws Exception {
    try (Store store = open();
        MqttSubscriber subscriber = subscriber(port, "cw/garage/bay-1/report/#");
        MqttUplink uplink = uplink(store, port)) {
      uplink.start();
      ReportRow row = store.commitReport(head -> report(head.sequence()));
      List<IncomingMessage> got = Collector.collect(subscriber, 1, PATIENCE);
      assertEquals(1, got.size(), () -> uplink.status() + " " + notes);
      IncomingMessage message = got.get(0);
      assertEquals("cw/garage/bay-1/report/p1", message.topic());
      assertArrayEquals(store.jws(row.id()).orElseThrow(), message.body());
      assertEquals(Optional.of("application/jose"), message.contentType());
      assertEquals(
          Map.of("schema", "report/1", "seq", "1", "message-id", row.id().toString()),
          message.properties());
      assertTrue(uplink.awaitEmpty(PATIENCE));
      assertTrue(store.reports().get(0).publishedAt().isPresent());
    }
  }

  private static String state(MqttSubscriber subscriber) throws Exception {
    return new String(
        Collector.collect(subscriber, 1, PATIENCE).get(0).body(), StandardCharsets.UTF_8);
  }

  private Store open() {
    return Store.open(dir.resolve("state"), new MachineTime());
  }

  private MqttUplink uplink(Store store, int port) {
    return new MqttUplink(
        settings(port, "gateway"),
        TOPICS,
        store.outbox(),
        new MachineTime(),
        UplinkExtras.NONE,
        notes::add);
  }

  private static MqttSubscriber subscriber(int port, String filter) throws Exception {
    return MqttSubscriber.connect(settings(port, "witness"), filter);
  }

  private static MqttSettings settings(int port, String client) {
    return MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), client);
  }

  private static NewMessage telemetry(String text) {
    return new NewMessage(
        MessageClass.TELEMETRY,
        TOPICS.telemetry("p1"),
        "application/json",
        "telemetry/1",
        text.getBytes(StandardCharsets.UTF_8),
        Optional.of(Duration.ofHours(1)));
  }

  private static NewReport report(long sequence) {
    byte[] jws = ("eyJ.report." + sequence).getBytes(StandardCharsets.US_ASCII);
    return new NewReport(
        UUID.nameUUIDFromBytes(jws),
        Optional.empty(),
        Optional.of("p1"),
        String.format("%064x", sequence),
        jws,
        Optional.of(
            new NewMessage(
                MessageClass.REPORT,
                TOPICS.report("p1"),
                "application/jose",
                "report/1",
                jws,
                Optional.empty())));
  }
}
