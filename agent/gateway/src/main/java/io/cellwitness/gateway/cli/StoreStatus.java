package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
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
      List<String> incidents = reader.incidents();
      ObjectNode event =
          Console.event("store")
              .put("bytes", reader.bytes())
              .put("sessions", sessions.size())
              .put("readings", readings)
              .put("reports", reports.size())
              .put("reportsPublished", published);
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
      console.say("Store      " + stateDir + ", " + reader.bytes() + " bytes");
      console.say("Sessions   " + sessions.size() + " with " + readings + " readings");
      console.say("Reports    " + reports.size() + ", of which published " + published);
      console.say(
          "Outbox     "
              + outbox.waitingReports()
              + " reports and "
              + outbox.waitingOthers()
              + " other messages wait, "
              + outbox.parked()
              + " parked, "
              + outbox.bytes()
              + " bytes");
      console.say(
          "Evicted    "
              + outbox.evictedMessages()
              + " telemetry messages, "
              + outbox.evictedBytes()
              + " bytes");
      incidents.forEach(incident -> console.say("Incident   " + incident));
      return ExitCode.OK.number();
    }
  }
}
