package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.health.HealthEstimator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says which software and which method this is. */
@Command(name = "version", description = "Print the versions of the software and of the method.")
public final class VersionCommand implements Callable<Integer> {

  @Mixin private CommonOptions common;

  private final Console console;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VersionCommand(Tools tools) {
    this.console = tools.console();
  }

  @Override
  public Integer call() {
    console.emit(
        Console.event("version")
            .put("software", Version.SOFTWARE)
            .put("method", HealthEstimator.METHOD_VERSION)
            .put("java", Runtime.version().toString()));
    console.say("cellwitness " + Version.SOFTWARE + ", method " + HealthEstimator.METHOD_VERSION);
    return 0;
  }
}
