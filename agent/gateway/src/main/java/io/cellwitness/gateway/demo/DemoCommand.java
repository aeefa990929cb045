package io.cellwitness.gateway.demo;

import io.cellwitness.gateway.cli.CommonOptions;
import io.cellwitness.gateway.cli.Tools;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the main job from the adapter's bytes to the buyer's verdict, on simulated parts. */
@Command(
    name = "demo",
    description =
        "Run the whole job on a simulated car, adapter and broker on this machine; under a minute.")
public final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which simulated car; without it, another one each time.")
  Long seed;

  @Mixin private CommonOptions common;

  private final Tools tools;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public DemoCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    long car = seed == null ? new SecureRandom().nextInt(1_000_000) : seed;
    return SimulatorPart.run(() -> new Demo(tools, common).run(car));
  }
}
