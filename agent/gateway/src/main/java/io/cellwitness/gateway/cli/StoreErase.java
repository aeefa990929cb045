package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.ReportFolder;
import io.cellwitness.gateway.store.Maintenance;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Forgets one vehicle. */
@Command(
    name = "erase",
    description = "Erase one vehicle from the store: readings, VIN, reports, unsent messages.")
public final class StoreErase implements Callable<Integer> {

  private static final String LEFT_TO_YOU =
      "what is left of it outside the store is yours to delete: the report folders named here, those"
          + " written elsewhere with --out, exports and backups";

  @Option(
      names = "--pack",
      required = true,
      paramLabel = "PACK",
      description = "The vehicle's pseudonym, as in its topics and in 'store export'.")
  String pack;

  @Option(names = "--yes", description = "Required: nothing brings the vehicle back.")
  boolean yes;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public StoreErase(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure {
    if (!pack.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new Failure(
          ExitCode.USAGE,
          "--pack must be the pseudonym in the vehicle's topics, not its VIN; 'cellwitness store"
              + " export' shows it");
    }
    if (!yes) {
      throw new Failure(
          ExitCode.USAGE,
          "nothing was erased, because it cannot be undone; repeat the command with --yes");
    }
    Settings settings = settingsSource.of(common);
    List<UUID> reports = reports(settings);
    try (Store store = Existing.store(settings, time)) {
      store.notices().forEach(console::say);
      Maintenance.Removed removed = store.maintenance().erase(pack);
      List<Path> left = left(settings, reports);
      ObjectNode event =
          Console.event("erased")
              .put("pack", pack)
              .put("sessions", removed.sessions())
              .put("readings", removed.readings())
              .put("reports", removed.reports())
              .put("messages", removed.messages());
      ArrayNode paths = event.putArray("left");
      left.forEach(path -> paths.add(path.toString()));
      console.emit(event);
      boolean any = !removed.equals(new Maintenance.Removed(0, 0, 0, 0));
      if (any) {
        console.row(
            "Erased",
            Counted.of(removed.readings(), "reading")
                + " of "
                + Counted.of(removed.sessions(), "session")
                + ", the content of "
                + Counted.of(removed.reports(), "report")
                + ", "
                + Counted.of(removed.messages(), "unsent message"));
        left.forEach(path -> console.row(Tone.WARN, "Left", path.toString()));
        console.row("Note", LEFT_TO_YOU);
      } else {
        console.say("Nothing of pack " + pack + " is in the store");
      }
      return (any ? ExitCode.OK : ExitCode.NEGATIVE).number();
    }
  }

  private List<UUID> reports(Settings settings) {
    try (StoreReader reader = StoreReader.open(settings.stateDir())) {
      return reader.reports().stream()
          .filter(row -> row.pack().equals(Optional.of(pack)))
          .map(ReportRow::id)
          .toList();
    }
  }

  /** The files of its reports that are still on this machine, where they are usually written. */
  private static List<Path> left(Settings settings, List<UUID> reports) {
    ReportFolder folder = ReportFolder.of(settings);
    return reports.stream()
        .flatMap(id -> folder.placesOf(id, settings.stateDir()).stream())
        .filter(Files::exists)
        .toList();
  }
}
