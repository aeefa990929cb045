package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.OutboxRow;
import io.cellwitness.gateway.store.OutboxStatus;
import io.cellwitness.gateway.store.StoreReader;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Lists the messages that wait; works beside a running agent. */
@Command(name = "list", description = "List the messages that wait; works beside 'run'.")
public final class OutboxList implements Callable<Integer> {

  private static final int MOST = 100_000;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many at most, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  int limit;

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public OutboxList(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
  }

  @Override
  public Integer call() throws Failure {
    if (limit < 1 || limit > MOST) {
      throw new Failure(ExitCode.USAGE, "--limit must be from 1 to " + MOST);
    }
    try (StoreReader reader = StoreReader.open(settingsSource.of(common).stateDir())) {
      OutboxStatus status = reader.outbox();
      for (OutboxRow row : reader.outboxRows(limit)) {
        console.emit(json(row));
        console.say(
            String.format(
                Locale.ROOT,
                "%8d  %-9s  %s  %9d bytes  %s%s",
                row.sequence(),
                row.kind().name().toLowerCase(Locale.ROOT),
                row.createdAt(),
                row.bytes(),
                row.topic(),
                row.parked().map(reason -> "  parked: " + reason).orElse("")));
      }
      long waiting = status.waitingReports() + status.waitingOthers();
      console.emit(Console.event("outbox").put("waiting", waiting).put("parked", status.parked()));
      console.say(Counted.of(waiting, "message") + " waiting, " + status.parked() + " parked");
      return ExitCode.OK.number();
    }
  }

  private static ObjectNode json(OutboxRow row) {
    ObjectNode node =
        Console.event("message")
            .put("seq", row.sequence())
            .put("messageId", row.id().toString())
            .put("class", row.kind().name().toLowerCase(Locale.ROOT))
            .put("topic", row.topic())
            .put("bytes", row.bytes())
            .put("createdAt", row.createdAt().toString())
            .put("refusals", row.refusals());
    row.parked().ifPresent(reason -> node.put("parked", reason));
    return node;
  }
}
