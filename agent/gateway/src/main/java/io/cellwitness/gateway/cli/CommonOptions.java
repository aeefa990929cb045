package io.cellwitness.gateway.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options every verb has. */
public final class CommonOptions {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; without it the defaults hold.")
  Path config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where store, keys and trust list live (default: ~/.local/state/cellwitness).")
  Path stateDir;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Reports go to DIR/<report id>/ (default: reports/ in the state directory).")
  Path out;

  @Option(names = "--json", description = "One JSON object a line on standard output.")
  boolean json;

  @Option(
      names = "--lang",
      paramLabel = "nl|en|de|fr",
      description =
          "Language of the report (default: from the configuration, else en); check, probe, read,"
              + " verify, report and demo speak it too.")
  String lang;

  /**
   * Whether {@code --state-dir} was given.
   *
   * @return true when it was
   */
  public boolean hasStateDir() {
    return stateDir != null;
  }

  /**
   * Sets the state directory, as {@code --state-dir} does.
   *
   * @param dir the directory
   */
  public void stateDir(Path dir) {
    stateDir = dir;
  }
}
