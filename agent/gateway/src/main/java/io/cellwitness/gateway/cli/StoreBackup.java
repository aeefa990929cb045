package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.StoreReader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies the whole store into one file; works beside a running agent. */
@Command(
    name = "backup",
    description = "Copy the whole store into one file; works beside 'run'. It holds the VINs.")
public final class StoreBackup implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Where to; made for its owner only.")
  Path file;

  @Option(names = "--force", description = "Replace FILE when it exists.")
  boolean force;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public StoreBackup(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure {
    Path stateDir = settingsSource.of(common).stateDir();
    try (StoreReader reader = StoreReader.open(stateDir);
        NewFile target = NewFile.at(file, force, stateDir)) {
      reader.backup(target.part(), tools.steps("copying"));
      long bytes = target.keep();
      console.emit(Console.event("backup").put("file", file.toString()).put("bytes", bytes));
      console.say(
          "Backup  " + file + ", " + Counted.bytes(bytes) + ", with the VINs of its sessions");
      return ExitCode.OK.number();
    }
  }
}
