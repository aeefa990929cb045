package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.Ed25519Key;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Makes the signing key before the first check does. */
@Command(name = "init", description = "Make the signing key, unless there is one.")
public final class KeysInit implements Callable<Integer> {

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public KeysInit(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    Settings settings = settingsSource.of(common);
    KeyFile file = KeyFile.of(settings);
    boolean made = !file.exists();
    Ed25519Key key;
    // The store makes the state directory, closed to others, and keeps other processes out.
    try (Store store = Store.open(settings.stateDir(), time)) {
      store.notices().forEach(console::say);
      key = file.open().publicKey();
    }
    ObjectNode event = Console.event("key");
    event.put("thumbprint", key.thumbprint()).put("made", made);
    event.set("jwk", key.toJson());
    console.emit(event);
    console.say("Key file    " + file.path() + (made ? ", made" : ", was there and stays"));
    console.say("Thumbprint  " + key.thumbprint() + " (RFC 7638)");
    return ExitCode.OK.number();
  }
}
