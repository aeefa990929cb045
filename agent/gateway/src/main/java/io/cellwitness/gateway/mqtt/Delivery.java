package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.store.Outbox;
import io.cellwitness.gateway.store.OutboxMessage;
import io.cellwitness.gateway.store.Removal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/**
 * Drains the outbox over one connection, on the publisher's thread. Ends when the connection is
 * lost, when the broker stays silent, or when told to stop.
 */
final class Delivery implements MqttConnection.Events {

  /** Most messages sent and not yet acknowledged. */
  static final int WINDOW = 16;

  /** Paho forgets a few tokens when brokers die, so an answer is never waited for without end. */
  static final Duration ANSWER_PATIENCE = Duration.ofSeconds(15);

  /** Tag of the status message; the outbox counts from 1. */
  private static final long STATUS = 0;

  private static final int PAGE = 512;
  private static final int SETTLE_AT = 1024;

  /** With so many to remove the disk is the brake, and is waited for. */
  private static final int MOST_UNSETTLED = 4 * SETTLE_AT;

  private static final int SETTLE_MILLIS = 200;
  private static final int REASON_MILLIS = 500;
  private static final int FAREWELL_MILLIS = 1000;
  private static final int MOST_DEFERRED = 32;

  /** What may have arrived and wait for this thread, bytes: others decide how much they send. */
  static final int MOST_ARRIVED_BYTES = 1 << 20;

  private static final long DEFER_NANOS = 2_000_000_000L;

  /** What the library's threads hand to the publisher's. */
  private sealed interface Event {}

  private record Answered(long tag, int reasonCode) implements Event {}

  private record Failed(long tag) implements Event {}

  private record Lost(int reasonCode, String sentence) implements Event {}

  private record Wake() implements Event {}

  private record Arrived(IncomingMessage message) implements Event {}

  private final Outbox outbox;
  private final Duties duties;
  private final TimeSource time;
  private final BooleanSupplier stopping;
  private final IntConsumer delivered;
  private final IntConsumer refused;

  /** Bounded by what is in flight, what may wait of what arrived, one wake and the loss. */
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private final AtomicInteger arrivedBytes = new AtomicInteger();

  private final AtomicBoolean woken = new AtomicBoolean();
  private final Map<Long, Long> deadlines = new LinkedHashMap<>();
  private final Map<Long, Long> deferred = new HashMap<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private Optional<Removal> removal = Optional.empty();
  private final Queue<OutboxMessage> page = new ArrayDeque<>();
  private boolean more = true;
  private boolean careful;
  private boolean accepted;
  private long announced = STATUS;
  private long settledNanos;

  /** The time at this turn: asked once, for it costs more than a message. */
  private long turnNanos;

  private OptionalLong stopNanos = OptionalLong.empty();

  /**
   * Prepares a delivery.
   *
   * @param duties what is done beside
   * @param careful whether to send one message at a time at first, to find the one the broker hangs
   *     up on
   * @param delivered told how many messages have left the outbox
   * @param refused told how many were refused
   */
  Delivery(
      Outbox outbox,
      Duties duties,
      TimeSource time,
      boolean careful,
      BooleanSupplier stopping,
      IntConsumer delivered,
      IntConsumer refused) {
    this.outbox = outbox;
    this.duties = duties;
    this.time = time;
    this.careful = careful;
    this.stopping = stopping;
    this.delivered = delivered;
    this.refused = refused;
  }

  /** Whether the broker has taken any message of the outbox. */
  boolean accepted() {
    return accepted;
  }

  /** Whether the next connection has to find a message the broker hangs up on. */
  boolean careful() {
    return careful;
  }

  /** New messages, or a wish to stop. */
  void wake() {
    if (!woken.getAndSet(true)) {
      events.add(new Wake());
    }
  }

  @Override
  public void answered(long tag, int reasonCode) {
    events.add(new Answered(tag, reasonCode));
  }

  @Override
  public void failed(long tag) {
    events.add(new Failed(tag));
  }

  @Override
  public void lost(int reasonCode, String sentence) {
    events.add(new Lost(reasonCode, sentence));
  }

  @Override
  public void arrived(IncomingMessage message) {
    // Beyond the bound it is lost: who asked asks again, and reports are sent again anyway.
    IncomingMessage cut = message.cutTo(duties.longestBytes(message.topic()));
    if (arrivedBytes.addAndGet(cut.bytes()) <= MOST_ARRIVED_BYTES) {
      events.add(new Arrived(cut));
    } else {
      arrivedBytes.addAndGet(-cut.bytes());
    }
  }

  void run(MqttConnection connection, Outgoing online)
      throws UplinkException, InterruptedException {
    try {
      turnNanos = now();
      settledNanos = turnNanos;
      send(connection, online, STATUS, false);
      duties.begin(connection);
      while (!isDone()) {
        turnNanos = now();
        duties.look();
        fill(connection);
        // Nobody waits for more answers than one: a broker may hold the others back until something
        // is sent (Nagle's algorithm), and each pause would then last as long as the patience.
        Event event = events.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        while (event != null) {
          handle(event);
          event = events.poll();
        }
        turnNanos = now();
        settleWhenDue();
        requireAnswers();
        releaseDeferred();
      }
    } catch (MessageRefusedException e) {
      throw new UplinkException(
          UplinkException.Kind.REFUSED, "the broker refuses the status message", e);
    } finally {
      settle();
    }
  }

  private int window(MqttConnection connection) {
    return careful ? 1 : Math.min(WINDOW, connection.receiveMaximum());
  }

  /** When told to stop, what is in flight gets a moment to be answered. */
  private boolean isDone() {
    if (!stopping.getAsBoolean()) {
      return false;
    }
    if (stopNanos.isEmpty()) {
      stopNanos = OptionalLong.of(now());
    }
    return deadlines.isEmpty() || now() - stopNanos.getAsLong() > FAREWELL_MILLIS * 1_000_000L;
  }

  /** Says that the gateway leaves on purpose, and waits a moment for the broker to note it. */
  void farewell(MqttConnection connection, Outgoing offline)
      throws UplinkException, InterruptedException {
    try {
      events.clear();
      send(connection, offline, STATUS, false);
      Event answer = events.poll(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      while (answer != null && !(answer instanceof Answered own && own.tag() == STATUS)) {
        answer = events.poll(FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
      }
      connection.disconnect();
    } catch (MessageRefusedException e) {
      throw new UplinkException(
          UplinkException.Kind.REFUSED, "the broker refuses the status message", e);
    }
  }

  private void fill(MqttConnection connection) throws UplinkException {
    if (stopping.getAsBoolean()) {
      return;
    }
    int window = window(connection);
    announce(connection, window);
    while (deadlines.size() < window && hasNext()) {
      OutboxMessage message = page.remove();
      duties.leaving(message.topic());
      Map<String, String> properties =
          Map.of(
              "schema", message.schema(),
              "seq", Long.toString(message.sequence()),
              "message-id", message.id().toString());
      try {
        send(
            connection,
            new Outgoing(
                message.topic(),
                message.body(),
                false,
                message.contentType(),
                message.expiry(),
                properties),
            message.sequence(),
            deadlines.size() + 1 < window && !page.isEmpty());
      } catch (MessageRefusedException e) {
        refuse(message.sequence(), e.getMessage());
      }
    }
  }

  /** What comes from no outbox is tagged below the status message, and not sent again. */
  private void announce(MqttConnection connection, int window) throws UplinkException {
    while (deadlines.size() < window) {
      Optional<Outgoing> next = duties.next();
      if (next.isEmpty()) {
        return;
      }
      try {
        announced--;
        send(connection, next.get(), announced, false);
      } catch (MessageRefusedException e) {
        duties.refused(e.getMessage());
      }
    }
  }

  private boolean hasNext() {
    if (page.isEmpty() && more) {
      Set<Long> except = new HashSet<>(deadlines.keySet());
      except.addAll(acknowledged);
      removal.ifPresent(these -> except.addAll(these.sequences()));
      except.addAll(deferred.keySet());
      page.addAll(outbox.next(PAGE, except));
      more = !page.isEmpty();
    }
    return !page.isEmpty();
  }

  private void send(MqttConnection connection, Outgoing message, long tag, boolean more)
      throws MessageRefusedException, UplinkException {
    connection.publish(message, tag, more);
    deadlines.put(tag, turnNanos + ANSWER_PATIENCE.toNanos());
  }

  private void handle(Event event) throws UplinkException, InterruptedException {
    if (event instanceof Answered answer) {
      handle(answer);
    } else if (event instanceof Failed) {
      throw ended(awaitReason());
    } else if (event instanceof Lost lost) {
      throw ended(lost);
    } else if (event instanceof Arrived arrived) {
      arrivedBytes.addAndGet(-arrived.message().bytes());
      duties.arrived(arrived.message());
    } else {
      // What is newest may have to go first, so the page is asked for again.
      woken.set(false);
      page.clear();
      more = true;
    }
  }

  private void handle(Answered answer) throws UplinkException {
    if (deadlines.remove(answer.tag()) == null) {
      return;
    }
    if (ReasonCodes.isRefusal(answer.reasonCode())) {
      String words = ReasonCodes.words(answer.reasonCode());
      if (answer.tag() == STATUS) {
        throw new UplinkException(
            UplinkException.Kind.REFUSED,
            "the broker refuses the status message (" + words + "); allow this gateway its topics");
      }
      if (answer.tag() < STATUS) {
        duties.refused(words);
      } else {
        refuse(answer.tag(), words);
      }
    } else if (answer.tag() > STATUS) {
      accepted = true;
      careful = false;
      acknowledged.add(answer.tag());
    }
  }

  /** Why the connection is gone; what was answered before that still counts. */
  private Lost awaitReason() throws UplinkException, InterruptedException {
    Event event = events.poll(REASON_MILLIS, TimeUnit.MILLISECONDS);
    while (event != null) {
      if (event instanceof Lost lost) {
        return lost;
      }
      if (event instanceof Answered answer) {
        handle(answer);
      }
      event = events.poll(REASON_MILLIS, TimeUnit.MILLISECONDS);
    }
    return new Lost(0, "the connection to the broker was lost");
  }

  private UplinkException ended(Lost lost) {
    blame(lost);
    return new UplinkException(UplinkException.Kind.UNAVAILABLE, lost.sentence());
  }

  /** A broker that hangs up because of a message says so; one alone in flight is the culprit. */
  private void blame(Lost lost) {
    deadlines.keySet().removeIf(tag -> tag <= STATUS);
    if (!ReasonCodes.blamesMessage(lost.reasonCode()) || deadlines.isEmpty()) {
      return;
    }
    careful = true;
    if (deadlines.size() == 1) {
      note(deadlines.keySet().iterator().next(), ReasonCodes.words(lost.reasonCode()));
    }
  }

  private void refuse(long sequence, String reason) throws UplinkException {
    note(sequence, reason);
    deferred.put(sequence, turnNanos + DEFER_NANOS);
    if (deferred.size() >= MOST_DEFERRED) {
      throw new UplinkException(
          UplinkException.Kind.REFUSED,
          "the broker refuses message after message ("
              + reason
              + "); allow this gateway its topics");
    }
  }

  private void note(long sequence, String reason) {
    if (outbox.refused(sequence, reason)) {
      duties.parked(sequence, reason);
    }
    refused.accept(1);
  }

  private void releaseDeferred() {
    Iterator<Long> due = deferred.values().iterator();
    while (due.hasNext()) {
      if (due.next() <= turnNanos) {
        due.remove();
        more = true;
      }
    }
  }

  private void requireAnswers() throws UplinkException {
    Iterator<Long> oldest = deadlines.values().iterator();
    if (oldest.hasNext() && oldest.next() < turnNanos) {
      throw new UplinkException(
          UplinkException.Kind.UNAVAILABLE,
          "the broker has not answered for " + ANSWER_PATIENCE.toSeconds() + " s");
    }
  }

  private void settleWhenDue() {
    if (deadlines.isEmpty() && !hasNext()) {
      settle();
      return;
    }
    // A commit for every window, or waiting for it, would make the disk the brake.
    boolean due = turnNanos - settledNanos >= SETTLE_MILLIS * 1_000_000L;
    if (removal.isPresent() && (removal.get().isDone() || acknowledged.size() >= MOST_UNSETTLED)) {
      removed();
    }
    if (removal.isEmpty() && (due || acknowledged.size() >= SETTLE_AT)) {
      remove();
    }
  }

  /** Removes what is acknowledged and waits for it. */
  private void settle() {
    removed();
    remove();
    removed();
  }

  private void remove() {
    settledNanos = turnNanos;
    if (!acknowledged.isEmpty()) {
      removal = Optional.of(outbox.remove(acknowledged));
      acknowledged.clear();
    }
  }

  private void removed() {
    if (removal.isPresent()) {
      Removal these = removal.get();
      removal = Optional.empty();
      these.await();
      delivered.accept(these.sequences().size());
    }
  }

  private long now() {
    return time.now().monotonicNanos();
  }
}
