package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.command.CommandToken;
import io.cellwitness.gateway.command.RemoteCommand;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.KeyFile;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.jose.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a command at the fleet's desk; how it gets to the broker is up to its tools. */
@Command(name = "sign", description = "Sign a command to a gateway and print it; asks no network.")
public final class CommandSign implements Callable<Integer> {

  @Option(
      names = "--gateway",
      paramLabel = "ID",
      required = true,
      description = "The gateway's id, as 'keys show' there and every report of it say.")
  String gateway;

  @ArgGroup(multiplicity = "1")
  private What what;

  /** One of them. */
  static final class What {

    @Option(
        names = "--check",
        paramLabel = "PACK",
        description = "Begin a quick check of the battery of this name in its configuration.")
    String check;

    @Option(
        names = "--resend",
        paramLabel = "REPORT_ID",
        description = "Publish this report again.")
    String report;

    @Option(names = "--status", description = "Say how it is doing.")
    boolean status;
  }

  @Option(
      names = "--valid",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long it may be carried out, 1 to 600 seconds (default: 120).")
  int validSeconds;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public CommandSign(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    if (validSeconds < 1 || validSeconds > CommandToken.LONGEST.toSeconds()) {
      throw new Failure(
          ExitCode.USAGE,
          "--valid is a number of seconds from 1 to " + CommandToken.LONGEST.toSeconds());
    }
    String gatewayId = uuid("--gateway", gateway).toString();
    var action = action();
    Settings settings = settingsSource.of(common);
    SigningKey key = KeyFile.of(settings).openExisting();
    Instant issued = time.now().wall().truncatedTo(ChronoUnit.SECONDS);
    var command =
        new RemoteCommand(
            UUID.randomUUID(), action, issued, issued.plus(Duration.ofSeconds(validSeconds)));
    String token = CommandToken.sign(command, gatewayId, key);
    console.emit(
        Console.event("command")
            .put("id", command.id().toString())
            .put("expires", command.expires().toString())
            .put("token", token));
    console.verbatim(token);
    return ExitCode.OK.number();
  }

  private RemoteCommand.Action action() throws Failure {
    if (what.status) {
      return new RemoteCommand.Status();
    }
    if (what.report != null) {
      return new RemoteCommand.Resend(uuid("--resend", what.report));
    }
    if (!what.check.matches("[A-Za-z0-9_-]{1,64}")) {
      throw new Failure(
          ExitCode.USAGE, "--check takes the name of a battery: letters, digits, '-' and '_'");
    }
    return new RemoteCommand.Check(what.check);
  }

  private static UUID uuid(String option, String text) throws Failure {
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new Failure(
          ExitCode.USAGE, option + " takes an id such as 019432ab-0000-7000-8000-000000000000");
    }
    return UUID.fromString(text);
  }
}
