package io.cellwitness.gateway.command;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.command.CommandRefused.Reason;
import io.cellwitness.gateway.mqtt.CommandInbox;
import io.cellwitness.gateway.mqtt.IncomingMessage;
import io.cellwitness.gateway.mqtt.Topics;
import io.cellwitness.gateway.store.MessageClass;
import io.cellwitness.gateway.store.NewMessage;
import io.cellwitness.gateway.store.Outbox;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.TrustList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes commands in, refuses what is not to be carried out, hands on the rest, and answers. Whoever
 * may publish on the command topic can make it work, but not much: beyond {@value #MOST_A_MINUTE} a
 * minute messages are dropped unread.
 */
public final class CommandDesk implements CommandInbox {

  /** What is waiting to be carried out; the daemon looks every second. */
  static final int MOST_WAITING = 8;

  static final int MOST_A_MINUTE = 30;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String MEMORY_FILE = "commands.json";
  private static final String JOURNAL_FILE = "commands.log";
  private static final String SCHEMA = "ack/1";

  private final Path issuers;
  private final String gatewayId;
  private final Topics topics;
  private final Outbox outbox;
  private final CommandMemory memory;
  private final CommandJournal journal;
  private final TimeSource time;
  private final Consumer<String> notes;
  private final BlockingQueue<RemoteCommand> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private long minuteBeganNanos;
  private int thisMinute;

  private CommandDesk(
      Path issuers,
      String gatewayId,
      Topics topics,
      Outbox outbox,
      CommandMemory memory,
      CommandJournal journal,
      TimeSource time,
      Consumer<String> notes) {
    this.issuers = issuers;
    this.gatewayId = gatewayId;
    this.topics = topics;
    this.outbox = outbox;
    this.memory = memory;
    this.journal = journal;
    this.time = time;
    this.notes = notes;
    this.minuteBeganNanos = time.now().monotonicNanos();
  }

  /**
   * Opens the desk.
   *
   * @param issuers the list of those whose commands are obeyed; read anew for each command
   * @param gatewayId whom commands must be for
   * @param stateDir where the memory and the journal are
   * @param topics where answers go
   * @param outbox takes the answers
   * @param time the machine's clock
   * @param notes takes a sentence for the log
   * @return the desk
   * @throws ReportException when the list of issuers cannot be used
   * @throws Failure when the memory is damaged
   */
  public static CommandDesk open(
      Path issuers,
      String gatewayId,
      Path stateDir,
      Topics topics,
      Outbox outbox,
      TimeSource time,
      Consumer<String> notes)
      throws ReportException, Failure {
    TrustList.read(issuers);
    return new CommandDesk(
        issuers,
        gatewayId,
        topics,
        outbox,
        CommandMemory.open(stateDir.resolve(MEMORY_FILE)),
        new CommandJournal(stateDir.resolve(JOURNAL_FILE)),
        time,
        notes);
  }

  @Override
  public void take(IncomingMessage message) {
    if (!admitted()) {
      return;
    }
    try {
      if (message.retained()) {
        throw new CommandRefused(Reason.RETAINED, Optional.empty());
      }
      var now = memory.now(time.now().wall());
      RemoteCommand command = CommandToken.open(message.body(), trusted(), gatewayId, now);
      if (waiting.remainingCapacity() == 0) {
        throw new CommandRefused(Reason.TOO_MANY, Optional.of(command.id()));
      }
      memory.take(command, now);
      waiting.add(command);
      write(event("taken", Optional.of(command.id())).put("do", command.action().word()));
    } catch (CommandRefused e) {
      refuse(e.id(), e.reason());
    }
  }

  /**
   * The next command to carry out.
   *
   * @return empty when none waits
   */
  public Optional<RemoteCommand> next() {
    return Optional.ofNullable(waiting.poll());
  }

  /**
   * Answers that a command is carried out.
   *
   * @param command its id
   * @param state {@code accepted}, {@code done} or {@code failed}
   * @param more members of the answer, such as {@code status} or {@code report}
   */
  public void answer(UUID command, String state, ObjectNode more) {
    ObjectNode event = event(state, Optional.of(command));
    event.setAll(more);
    publish(event);
  }

  /**
   * Answers that a command is not carried out.
   *
   * @param command its id; empty when nobody vouches for it
   * @param reason why
   */
  public void refuse(Optional<UUID> command, Reason reason) {
    publish(event("refused", command).put("reason", reason.word()));
    notes.accept("a command was refused: " + reason.word());
  }

  /** A list that was changed counts at once: an issuer may just have been revoked. */
  private TrustList trusted() throws CommandRefused {
    try {
      return TrustList.read(issuers);
    } catch (ReportException e) {
      notes.accept(e.getMessage());
      throw new CommandRefused(Reason.STORAGE, Optional.empty());
    }
  }

  private boolean admitted() {
    long now = time.now().monotonicNanos();
    if (now - minuteBeganNanos >= MINUTE.toNanos()) {
      minuteBeganNanos = now;
      thisMinute = 0;
    }
    thisMinute++;
    if (thisMinute == MOST_A_MINUTE + 1) {
      refuse(Optional.empty(), Reason.TOO_MANY);
    }
    return thisMinute <= MOST_A_MINUTE;
  }

  private ObjectNode event(String state, Optional<UUID> command) {
    ObjectNode event = StrictJson.object().put("ack", state).put("gateway", topics.gateway());
    command.ifPresent(id -> event.put("command", id.toString()));
    return event;
  }

  private void publish(ObjectNode event) {
    write(event);
    outbox.add(
        new NewMessage(
            MessageClass.EVENT,
            topics.ack(),
            "application/json",
            SCHEMA,
            StrictJson.write(event),
            Optional.empty()));
  }

  private void write(ObjectNode event) {
    ObjectNode line = StrictJson.object().put("at", time.now().wall().toString());
    line.setAll(event);
    line.remove("status");
    try {
      journal.add(line);
    } catch (IOException e) {
      notes.accept("the journal of commands cannot be written; make room on the disk");
    }
  }
}
