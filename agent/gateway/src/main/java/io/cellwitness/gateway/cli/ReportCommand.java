package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.session.ReportFolder;
import io.cellwitness.gateway.session.StoredReport;
import io.cellwitness.gateway.store.ReportRow;
import io.cellwitness.gateway.store.StoreReader;
import io.cellwitness.report.ReportException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Writes the files of a report again, from what the store holds. */
@Command(
    name = "report",
    description = "Write a report's files again, for example in another language.")
public final class ReportCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "REPORT_ID",
      description = "As 'report list' and the page show it.")
  String id;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ReportCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    Settings settings = settingsSource.of(common);
    UUID wanted = id(id);
    ReportFolder folder = ReportFolder.of(settings);
    StoredReport stored = new StoredReport(settings.stateDir(), KeyFile.of(settings), console::say);
    try (StoreReader store = StoreReader.open(settings.stateDir())) {
      Map<String, Path> files = stored.writeAgain(store, wanted, folder);
      ObjectNode event = Console.event("report").put("id", wanted.toString());
      ObjectNode names = event.putObject("files");
      files.forEach((name, path) -> names.put(name, path.toString()));
      console.emit(event);
      OutcomeView.files(console, files);
    }
    return ExitCode.OK.number();
  }

  private static UUID id(String text) throws Failure {
    if (text == null) {
      throw new Failure(ExitCode.USAGE, "give a report id, or 'list'");
    }
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Answered below, as for a text that only looks like one.
    }
    throw new Failure(
        ExitCode.USAGE, "'" + text + "' is not a report id; 'cellwitness report list' shows them");
  }

  /** Lists what the store holds. */
  @Command(name = "list", description = "List the reports in the store, oldest first.")
  public static final class ListAll implements Callable<Integer> {

    @Mixin private CommonOptions common;

    private final Console console;
    private final SettingsSource settingsSource;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public ListAll(Tools tools) {
      this.console = tools.console();
      this.settingsSource = tools.settings();
    }

    @Override
    public Integer call() throws Failure {
      Settings settings = settingsSource.of(common);
      Path stateDir = settings.stateDir();
      String waiting = settings.mqtt().enabled() ? "not published" : "MQTT is off";
      try (StoreReader store = StoreReader.open(stateDir)) {
        List<ReportRow> reports = store.reports();
        if (reports.isEmpty()) {
          console.say("The store in " + stateDir + " holds no reports yet.");
        }
        reports.forEach(row -> show(row, waiting));
      }
      return ExitCode.OK.number();
    }

    private static String became(ReportRow row, String waiting) {
      if (row.erased()) {
        return "erased";
      }
      return row.publishedAt().isPresent() ? "published" : waiting;
    }

    private void show(ReportRow row, String waiting) {
      ObjectNode event = Console.event("stored-report");
      event.put("sequence", row.sequence()).put("id", row.id().toString());
      event.put("sha256", row.hash()).put("committedAt", row.committedAt().toString());
      event.put("erased", row.erased());
      row.publishedAt().ifPresent(at -> event.put("publishedAt", at.toString()));
      console.emit(event);
      console.say(
          row.sequence()
              + "  "
              + row.id()
              + "  "
              + row.committedAt().truncatedTo(ChronoUnit.SECONDS)
              + "  "
              + console.inWords(became(row, waiting)));
    }
  }
}
