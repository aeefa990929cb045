package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.mqtt.FaultyProxy.Fault;
import io.cellwitness.gateway.store.Eventually;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.NewReport;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.gateway.store.Store;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real broker that is killed, restarted and forgets, behind a connection that resets, loses
 * answers and falls silent, while messages are committed. {@code -Dcellwitness.torture.seconds=N}
 * for longer.
 */
class BrokerTortureTest {

  private static final int SECONDS = Integer.getInteger("cellwitness.torture.seconds", 30);
  private static final long SEED = Long.getLong("cellwitness.torture.seed", 6);
  private static final Duration CALM = Duration.ofSeconds(60);

  /** So often the faults stop, and a fresh report has to get through. */
  private static final long CALM_EVERY_NANOS = Duration.ofSeconds(120).toNanos();

  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final String REPORTS = TOPICS.report("p1");

  @TempDir Path dir;

  private final Random random = new Random(SEED);
  private final Map<String, String> committed = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final List<Throwable> troubles = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final EnumMap<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final List<Long> calmMillis = new ArrayList<>();
  private final Queue<Optional<Fault>> deck = new ArrayDeque<>();
  private int kills;
  private int forgotten;

  @Test
  void everyCommittedMessageArrivesAndNothingElse() throws Exception {
    int port = Mosquitto.freePort();
    try (Mosquitto broker = new Mosquitto(dir, port, "persistence false").start();
        FaultyProxy proxy = new FaultyProxy(port);
        Store store = Store.open(dir.resolve("state"), new MachineTime());
        MqttUplink uplink =
            new MqttUplink(
                MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + proxy.port()), "gateway"),
                TOPICS,
                store.outbox(),
                new MachineTime(),
                new UplinkExtras(Optional.of(Duration.ofSeconds(5)), Optional.empty()),
                note -> {})) {
      uplink.start();
      Thread producer = thread("producer", () -> produce(store));
      Consumer consumer = new Consumer(port);
      Thread reader = thread("consumer", consumer);
      long end = System.nanoTime() + SECONDS * 1_000_000_000L;
      long calmAt = System.nanoTime() + CALM_EVERY_NANOS;
      while (System.nanoTime() < end && troubles.isEmpty()) {
        spoil(broker, proxy);
        if (System.nanoTime() > calmAt) {
          freshReport(store, proxy, consumer);
          calmAt = System.nanoTime() + CALM_EVERY_NANOS;
        }
      }
      freshReport(store, proxy, consumer);
      over.countDown();
      producer.join();
      Eventually.within(
          Duration.ofMinutes(3),
          () -> store.outbox().withoutReceipt(1).isEmpty() && store.outbox().isEmpty());
      finished.countDown();
      reader.join();
      assertEquals(List.of(), troubles);
      examine(proxy, consumer, uplink);
    } finally {
      over.countDown();
      finished.countDown();
    }
  }

  private void examine(FaultyProxy proxy, Consumer consumer, MqttUplink uplink) {
    Set<String> missing = new TreeSet<>(committed.keySet());
    missing.removeAll(proxy.arrived().keySet());
    Set<String> unknown = new TreeSet<>(proxy.arrived().keySet());
    unknown.removeAll(committed.keySet());
    Set<String> changed = new TreeSet<>();
    proxy
        .arrived()
        .forEach(
            (key, hashes) -> {
              if (!hashes.equals(Set.of(committed.getOrDefault(key, "")))) {
                changed.add(key);
              }
            });
    Set<String> reports = new TreeSet<>(committed.keySet());
    reports.removeIf(key -> !key.startsWith("report/1 "));
    Set<String> unread = new TreeSet<>(reports);
    consumer.read.forEach(
        (key, hash) -> {
          if (hash.equals(committed.get(key))) {
            unread.remove(key);
          }
        });
    long slowest = calmMillis.stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf(
        "broker torture of %d s (seed %d): %d committed (%d reports), %d missing, %d unknown, %d"
            + " with another hash, %d copies; %d of %d reports read by the consumer; broker killed"
            + " %d times; %s; %d connections, %d forgotten by the consumer; fresh report after calm:"
            + " %d times, slowest %d ms%n",
        SECONDS,
        SEED,
        committed.size(),
        reports.size(),
        missing.size(),
        unknown.size(),
        changed.size(),
        proxy.copies(),
        reports.size() - unread.size(),
        reports.size(),
        kills,
        faults,
        uplink.status().connections(),
        forgotten,
        calmMillis.size(),
        slowest);
    assertEquals(Set.of(), missing);
    assertEquals(Set.of(), unknown);
    assertEquals(Set.of(), changed);
    assertEquals(Set.of(), unread);
    assertEquals(List.of(), proxy.violations());
    assertTrue(kills > 0 && uplink.status().connections() > 3, "there was some torture");
    assertTrue(slowest <= CALM.toMillis(), slowest + " ms");
  }

  /** One fault for a while, then a moment without. */
  private void spoil(Mosquitto broker, FaultyProxy proxy) throws Exception {
    boolean patient = SECONDS > 120;
    if (deck.isEmpty()) {
      // Every fault comes in turn, in an order of its own each time; the broker dies twice.
      List<Optional<Fault>> next = new ArrayList<>(List.of(Optional.empty(), Optional.empty()));
      List.of(Fault.values()).forEach(fault -> next.add(Optional.of(fault)));
      Collections.shuffle(next, random);
      deck.addAll(next);
    }
    Optional<Fault> drawn = deck.remove();
    if (drawn.isEmpty()) {
      broker.kill();
      kills++;
      pause(random.nextInt(patient ? 5000 : 1500));
      broker.start();
    } else {
      Fault fault = drawn.get();
      faults.merge(fault, 1, Integer::sum);
      proxy.begin(fault);
      // A silence longer than the uplink's patience only where there is time for it.
      pause(fault == Fault.SILENT && patient ? random.nextInt(25_000) : random.nextInt(2000));
      if (fault == Fault.LOSE_ANSWERS && random.nextBoolean()) {
        proxy.cut();
      }
      proxy.calm();
    }
    pause(random.nextInt(2000));
  }

  private void freshReport(Store store, FaultyProxy proxy, Consumer consumer) throws Exception {
    proxy.calm();
    long begun = System.nanoTime();
    String key = commitReport(store);
    Eventually.within(CALM.plusSeconds(60), () -> consumer.read.containsKey(key));
    calmMillis.add((System.nanoTime() - begun) / 1_000_000);
  }

  private void produce(Store store) throws InterruptedException {
    for (int i = 1; !over.await(25, TimeUnit.MILLISECONDS); i++) {
      byte[] body = ("row " + i + " ").repeat(1 + i % 40).getBytes(StandardCharsets.UTF_8);
      long sequence =
          store
              .outbox()
              .add(
                  new NewMessage(
                      MessageClass.TELEMETRY,
                      TOPICS.telemetry("p1"),
                      "application/json",
                      "telemetry/1",
                      body,
                      Optional.of(Duration.ofDays(1))));
      committed.put("telemetry/1 " + sequence, FaultyProxy.sha256(body));
      if (i % 50 == 0) {
        commitReport(store);
      }
    }
  }

  private String commitReport(Store store) {
    ReportRow row =
        store.commitReport(
            head -> {
              byte[] jws = ("eyJ.report." + head.sequence()).getBytes(StandardCharsets.US_ASCII);
              UUID id = UUID.nameUUIDFromBytes(jws);
              committed.put("report/1 " + id, FaultyProxy.sha256(jws));
              return new NewReport(
                  id,
                  Optional.empty(),
                  Optional.of("p1"),
                  String.format("%064x", head.sequence()),
                  jws,
                  Optional.of(
                      new NewMessage(
                          MessageClass.REPORT,
                          REPORTS,
                          "application/vc+jwt",
                          "report/1",
                          jws,
                          Optional.empty())));
            });
    return "report/1 " + row.id();
  }

  private void pause(long millis) throws InterruptedException {
    over.await(millis, TimeUnit.MILLISECONDS);
  }

  private interface Work {
    void run() throws Exception;
  }

  private Thread thread(String name, Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception | AssertionError e) {
                troubles.add(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** A consumer of reports that answers with receipts; it loses its broker like everybody. */
  private final class Consumer implements Work {

    private final Map<String, String> read = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> unanswered = new ConcurrentLinkedQueue<>();
    private final MqttSettings settings;

    Consumer(int port) {
      this.settings = MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), "consumer");
    }

    @Override
    public void run() throws Exception {
      while (finished.getCount() > 0) {
        try (MqttSubscriber subscriber = MqttSubscriber.connect(settings, REPORTS);
            MqttConnection answers =
                new PahoConnector()
                    .connect(
                        MqttSettings.plain(settings.broker(), "answers"),
                        Optional.empty(),
                        Sayer.NOBODY)) {
          while (finished.getCount() > 0) {
            subscriber.poll(Duration.ofMillis(100)).ifPresent(this::take);
            answer(answers);
          }
          answers.disconnect();
        } catch (UplinkException | MessageRefusedException e) {
          forgotten++;
          finished.await(200, TimeUnit.MILLISECONDS);
        }
      }
    }

    private void take(IncomingMessage message) {
      String id = message.properties().get("message-id");
      read.put("report/1 " + id, FaultyProxy.sha256(message.body()));
      unanswered.add(id);
    }

    private void answer(MqttConnection answers) throws UplinkException, MessageRefusedException {
      String id = unanswered.poll();
      if (id != null) {
        byte[] body = ("{\"received\":[\"" + id + "\"]}").getBytes(StandardCharsets.UTF_8);
        answers.publish(
            new Outgoing(
                TOPICS.receipt(), body, false, "application/json", Optional.empty(), Map.of()),
            1,
            false);
      }
    }
  }
}
