package io.cellwitness.gateway.mqtt;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.store.Incident;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the publisher does beside draining the outbox: tells what was evicted and what went wrong
 * with the store, and where that is configured keeps receipts, announces packs and takes commands.
 * For the publisher's thread.
 */
final class Duties {

  static final String EVENT_SCHEMA = "event/1";

  /** Evictions are told at most this often: while the disk is full there is one with each batch. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final JsonMapper JSON = new JsonMapper();

  private final Outbox outbox;
  private final Topics topics;
  private final TimeSource time;
  private final Optional<ReceiptDesk> receipts;
  private final Optional<HomeAssistant> homeAssistant;
  private final Optional<CommandInbox> commands;
  private final Consumer<String> notes;
  private final long pauseNanos;
  private OptionalLong lookedNanos = OptionalLong.empty();
  private String lastNote = "";

  /**
   * Makes the duties.
   *
   * @param extras what is configured beside publishing
   */
  Duties(
      Outbox outbox, Topics topics, TimeSource time, UplinkExtras extras, Consumer<String> notes) {
    this.outbox = outbox;
    this.topics = topics;
    this.time = time;
    this.receipts = extras.receiptWithin().map(within -> new ReceiptDesk(outbox, within));
    this.homeAssistant = extras.discoveryPrefix().map(prefix -> new HomeAssistant(topics, prefix));
    this.commands = extras.commands();
    this.notes = notes;
    long within = extras.receiptWithin().orElse(PAUSE).toNanos();
    this.pauseNanos = Math.min(PAUSE.toNanos(), within);
  }

  /** Subscribes where something is to be read; a broker that refuses does not stop the reports. */
  void begin(MqttConnection connection) throws UplinkException {
    if (receipts.isPresent()) {
      subscribe(connection, topics.receipt());
    }
    if (homeAssistant.isPresent()) {
      subscribe(connection, homeAssistant.get().birthTopic());
      homeAssistant.get().begin();
    }
    if (commands.isPresent()) {
      subscribe(connection, topics.command());
    }
  }

  private void subscribe(MqttConnection connection, String topic) throws UplinkException {
    try {
      connection.subscribe(List.of(topic));
    } catch (UplinkException e) {
      if (e.kind() != UplinkException.Kind.REFUSED) {
        throw e;
      }
      once(e.getMessage());
    }
  }

  /** How long a message on this topic may be; on any thread. */
  int longestBytes(String topic) {
    return receipts.isPresent() && topic.equals(topics.receipt())
        ? ReceiptDesk.LONGEST_BYTES
        : CommandInbox.LONGEST_BYTES;
  }

  /** Takes a message that came; a retained one is old and was seen before. */
  void arrived(IncomingMessage message) {
    if (receipts.isPresent() && !message.retained() && message.topic().equals(topics.receipt())) {
      receipts.get().take(message.body()).ifPresent(this::once);
    }
    homeAssistant
        .filter(desk -> message.topic().equals(desk.birthTopic()))
        .ifPresent(desk -> desk.arrived(message));
    commands
        .filter(inbox -> message.topic().equals(topics.command()))
        .ifPresent(inbox -> inbox.take(message));
  }

  /** Called often; does something now and then. */
  void look() {
    long now = time.now().monotonicNanos();
    if (lookedNanos.isEmpty() || now - lookedNanos.getAsLong() >= pauseNanos) {
      lookedNanos = OptionalLong.of(now);
      outbox.tellEvicted(this::evicted);
      outbox.tellIncidents(this::incident);
      receipts.ifPresent(desk -> desk.look(now));
    }
  }

  /** A message of the outbox is about to leave on this topic. */
  void leaving(String topic) {
    homeAssistant.ifPresent(desk -> desk.leaving(topic));
  }

  /** The next message that comes from no outbox: made anew on each connection. */
  Optional<Outgoing> next() {
    return homeAssistant.flatMap(HomeAssistant::next);
  }

  /** The broker did not take such a message; the reports go on. */
  void refused(String reason) {
    once("the broker refuses the announcement to Home Assistant (" + reason + ")");
  }

  /** A message that was refused too often waits for the operator, and blocks nobody. */
  void parked(long sequence, String reason) {
    notes.accept(
        "message "
            + sequence
            + " is parked, because the broker refuses it ("
            + reason
            + "); 'outbox list' shows it, 'outbox retry' gives it another chance");
  }

  private NewMessage evicted(Outbox.Evicted evicted) {
    return message(
        event("evicted")
            .put("messages", evicted.messages())
            .put("bytes", evicted.bytes())
            .put("totalMessages", evicted.totalMessages())
            .put("totalBytes", evicted.totalBytes()));
  }

  private NewMessage incident(Incident incident) {
    return message(
        event("incident").put("at", incident.at().toString()).put("text", incident.text()));
  }

  private ObjectNode event(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("event", name)
        .put("gateway", topics.gateway());
  }

  private NewMessage message(ObjectNode event) {
    return new NewMessage(
        MessageClass.EVENT,
        topics.event(),
        "application/json",
        EVENT_SCHEMA,
        JSON.writeValueAsBytes(event),
        Optional.empty());
  }

  private void once(String note) {
    if (!note.equals(lastNote)) {
      lastNote = note;
      notes.accept(note);
    }
  }
}
