package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.TrustFile;
import io.cellwitness.report.ReportException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists whose reports are believed. */
@Command(name = "list", description = "List the keys whose reports are trusted.")
public final class TrustShow implements Callable<Integer> {

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public TrustShow(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    TrustFile own = TrustFile.of(settingsSource.of(common));
    TrustView.show(console, own.read(), own.file());
    return ExitCode.OK.number();
  }
}
