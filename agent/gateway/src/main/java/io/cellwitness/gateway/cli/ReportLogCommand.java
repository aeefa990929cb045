package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.GatewayId;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.session.OwnKeys;
import io.cellwitness.gateway.session.ReportLog;
import io.cellwitness.gateway.store.StoreReader;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.log.Checkpoint;
import io.cellwitness.report.log.Growth;
import io.cellwitness.report.log.Tiles;
import io.cellwitness.report.trust.SignedCheckpoint;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Publishes the log of all reports: hashes only, nothing of what a report says. */
@Command(
    name = "log",
    description = "Write the log of all reports as files that any web server can hand out.")
public final class ReportLogCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "DIR",
      description = "Where to; a log written there before is continued.")
  Path dir;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description =
          "A checkpoint or report.tlog-proof of this log: also prove that the log only grew since;"
              + " without it DIR/checkpoint.")
  Path since;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ReportLogCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    Settings settings = settingsSource.of(common);
    NewFile.outside(dir, settings.stateDir());
    KeyFile keyFile = KeyFile.of(settings);
    ReportLog log;
    try (StoreReader store = StoreReader.open(settings.stateDir())) {
      log = new ReportLog(store.reports(), GatewayId.loadOrCreate(settings.stateDir()));
    }
    if (log.rows().isEmpty() || !log.whole()) {
      throw new Failure(
          ExitCode.BAD_DATA,
          log.rows().isEmpty()
              ? "the store in " + settings.stateDir() + " holds no reports yet"
              : "the store lacks earlier reports, so its log cannot be written");
    }
    if (log.rows().size() > Tiles.MAX_ENTRIES) {
      throw new Failure(
          ExitCode.BAD_DATA, "the log has more than " + Tiles.MAX_ENTRIES + " entries");
    }
    SigningKey key = keyFile.openExisting();
    TrustList own = TrustList.EMPTY;
    for (TrustedKey one : new OwnKeys(settings.stateDir(), keyFile).all()) {
      own = own.with(one);
    }
    Path present = dir.resolve(ReportFiles.CHECKPOINT);
    boolean continued = Files.exists(present);
    Optional<Growth> published =
        continued ? Optional.of(growth(log, key, own, present)) : Optional.empty();
    Optional<Growth> growth = since == null ? published : Optional.of(growth(log, key, own, since));
    write(log, key, growth);
    return ExitCode.OK.number();
  }

  private Growth growth(ReportLog log, SigningKey key, TrustList own, Path from) throws Failure {
    String text = new String(ReportBytes.read(from), StandardCharsets.UTF_8);
    try {
      Checkpoint earlier = SignedCheckpoint.open(text, own).checkpoint();
      return log.growthFrom(earlier, key)
          .orElseThrow(() -> new Malformed("this log did not grow out of that one"));
    } catch (Malformed e) {
      throw new Failure(
          ExitCode.BAD_DATA,
          from + " is no checkpoint of this gateway's log: " + e.getMessage(),
          e);
    }
  }

  /** The checkpoint last: where it stands, everything it speaks of stands too. */
  private void write(ReportLog log, SigningKey key, Optional<Growth> growth) throws Failure {
    ObjectNode event = Console.event("log").put("dir", dir.toString());
    event.put("entries", log.rows().size());
    try {
      for (Map.Entry<String, byte[]> tile : log.tiles().entrySet()) {
        Path file = dir.resolve(tile.getKey());
        Files.createDirectories(file.getParent());
        ReportFiles.writeWhole(file, tile.getValue());
      }
      console.say("Log        " + dir + ", " + Counted.of(log.rows().size(), "entry", "entries"));
      if (growth.isPresent()) {
        Path file = dir.resolve("growth-" + growth.get().oldSize() + "-" + log.rows().size());
        ReportFiles.writeWhole(file, growth.get().text().getBytes(StandardCharsets.UTF_8));
        event.put("growth", file.toString());
        console.say("Growth     " + file);
      }
      ReportFiles.writeWhole(
          dir.resolve(ReportFiles.CHECKPOINT),
          log.checkpoint().sign(key).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the log cannot be written to " + dir + "; make room or correct permissions",
          e);
    }
    console.emit(event);
  }
}
