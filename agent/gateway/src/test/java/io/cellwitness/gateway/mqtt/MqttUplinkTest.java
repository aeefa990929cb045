package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Stamp;
import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.NewReport;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The uplink against a broker that does everything a broker and a network can do wrong. */
@Timeout(120)
class MqttUplinkTest {

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final int SPEED = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The uplink measures its own waits on the fast clock. */
  private static final Duration FAST_PATIENCE = PATIENCE.multipliedBy(SPEED);

  /** Twenty times the machine's speed: 15 s without an answer are 0.75 s here. */
  private static final MachineTime FAST =
      new MachineTime() {
        @Override
        public Stamp now() {
          Stamp now = super.now();
          return new Stamp(now.wall(), now.monotonicNanos() * SPEED, now.bootId(), true);
        }
      };

  @TempDir Path dir;

  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyCommittedMessageArrivesWhateverTheBrokerDoes() throws Exception {
    Random random = new Random(4711);
    FakeBroker.Action[] troubles = FakeBroker.Action.values();
    FakeBroker.Behaviour behaviour =
        (publish, number) -> {
          int dice = random.nextInt(60);
          // Refusals and blame have tests of their own: there a message may end up parked.
          return dice < troubles.length
                  && troubles[dice] != FakeBroker.Action.REFUSE
                  && troubles[dice] != FakeBroker.Action.DISCONNECT_TOO_LARGE
              ? troubles[dice]
              : FakeBroker.Action.ACK;
        };
    Map<String, byte[]> committed = new HashMap<>();
    try (FakeBroker broker = new FakeBroker(20, behaviour);
        Store store = Store.open(dir, new MachineTime());
        MqttUplink uplink = uplink(store, broker)) {
      uplink.start();
      for (int i = 0; i < 250; i++) {
        byte[] body = ("row " + i).getBytes(StandardCharsets.UTF_8);
        committed.put(Long.toString(store.outbox().add(telemetry(body))), body);
      }
      assertTrue(uplink.awaitEmpty(FAST_PATIENCE), () -> uplink.status() + " " + notes);
      Map<String, byte[]> arrived = new HashMap<>();
      for (FakeBroker.Publish publish : broker.received()) {
        String sequence = publish.properties().get("seq");
        assertTrue(committed.containsKey(sequence), "unknown message " + sequence);
        assertArrayEquals(committed.get(sequence), publish.body());
        arrived.put(sequence, publish.body());
      }
      assertEquals(committed.keySet(), arrived.keySet());
      assertEquals(List.of(), broker.violations());
      assertTrue(broker.connections() > 10, "the trouble must have happened");
      System.out.printf(
          "250 messages over %d connections, %d copies%n",
          broker.connections(), broker.received().size() - committed.size());
    }
  }

  @Test
  void keepsToAReceiveMaximumOfOne() throws Exception {
    // Without an answer there may be no second message on the same connection.
    try (FakeBroker broker = new FakeBroker(1, (publish, number) -> FakeBroker.Action.NO_ANSWER);
        Store store = Store.open(dir, new MachineTime());
        MqttUplink uplink = uplink(store, broker)) {
      for (int i = 0; i < 5; i++) {
        store.outbox().add(telemetry(new byte[] {(byte) i}));
      }
      uplink.start();
      Eventually.within(PATIENCE, () -> broker.connections() >= 4);
      assertTrue(broker.received().size() <= broker.connections(), "one message a connection");
      assertTrue(
          broker.received().stream().allMatch(publish -> publish.body()[0] == 0), "the oldest");
    }
  }

  @Test
  void findsTheMessageTheBrokerHangsUpOnAndParksIt() throws Exception {
    FakeBroker.Behaviour behaviour =
        (publish, number) ->
            publish.body()[0] == 7 ? FakeBroker.Action.DISCONNECT_TOO_LARGE : FakeBroker.Action.ACK;
    try (FakeBroker broker = new FakeBroker(20, behaviour);
        Store store = Store.open(dir, new MachineTime(), new StoreLimits(1 << 20, 3, 1 << 24));
        MqttUplink uplink = uplink(store, broker)) {
      for (int i = 0; i < 20; i++) {
        store.outbox().add(telemetry(new byte[] {(byte) i}));
      }
      uplink.start();
      assertTrue(uplink.awaitEmpty(FAST_PATIENCE), () -> uplink.status() + " " + notes);
      assertEquals(1, store.outbox().status().parked());
      assertEquals(
          20,
          broker.received().stream().map(publish -> publish.body()[0]).distinct().count(),
          "all others arrived");
    }
  }

  @Test
  void aRefusedMessageIsParkedWhileOthersPass() throws Exception {
    FakeBroker.Behaviour behaviour =
        (publish, number) ->
            publish.body()[0] == 0 ? FakeBroker.Action.REFUSE : FakeBroker.Action.ACK;
    try (FakeBroker broker = new FakeBroker(20, behaviour);
        Store store = Store.open(dir, new MachineTime(), new StoreLimits(1 << 20, 3, 1 << 24));
        MqttUplink uplink = uplink(store, broker)) {
      for (int i = 0; i < 20; i++) {
        store.outbox().add(telemetry(new byte[] {(byte) i}));
      }
      uplink.start();
      assertTrue(uplink.awaitEmpty(FAST_PATIENCE), () -> uplink.status() + " " + notes);
      assertEquals(1, store.outbox().status().parked());
      assertEquals(19, uplink.status().delivered());
      assertEquals(1, broker.connections());
    }
  }

  @Test
  void aReportOvertakesWaitingTelemetry() throws Exception {
    try (FakeBroker broker = new FakeBroker(1, (publish, number) -> FakeBroker.Action.ACK);
        Store store = Store.open(dir, new MachineTime());
        MqttUplink uplink = uplink(store, broker)) {
      for (int i = 0; i < 50; i++) {
        store.outbox().add(telemetry(new byte[] {(byte) i}));
      }
      store.commitReport(head -> report(head.sequence()));
      uplink.start();
      assertTrue(uplink.awaitEmpty(FAST_PATIENCE));
      assertTrue(broker.received().get(0).topic().contains("/report/"));
    }
  }

  @Test
  void closesInTimeWhileTheBrokerIsSilent() throws Exception {
    try (FakeBroker broker = new FakeBroker(20, (publish, number) -> FakeBroker.Action.GO_SILENT);
        Store store = Store.open(dir, new MachineTime())) {
      MqttUplink uplink = uplink(store, broker);
      store.outbox().add(telemetry(new byte[] {1}));
      uplink.start();
      Eventually.within(PATIENCE, () -> !broker.received().isEmpty());
      long begun = System.nanoTime();
      uplink.close();
      assertTrue(uplink.status().ended());
      assertTrue(System.nanoTime() - begun < Duration.ofSeconds(8).toNanos());
      assertEquals(1, store.outbox().status().waitingOthers(), "it stays for the next start");
      assertTrue(
          Thread.getAllStackTraces().keySet().stream()
              .noneMatch(thread -> thread.isAlive() && thread.getName().startsWith("MQTT")),
          "no thread of the client is left");
    }
  }

  private MqttUplink uplink(Store store, FakeBroker broker) {
    RandomGenerator impatient = () -> 0L;
    return new MqttUplink(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + broker.port()), "gateway"),
        TOPICS,
        store.outbox(),
        FAST,
        UplinkExtras.NONE,
        notes::add,
        new PahoConnector(),
        impatient);
  }

  private static NewMessage telemetry(byte[] body) {
    return new NewMessage(
        MessageClass.TELEMETRY,
        TOPICS.telemetry("p1"),
        "application/json",
        "telemetry/1",
        body,
        Optional.of(Duration.ofHours(1)));
  }

  private static NewReport report(long sequence) {
    byte[] jws = ("eyJ.report." + sequence).getBytes(StandardCharsets.US_ASCII);
    return new NewReport(
        UUID.nameUUIDFromBytes(jws),
        Optional.empty(),
        Optional.of("p1"),
        "hash-" + sequence,
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
