package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.TrustFile;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stops believing a key, from a date on or altogether. */
@Command(
    name = "remove",
    description = "Stop trusting a key: reports dated from now on no longer count.")
public final class TrustRemove implements Callable<Integer> {

  // Optional for picocli only: 'trust remove opcua …' has a parameter of its own.
  @Parameters(arity = "0..1", paramLabel = "THUMBPRINT", description = "As 'trust list' shows it.")
  String thumbprint;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Reports dated at or after this do not count (default: now).")
  String at;

  @Option(
      names = "--stolen",
      description = "Somebody else has the key: no report signed with it counts any more.")
  boolean stolen;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public TrustRemove(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    if (thumbprint == null) {
      throw new Failure(
          ExitCode.USAGE,
          "'trust remove' needs a THUMBPRINT, or 'opcua' and a certificate's SHA-256");
    }
    TrustFile own = TrustFile.of(settingsSource.of(common));
    TrustList list = own.read();
    TrustedKey key =
        list.find(thumbprint)
            .orElseThrow(
                () ->
                    new Failure(
                        ExitCode.BAD_DATA,
                        own.file() + " has no key with this thumbprint; see 'trust list'"));
    Instant until = at == null ? time.now().wall() : Times.parse("--at", at);
    own.write(list.with(stolen ? key.revoked() : key.retired(until)));
    TrustView.show(console, own.read(), own.file());
    return ExitCode.OK.number();
  }
}
