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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Receipts of consumers, and the event about what was dropped, through mosquitto. */
@Timeout(120)
class ReceiptTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofDays(1);

  @TempDir Path dir;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aReportIsSentAgainWhenAConsumerAsks() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        Store store = open(StoreLimits.DEFAULT);
        MqttSubscriber consumer = consumer(broker);
        MqttUplink uplink = uplink(store, broker.port(), NEVER)) {
      uplink.start();
      ReportRow row = store.commitReport(head -> report(head.sequence()));
      IncomingMessage first = Collector.collect(consumer, 1, PATIENCE).get(0);
      assertTrue(uplink.awaitEmpty(PATIENCE));
      say(broker, "{\"resend\":[\"" + row.id() + "\",\"" + new UUID(0, 7) + "\"]}", true);
      IncomingMessage second = Collector.collect(consumer, 1, PATIENCE).get(0);
      assertArrayEquals(first.body(), second.body());
      assertEquals(row.id().toString(), second.properties().get("message-id"));
      assertNotEquals(first.properties().get("seq"), second.properties().get("seq"));
    }
  }

  @Test
  void aReportWithoutAReceiptIsSentAgainUntilOneComes() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        Store store = open(StoreLimits.DEFAULT);
        MqttSubscriber consumer = consumer(broker);
        MqttUplink uplink = uplink(store, broker.port(), Duration.ofSeconds(1))) {
      uplink.start();
      ReportRow row = store.commitReport(head -> report(head.sequence()));
      assertEquals(3, Collector.collect(consumer, 3, PATIENCE).size());
      say(broker, "{\"received\":[\"" + row.id() + "\"]}", true);
      Eventually.within(PATIENCE, () -> store.outbox().withoutReceipt(9).isEmpty());
      assertTrue(uplink.awaitEmpty(PATIENCE));
      assertEquals(List.of(), store.outbox().withoutReceipt(9));
      assertEquals(1, store.reports().size(), "a receipt deletes nothing");
    }
  }

  @Test
  void whatIsNoReceiptIsToldOnceAndChangesNothing() throws Exception {
    try (Store store = open(StoreLimits.DEFAULT)) {
      ReportRow row = store.commitReport(head -> report(head.sequence()));
      store.outbox().delivered(List.of(1L));
      ReceiptDesk desk = new ReceiptDesk(store.outbox(), NEVER);
      String id = '"' + row.id().toString() + '"';
      for (String body :
          List.of(
              "",
              "nonsense",
              "[]",
              "{}",
              "{\"resend\":\"all\"}",
              "{\"resend\":[7]}",
              "{\"resend\":[\"*\"]}",
              "{\"resend\":[" + id + "],\"delete\":[" + id + "]}",
              "{\"resend\":[" + (id + ",").repeat(100) + id + "]}",
              " ".repeat(17_000))) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertTrue(desk.take(bytes).isPresent(), body);
        if (body.startsWith("{") || body.startsWith("[")) {
          assertFalse(Schemas.problems("receipt-1", bytes).isEmpty(), "by the schema: " + body);
        }
      }
      assertTrue(store.outbox().isEmpty());
      assertEquals(List.of(row.id()), store.outbox().withoutReceipt(9));
    }
  }

  @Test
  void onlyTheMonotonicClockMakesAReceiptOverdue() {
    try (Store store = open(StoreLimits.DEFAULT)) {
      store.commitReport(head -> report(head.sequence()));
      store.outbox().delivered(List.of(1L));
      ReceiptDesk desk = new ReceiptDesk(store.outbox(), Duration.ofSeconds(10));
      // Whatever the wall clock said when it was published, the time begins with the first look.
      desk.look(-5_000_000_000L);
      desk.look(4_999_999_999L);
      assertTrue(store.outbox().isEmpty());
      desk.look(5_000_000_000L);
      assertFalse(store.outbox().isEmpty());
      desk.look(60_000_000_000L);
      assertEquals(1, store.outbox().status().waitingReports(), "what waits is not sent twice");
    }
  }

  @Test
  void aBrokerThatRefusesTheSubscriptionStopsNoReport() throws Exception {
    // mosquitto grants every subscription and only withholds the messages, so it cannot show this.
    try (FakeBroker broker =
            new FakeBroker(20, (publish, number) -> FakeBroker.Action.ACK).refusingSubscriptions();
        Store store = open(StoreLimits.DEFAULT);
        MqttUplink uplink = uplink(store, broker.port(), NEVER)) {
      uplink.start();
      store.commitReport(head -> report(head.sequence()));
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> notes.toString());
      assertEquals(1, broker.received().size());
      assertTrue(
          notes.stream().anyMatch(note -> note.contains("refuses the subscription")),
          notes.toString());
    }
  }

  /** A broker drops what is longer than it was told; the gateway neither sees it nor is lost. */
  @Test
  void longMessagesOnASubscribedTopicDoNoHarm() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        Store store = open(StoreLimits.DEFAULT);
        MqttUplink uplink = uplink(store, broker.port(), NEVER)) {
      uplink.start();
      store.commitReport(head -> report(head.sequence()));
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> notes.toString());
      Sayer.say(broker, TOPICS.receipt(), new byte[BrokerLinks.MOST_PACKET_BYTES]);
      for (int i = 0; i < 20; i++) {
        Sayer.say(broker, TOPICS.receipt(), new byte[200 << 10]);
      }
      Eventually.within(
          PATIENCE, () -> notes.stream().anyMatch(note -> note.contains("longer than 16384")));
      store.commitReport(head -> report(head.sequence()));
      assertTrue(uplink.awaitEmpty(PATIENCE), () -> notes.toString());
      assertEquals(1, uplink.status().connections(), () -> notes.toString());
    }
  }

  @Test
  void aBrokerThatSendsMoreThanItWasToldIsGivenUp() throws Exception {
    try (FakeBroker broker =
            new FakeBroker(20, (publish, number) -> FakeBroker.Action.SEND_TOO_LONG);
        Store store = open(StoreLimits.DEFAULT);
        MqttUplink uplink = uplink(store, broker.port(), NEVER)) {
      uplink.start();
      store.commitReport(head -> report(head.sequence()));
      Eventually.within(
          PATIENCE,
          () -> notes.stream().anyMatch(note -> note.contains("a packet of more than 262144")));
      assertEquals(BrokerLinks.MOST_PACKET_BYTES, broker.maximumPacketSize());
    }
  }

  /** Nobody reads: by number they would fit. */
  @Test
  void aSubscriberHoldsBoundedBytes() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        MqttSubscriber slow = consumer(broker)) {
      for (int i = 0; i < 40; i++) {
        Sayer.say(broker, TOPICS.report("p1"), new byte[200 << 10]);
      }
      int held = 0;
      UplinkException lost = null;
      while (lost == null) {
        try {
          held += slow.poll(PATIENCE).orElseThrow().body().length;
        } catch (UplinkException e) {
          lost = e;
        }
      }
      assertTrue(held > 3 << 20 && held <= MqttSubscriber.MOST_BYTES, "held " + held);
      assertTrue(lost.getMessage().contains("4194304 bytes came"), lost.getMessage());
    }
  }

  @Test
  void whatWasDroppedIsToldOnceAsAnEvent() throws Exception {
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort()).start();
        Store store = open(new StoreLimits(1000, 5, 1 << 24));
        MqttSubscriber witness =
            MqttSubscriber.connect(settings(broker, "witness"), TOPICS.event())) {
      for (int i = 0; i < 15; i++) {
        store.outbox().add(telemetry());
      }
      assertEquals(5, store.outbox().status().evictedMessages());
      try (MqttUplink uplink = uplink(store, broker.port(), NEVER)) {
        uplink.start();
        IncomingMessage event = Collector.collect(witness, 1, PATIENCE).get(0);
        Schemas.assertValid("event-1", event.body());
        JsonNode body = new JsonMapper().readTree(event.body());
        assertEquals(5, body.path("messages").asInt());
        assertEquals(500, body.path("totalBytes").asInt());
        assertEquals("event/1", event.properties().get("schema"));
        assertTrue(uplink.awaitEmpty(PATIENCE));
      }
      assertFalse(store.outbox().tellEvicted(evicted -> telemetry()), "told already");
      for (int i = 0; i < 11; i++) {
        store.outbox().add(telemetry());
      }
      List<Long> told = new ArrayList<>();
      store
          .outbox()
          .tellEvicted(
              evicted -> {
                told.addAll(List.of(evicted.messages(), evicted.totalMessages()));
                return telemetry();
              });
      assertEquals(List.of(1L, 6L), told);
    }
  }

  private Store open(StoreLimits limits) {
    return Store.open(dir.resolve("state"), new MachineTime(), limits);
  }

  private MqttUplink uplink(Store store, int port, Duration within) {
    return new MqttUplink(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), "gateway"),
        TOPICS,
        store.outbox(),
        new MachineTime(),
        new UplinkExtras(Optional.of(within), Optional.empty()),
        notes::add);
  }

  private static MqttSubscriber consumer(Mosquitto broker) throws Exception {
    return MqttSubscriber.connect(settings(broker, "consumer"), TOPICS.report("p1"));
  }

  private static MqttSettings settings(Mosquitto broker, String client) {
    return MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + broker.port()), client);
  }

  /** As a consumer would; only what our own schema allows. */
  private static void say(Mosquitto broker, String receipt, boolean valid) throws Exception {
    byte[] body = receipt.getBytes(StandardCharsets.UTF_8);
    assertEquals(valid, Schemas.problems("receipt-1", body).isEmpty());
    Sayer.say(broker, TOPICS.receipt(), body);
  }

  private static NewMessage telemetry() {
    return new NewMessage(
        MessageClass.TELEMETRY,
        TOPICS.telemetry("p1"),
        "application/json",
        "telemetry/1",
        new byte[100],
        Optional.empty());
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
