package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives messages the broker refused another chance. */
@Command(
    name = "retry",
    description = "Give parked messages another chance with the next 'run' or check.")
public final class OutboxRetry implements Callable<Integer> {

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public OutboxRetry(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure {
    try (Store store = Existing.store(settingsSource.of(common), time)) {
      store.notices().forEach(console::say);
      int count = store.outbox().retryParked();
      console.emit(Console.event("retried").put("messages", count));
      console.say(
          count == 1
              ? "1 message waits for the broker again"
              : count + " messages wait for the broker again");
      return ExitCode.OK.number();
    }
  }
}
