package io.cellwitness.gateway.daemon;

import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.command.CommandDesk;
import io.cellwitness.gateway.command.CommandRefused;
import io.cellwitness.gateway.command.CommandRefused.Reason;
import io.cellwitness.gateway.command.RemoteCommand;
import io.cellwitness.gateway.mqtt.UplinkStatus;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.store.Outbox;
import io.cellwitness.gateway.store.OutboxStatus;
import io.cellwitness.report.jose.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Carries out commands, on the daemon's thread. What it can do is what is listed here: begin a
 * check as the operator would, through the same drivers and the same guard, send a report again,
 * and tell how it goes.
 */
final class Commander {

  private final CommandDesk desk;
  private final Outbox outbox;
  private final Batteries batteries;
  private final DaemonState state;

  Commander(CommandDesk desk, Outbox outbox, Batteries batteries, DaemonState state) {
    this.desk = desk;
    this.outbox = outbox;
    this.batteries = batteries;
    this.state = state;
  }

  /** Carries out what waits; returns at once. */
  void look() {
    for (Optional<RemoteCommand> next = desk.next(); next.isPresent(); next = desk.next()) {
      try {
        carryOut(next.get());
      } catch (CommandRefused e) {
        desk.refuse(e.id(), e.reason());
      }
    }
  }

  /** Refuses what waits: nothing is followed any more. */
  void leave() {
    for (Optional<RemoteCommand> next = desk.next(); next.isPresent(); next = desk.next()) {
      desk.refuse(Optional.of(next.get().id()), Reason.BUSY);
    }
  }

  private void carryOut(RemoteCommand command) throws CommandRefused {
    UUID id = command.id();
    if (command.action() instanceof RemoteCommand.Check check) {
      // Accepted first: the battery's own thread may be done before this one goes on.
      Optional<Reason> refusal =
          batteries.check(
              check.pack(), () -> desk.answer(id, "accepted", nothing()), o -> checked(id, o));
      if (refusal.isPresent()) {
        throw new CommandRefused(refusal.get(), Optional.of(id));
      }
    } else if (command.action() instanceof RemoteCommand.Resend resend) {
      if (outbox.resend(List.of(resend.report())) == 0) {
        throw new CommandRefused(Reason.NOTHING_TO_SEND, Optional.of(id));
      }
      desk.answer(id, "accepted", nothing());
    } else {
      ObjectNode more = nothing();
      more.set("status", status());
      desk.answer(id, "accepted", more);
    }
  }

  private void checked(UUID command, Optional<CheckOutcome> outcome) {
    ObjectNode more = nothing();
    outcome.ifPresent(o -> more.put("report", o.report().reportId().toString()));
    desk.answer(command, outcome.isPresent() ? "done" : "failed", more);
  }

  private ObjectNode status() {
    DaemonState.Snapshot now = state.now();
    ObjectNode status = nothing();
    status.put("software", Version.SOFTWARE);
    status.put("started", now.started().wall().toString());
    status.put("clockSynced", now.at().clockSynced());
    ArrayNode packs = status.putArray("packs");
    now.batteries().forEach(b -> packs.addObject().put("pack", b.pack()).put("phase", b.phase()));
    ArrayNode stalled = status.putArray("stalled");
    now.stalled().forEach(stalled::add);
    OutboxStatus waiting = outbox.status();
    status
        .putObject("outbox")
        .put("reports", waiting.waitingReports())
        .put("others", waiting.waitingOthers())
        .put("parked", waiting.parked())
        .put("bytes", waiting.bytes())
        .put("evicted", waiting.evictedMessages());
    now.uplink().ifPresent(uplink -> put(status.putObject("broker"), uplink));
    return status;
  }

  private static void put(ObjectNode broker, UplinkStatus uplink) {
    broker
        .put("delivered", uplink.delivered())
        .put("refused", uplink.refused())
        .put("connections", uplink.connections());
  }

  private static ObjectNode nothing() {
    return StrictJson.object();
  }
}
