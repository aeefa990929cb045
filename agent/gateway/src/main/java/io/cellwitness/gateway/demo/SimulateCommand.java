package io.cellwitness.gateway.demo;

import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.cli.CommonOptions;
import io.cellwitness.gateway.cli.Tools;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stands a simulated car or bench on a port of this machine, to try everything against. */
@Command(
    name = "simulate",
    description =
        "Serve a simulated car behind an ELM327 adapter, or a battery on a charger over OPC UA, on a"
            + " loopback port, until Ctrl-C.")
public final class SimulateCommand implements Callable<Integer> {

  private static final int FIRST_FREE_PORT = 1024;
  private static final int LAST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "35000",
      description = "TCP port on 127.0.0.1, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "7",
      description = "Which simulated car. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "End after so many seconds, 1 to 86400; without it, at Ctrl-C.")
  Integer seconds;

  @Option(
      names = "--opcua",
      description = "A battery on a charger with a meter, over OPC UA, in the place of a car.")
  boolean opcua;

  @Mixin private CommonOptions common;

  private final Tools tools;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public SimulateCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    if (port != 0 && (port < FIRST_FREE_PORT || port > LAST_PORT)) {
      throw new Failure(ExitCode.USAGE, "--port " + port + " is not 0 or 1024 to 65535");
    }
    if (seconds != null && (seconds < 1 || seconds > 86_400)) {
      throw new Failure(ExitCode.USAGE, "--for " + seconds + " is not 1 to 86400 seconds");
    }
    if (opcua) {
      Path folder = tools.settings().of(common).stateDir().resolve("simulated-opcua");
      return SimulatorPart.run(() -> new BenchSimulation(tools).run(port, folder, seconds));
    }
    return SimulatorPart.run(() -> new Simulation(tools).run(port, seed, seconds));
  }
}
