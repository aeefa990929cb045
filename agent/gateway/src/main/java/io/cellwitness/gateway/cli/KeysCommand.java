package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.GatewayId;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.Ed25519Key;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The keys reports are signed with. */
@Command(
    name = "keys",
    synopsisSubcommandLabel = "(init|rotate|show)",
    description = "The signing key.")
public final class KeysCommand extends VerbGroup {

  /** Shows the public half; the private half never leaves its file. */
  @Command(name = "show", description = "Show the public key this gateway signs with.")
  public static final class Show implements Callable<Integer> {

    @Option(names = "--jwk", description = "Print only the key, as a JSON Web Key (RFC 7517).")
    boolean jwk;

    @Mixin private CommonOptions common;

    private final Console console;
    private final SettingsSource settingsSource;

    /**
     * Makes the verb.
     *
     * @param tools what it works with
     */
    public Show(Tools tools) {
      this.console = tools.console();
      this.settingsSource = tools.settings();
    }

    @Override
    public Integer call() throws Failure, ReportException {
      Settings settings = settingsSource.of(common);
      KeyFile file = KeyFile.of(settings);
      Ed25519Key key = file.openExisting().publicKey();
      ObjectNode event = Console.event("key");
      event.put("thumbprint", key.thumbprint());
      event.set("jwk", key.toJson());
      Optional<String> gateway = GatewayId.find(settings.stateDir());
      gateway.ifPresent(id -> event.put("gatewayId", id));
      console.emit(event);
      if (jwk) {
        console.verbatim(key.toJson().toString());
      } else {
        console.say("Key file    " + file.path());
        console.say("Algorithm   Ed25519");
        console.say("Thumbprint  " + key.thumbprint() + " (RFC 7638)");
        gateway.ifPresent(id -> console.say("Gateway id  " + id));
      }
      return ExitCode.OK.number();
    }
  }
}
