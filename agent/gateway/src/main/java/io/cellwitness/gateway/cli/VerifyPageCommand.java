package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.session.OwnKeys;
import io.cellwitness.gateway.session.TrustFile;
import io.cellwitness.gateway.session.TrustSource;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.page.VerifyPage;
import io.cellwitness.report.trust.TrustList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the page on which a browser verifies reports, with the trust list inside. */
@Command(
    name = "verify-page",
    description = "Write one HTML file that verifies reports in a browser, without a network.")
public final class VerifyPageCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The page to write, such as verify.html.")
  Path file;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust list to put in instead of the one in the state directory.")
  Path trust;

  @Option(names = "--force", description = "Replace the file if it exists.")
  boolean force;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VerifyPageCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    Settings settings = settingsSource.of(common);
    TrustList list = TrustSource.of(settings, Optional.ofNullable(trust));
    if (trust == null) {
      list =
          new OwnKeys(settings.stateDir(), KeyFile.of(settings))
              .publishedIn(TrustFile.of(settings).read(), settings.gateway().publicName());
    }
    try (NewFile target = NewFile.at(file, force, settings.stateDir())) {
      target.write(VerifyPage.build(list).getBytes(StandardCharsets.UTF_8));
    }
    console.emit(
        Console.event("page").put("file", file.toString()).put("keys", list.keys().size()));
    console.say("Page       " + file);
    console.say("Believes   " + Counted.of(list.keys().size(), "key") + ", fixed from now on");
    list.keys()
        .forEach(key -> console.say("           " + key.name() + "  " + key.key().thumbprint()));
    return ExitCode.OK.number();
  }
}
