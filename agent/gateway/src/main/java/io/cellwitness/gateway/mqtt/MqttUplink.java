package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.store.Outbox;
import io.cellwitness.gateway.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Publishes the outbox over MQTT 5: one thread owns everything, each connection is a fresh one,
 * between two attempts it waits up to 1, 2, 4 … 60 s. A message leaves the outbox only after its
 * PUBACK, so it arrives at least once; {@code message-id} and {@code seq} among its user properties
 * let a consumer drop the second copy.
 *
 * <p>The retained status topic says {@code online} while connected; the Last Will and a clean stop
 * say {@code offline}. After a reconnect both follow each other closely.
 */
public final class MqttUplink implements Uplink {

  private static final String NAME = "cellwitness-mqtt";
  private static final long CLOSE_MILLIS = 8000;

  /** A connection that lasted so long was a good one. */
  private static final Duration STEADY = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** A new report ends a longer wait for the next attempt, but not sooner than this. */
  private static final Duration HURRIED_WAIT = Duration.ofSeconds(1);

  private final MqttSettings settings;
  private final Topics topics;
  private final Outbox outbox;
  private final Duties duties;
  private final TimeSource time;
  private final MqttConnector connector;
  private final Consumer<String> notes;
  private final Backoff backoff;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Semaphore news = new Semaphore(0);
  private final Thread thread;
  private final Object changed = new Object();

  private volatile long lastTurnNanos;
  private volatile Delivery delivery;
  private volatile Runnable unsubscribe = () -> {};
  private volatile UplinkStatus status = new UplinkStatus(false, 0, 0, 0, Optional.empty(), false);

  /**
   * Prepares the uplink.
   *
   * @param settings where to and as whom
   * @param topics the gateway's topics
   * @param outbox what to publish
   * @param time the machine's clock, never the demo's faster one: time-outs are measured on it
   * @param extras what it does beside
   * @param notes takes a sentence when the connection comes or goes; each trouble is told once
   */
  public MqttUplink(
      MqttSettings settings,
      Topics topics,
      Outbox outbox,
      TimeSource time,
      UplinkExtras extras,
      Consumer<String> notes) {
    this(settings, topics, outbox, time, extras, notes, new PahoConnector(), new SecureRandom());
  }

  MqttUplink(
      MqttSettings settings,
      Topics topics,
      Outbox outbox,
      TimeSource time,
      UplinkExtras extras,
      Consumer<String> notes,
      MqttConnector connector,
      RandomGenerator random) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.topics = Objects.requireNonNull(topics, "topics");
    this.outbox = Objects.requireNonNull(outbox, "outbox");
    this.time = Objects.requireNonNull(time, "time");
    this.notes = Objects.requireNonNull(notes, "notes");
    if (extras.commands().isPresent() && !settings.isTls()) {
      throw new IllegalArgumentException("commands are taken over TLS only");
    }
    this.duties = new Duties(outbox, topics, time, extras, notes);
    this.connector = Objects.requireNonNull(connector, "connector");
    this.backoff = new Backoff(random);
    this.thread = new Thread(new PahoThreads(NAME), this::run, NAME);
    this.thread.setDaemon(true);
  }

  @Override
  public void start() {
    // A parked message gets another chance at each start: the broker may have been mended.
    outbox.retryParked();
    unsubscribe = outbox.onNew(this::wake);
    lastTurnNanos = time.now().monotonicNanos();
    thread.start();
  }

  @Override
  public UplinkStatus status() {
    return status;
  }

  @Override
  public boolean awaitEmpty(Duration patience) throws InterruptedException {
    long end = time.now().monotonicNanos() + patience.toNanos();
    synchronized (changed) {
      while (!outbox.isEmpty()) {
        if (status.ended() || time.now().monotonicNanos() >= end) {
          return false;
        }
        changed.wait(LOOK_AGAIN.toMillis());
      }
      return true;
    }
  }

  @Override
  public void close() {
    stop.countDown();
    unsubscribe.run();
    wake();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void wake() {
    // One is enough to end a wait; while connected nobody takes them.
    if (news.availablePermits() == 0) {
      news.release();
    }
    Delivery present = delivery;
    if (present != null) {
      present.wake();
    }
  }

  @Override
  public long lastTurnNanos() {
    return lastTurnNanos;
  }

  /** Asked by its own thread at every turn. */
  private boolean isStopping() {
    lastTurnNanos = time.now().monotonicNanos();
    return stop.getCount() == 0;
  }

  private void run() {
    try {
      boolean careful = false;
      while (!isStopping()) {
        Delivery next =
            new Delivery(
                outbox, duties, time, careful, this::isStopping, this::delivered, this::refused);
        delivery = next;
        long begunNanos = time.now().monotonicNanos();
        long reports = outbox.waitingReports();
        try {
          connectAndDeliver(next);
        } catch (UplinkException e) {
          trouble(e.getMessage());
        }
        careful = next.careful();
        if (next.accepted() || time.now().monotonicNanos() - begunNanos > STEADY.toNanos()) {
          backoff.reset();
        }
        pause(backoff.next(), reports);
      }
    } catch (StoreException e) {
      trouble(e.getMessage());
    } catch (InterruptedException e) {
      // Only the end of the process interrupts this thread; the outbox keeps what is left.
      Thread.currentThread().interrupt();
    } finally {
      delivery = null;
      UplinkStatus last = status;
      update(
          new UplinkStatus(
              false, last.delivered(), last.refused(), last.connections(), last.trouble(), true));
    }
  }

  /**
   * Waits for the next attempt. A report that was committed since the last one began ends the wait:
   * it shall be through within a minute of the broker's return.
   */
  private void pause(Duration wait, long reports) throws InterruptedException {
    long begunNanos = time.now().monotonicNanos();
    long leftNanos = wait.toNanos();
    while (leftNanos > 0 && !isStopping()) {
      news.drainPermits();
      if (leftNanos > HURRIED_WAIT.toNanos() && outbox.waitingReports() > reports) {
        wait = HURRIED_WAIT;
      } else {
        news.tryAcquire(leftNanos, TimeUnit.NANOSECONDS);
      }
      leftNanos = wait.toNanos() - (time.now().monotonicNanos() - begunNanos);
    }
  }

  private void connectAndDeliver(Delivery next) throws UplinkException, InterruptedException {
    try (MqttConnection connection =
        connector.connect(settings, Optional.of(presence("offline")), next)) {
      UplinkStatus last = status;
      update(
          new UplinkStatus(
              true,
              last.delivered(),
              last.refused(),
              last.connections() + 1,
              Optional.empty(),
              false));
      notes.accept("connected to the broker " + settings.hostAndPort());
      next.run(connection, presence("online"));
      next.farewell(connection, presence("offline"));
    }
  }

  private Outgoing presence(String state) {
    String json = "{\"state\":\"" + state + "\",\"gateway\":\"" + topics.gateway() + "\"}";
    return new Outgoing(
        topics.status(),
        json.getBytes(StandardCharsets.UTF_8),
        true,
        "application/json",
        Optional.empty(),
        Map.of("schema", "status/1"));
  }

  private void delivered(int count) {
    UplinkStatus last = status;
    update(
        new UplinkStatus(
            last.connected(),
            last.delivered() + count,
            last.refused(),
            last.connections(),
            last.trouble(),
            false));
  }

  private void refused(int count) {
    UplinkStatus last = status;
    update(
        new UplinkStatus(
            last.connected(),
            last.delivered(),
            last.refused() + count,
            last.connections(),
            last.trouble(),
            false));
  }

  private void trouble(String sentence) {
    UplinkStatus last = status;
    boolean known = last.trouble().equals(Optional.of(sentence));
    update(
        new UplinkStatus(
            false,
            last.delivered(),
            last.refused(),
            last.connections(),
            Optional.of(sentence),
            false));
    if (!known) {
      notes.accept(sentence);
    }
  }

  private void update(UplinkStatus next) {
    synchronized (changed) {
      status = next;
      changed.notifyAll();
    }
  }
}
