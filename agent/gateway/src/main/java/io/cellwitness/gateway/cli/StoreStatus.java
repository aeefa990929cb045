package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.Dated;
import io.cellwitness.gateway.store.OutboxStatus;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.gateway.store.SessionRow;
import io.cellwitness.gateway.store.StoreReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Counts what is in the store; works beside a running agent. */
@Command(name = "status", description = "Count what is in the store; works beside 'run'.")
public final class StoreStatus implements Callable<Integer> {

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public StoreStatus(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure {
    Path stateDir = settingsSource.of(common).stateDir();
    try (StoreReader reader = StoreReader.open(stateDir)) {
      List<SessionRow> sessions = reader.sessions();
      List<ReportRow> reports = reader.reports();
      long readings = sessions.stream().mapToLong(SessionRow::readings).sum();
      long published = reports.stream().filter(r -> r.publishedAt().isPresent()).count();
      OutboxStatus outbox = reader.outbox();
      long erased = reports.stream().filter(ReportRow::erased).count();
      long erasedSessions = sessions.stream().filter(SessionRow::erased).count();
      long rebased = sessions.stream().filter(s -> how(s) == Dated.How.REBASED).count();
      long undated = sessions.stream().filter(s -> how(s) == Dated.How.UNSYNCED).count();
      List<String> incidents = reader.incidents();
      ObjectNode event =
          Console.event("store")
              .put("bytes", reader.bytes())
              .put("sessions", sessions.size())
              .put("sessionsErased", erasedSessions)
              .put("sessionsRebased", rebased)
              .put("sessionsUndated", undated)
              .put("readings", readings)
              .put("reports", reports.size())
              .put("reportsPublished", published)
              .put("reportsErased", erased);
      event
          .putObject("outbox")
          .put("waitingReports", outbox.waitingReports())
          .put("waitingOthers", outbox.waitingOthers())
          .put("parked", outbox.parked())
          .put("bytes", outbox.bytes())
          .put("evictedMessages", outbox.evictedMessages())
          .put("evictedBytes", outbox.evictedBytes());
      ArrayNode told = event.putArray("incidents");
      incidents.forEach(told::add);
      console.emit(event);
      console.say("Store      " + stateDir + ", " + Counted.bytes(reader.bytes()));
      console.say(
          "Sessions   "
              + sessions.size()
              + " with "
              + Counted.of(readings, "reading")
              + some(erasedSessions, " of erased vehicles, listed without readings")
              + some(rebased, " dated afterwards, once the clock was known")
              + some(undated, " whose clock was never known to be right"));
      console.say(
          "Reports    "
              + reports.size()
              + ", of which published "
              + published
              + some(erased, " erased, of which only the place in the chain is left"));
      console.say(
          "Outbox     "
              + Counted.of(outbox.waitingReports(), "report")
              + " and "
              + Counted.of(outbox.waitingOthers(), "other message")
              + " waiting, "
              + outbox.parked()
              + " parked, "
              + Counted.bytes(outbox.bytes()));
      console.say(
          "Evicted    "
              + Counted.of(outbox.evictedMessages(), "telemetry message")
              + ", "
              + Counted.bytes(outbox.evictedBytes()));
      incidents.forEach(incident -> console.say("Incident   " + incident));
      return ExitCode.OK.number();
    }
  }

  private static Dated.How how(SessionRow session) {
    return session.started().how();
  }

  private static String some(long count, String what) {
    return count == 0 ? "" : ", " + count + what;
  }
}
