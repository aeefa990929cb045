package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.Maintenance;
import io.cellwitness.gateway.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets one vehicle. */
@Command(
    name = "erase",
    description = "Erase one vehicle from the store: readings, VIN, reports, unsent messages.")
public final class StoreErase implements Callable<Integer> {

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
    try (Store store = Existing.store(settingsSource.of(common), time)) {
      store.notices().forEach(console::say);
      Maintenance.Removed removed = store.maintenance().erase(pack);
      console.emit(
          Console.event("erased")
              .put("pack", pack)
              .put("sessions", removed.sessions())
              .put("readings", removed.readings())
              .put("reports", removed.reports())
              .put("messages", removed.messages()));
      boolean any = !removed.equals(new Maintenance.Removed(0, 0, 0, 0));
      console.say(
          any
              ? "Erased  "
                  + removed.readings()
                  + " readings of "
                  + removed.sessions()
                  + " sessions, the content of "
                  + removed.reports()
                  + " reports, "
                  + removed.messages()
                  + " unsent messages\nReport folders, exports and backups are yours to delete"
              : "Nothing of pack " + pack + " is in the store");
      return (any ? ExitCode.OK : ExitCode.NEGATIVE).number();
    }
  }
}
