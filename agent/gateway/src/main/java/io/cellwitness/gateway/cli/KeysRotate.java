package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.session.OwnKeys;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Starts a new signing key; reports of the old one stay verifiable. */
@Command(
    name = "rotate",
    description = "Sign with a new key from now on; old reports stay verifiable.")
public final class KeysRotate implements Callable<Integer> {

  @Option(
      names = "--stolen",
      description = "Somebody else has the old key: no report signed with it counts any more.")
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
  public KeysRotate(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    Settings settings = settingsSource.of(common);
    KeyFile keyFile = KeyFile.of(settings);
    keyFile.openExisting();
    // Reports carry milliseconds; a finer boundary would put the next one before it.
    Instant now = time.now().wall().truncatedTo(ChronoUnit.MILLIS);
    OwnKeys keys = new OwnKeys(settings.stateDir(), keyFile);
    // Holding the store keeps every process out that could still sign with the old key.
    try (Store store = Store.open(settings.stateDir(), time)) {
      store.notices().forEach(console::say);
      SigningKey fresh = keys.rotate(now, stolen);
      ObjectNode event = Console.event("key");
      event.put("thumbprint", fresh.publicKey().thumbprint());
      event.set("jwk", fresh.publicKey().toJson());
      console.emit(event);
      console.say("Thumbprint  " + fresh.publicKey().thumbprint() + " (RFC 7638), from now on");
    }
    console.say(
        stolen
            ? "Old key     revoked here; tell everybody who trusts it to run: trust remove --stolen"
            : "Old key     its reports stay valid here; hand out the new key: keys show --jwk");
    return ExitCode.OK.number();
  }
}
