package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.session.OwnKeys;
import io.cellwitness.gateway.session.TrustFile;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.SignedTrustList;
import io.cellwitness.report.trust.TrustList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs the trust list for others to take over. */
@Command(
    name = "sign",
    description = "Sign the trust list with this gateway's key, for others to take over.")
public final class TrustSign implements Callable<Integer> {

  private static final int MAX_DAYS = 3660;

  @Parameters(paramLabel = "FILE", description = "The signed list to write, such as trust.jws.")
  Path file;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "90",
      description = "How long it may be taken over, 1 to 3660 days (default: 90).")
  int days;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "What this gateway's own keys are called in it (default: gateway.operator, else its site"
              + " and name).")
  String name;

  @Option(
      names = "--without-own",
      description = "Leave the gateway's own keys out: only others are vouched for.")
  boolean withoutOwn;

  @Option(names = "--force", description = "Replace the file if it exists.")
  boolean force;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public TrustSign(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    if (days < 1 || days > MAX_DAYS) {
      throw new Failure(ExitCode.USAGE, "--days is a number from 1 to " + MAX_DAYS);
    }
    Settings settings = settingsSource.of(common);
    KeyFile keyFile = KeyFile.of(settings);
    SigningKey key = keyFile.openExisting();
    Instant issued = time.now().wall().truncatedTo(ChronoUnit.MILLIS);
    TrustList keys = TrustFile.of(settings).read();
    if (!withoutOwn) {
      keys = new OwnKeys(settings.stateDir(), keyFile).publishedIn(keys, name(settings));
    }
    SignedTrustList list = new SignedTrustList(keys, issued, issued.plus(Duration.ofDays(days)));
    try (NewFile target = NewFile.at(file, force, settings.stateDir())) {
      target.write((list.sign(key) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    console.emit(
        Console.event("signed-trust")
            .put("file", file.toString())
            .put("keys", list.list().keys().size())
            .put("expires", list.expires().toString()));
    console.say("Signed     " + file + ", " + Counted.of(list.list().keys().size(), "key"));
    keys.keys()
        .forEach(one -> console.say("           " + one.name() + "  " + one.key().thumbprint()));
    console.say("Signer     " + key.publicKey().thumbprint());
    console.say("Expires    " + list.expires());
    return ExitCode.OK.number();
  }

  private String name(Settings settings) throws Failure {
    if (name != null && name.isBlank()) {
      throw new Failure(ExitCode.USAGE, "--name is empty; say what the workshop is called");
    }
    return name != null ? name : settings.gateway().publicName();
  }
}
