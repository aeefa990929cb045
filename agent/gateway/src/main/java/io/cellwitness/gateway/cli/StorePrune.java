package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.Maintenance;
import io.cellwitness.gateway.store.Store;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes the readings of old sessions. */
@Command(
    name = "prune",
    description = "Remove the readings of sessions that ended before a day; reports stay.")
public final class StorePrune implements Callable<Integer> {

  @Option(
      names = "--before",
      required = true,
      paramLabel = "TIME",
      description = "For example 2026-01-31 (0:00 UTC) or 2026-01-31T08:00:00Z.")
  String before;

  @Option(
      names = "--undated",
      description =
          "Also sessions whose clock was never known to be right, by what it said; else they stay.")
  boolean undated;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public StorePrune(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure {
    Instant limit = Times.parse("--before", before);
    try (Store store = Existing.store(settingsSource.of(common), time)) {
      store.notices().forEach(console::say);
      Maintenance.Removed removed = store.maintenance().prune(limit, undated, tools::steps);
      long kept = store.maintenance().undated(limit);
      console.emit(
          Console.event("pruned")
              .put("before", limit.toString())
              .put("sessions", removed.sessions())
              .put("readings", removed.readings())
              .put("sessionsUndated", kept));
      console.say(
          "Pruned  "
              + Counted.of(removed.readings(), "reading")
              + " of "
              + Counted.of(removed.sessions(), "session"));
      if (kept > 0) {
        console.say(
            "Kept    "
                + Counted.of(kept, "session")
                + " whose end only seems to lie before it, because the clock was never known to be"
                + " right; --undated removes more");
      }
      return ExitCode.OK.number();
    }
  }
}
