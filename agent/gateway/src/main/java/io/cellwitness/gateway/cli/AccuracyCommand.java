package io.cellwitness.gateway.cli;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.accuracy.AccuracyReport;
import io.cellwitness.gateway.accuracy.FalsifiedReport;
import io.cellwitness.gateway.accuracy.SpeedReport;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds the method against recordings whose truth is known. */
@Command(
    name = "accuracy",
    description = "Run the method over recordings with known truth and print its errors.")
public final class AccuracyCommand implements Callable<Integer> {

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "A cases.csv; its recordings are found beside it.")
  Path cases;

  @Option(
      names = "--speed",
      description = "Instead, measure how long the method takes here; needs no cases.")
  boolean speed;

  @Option(
      names = "--falsify",
      description =
          "Instead, scale state of charge and declared health of every case by 0.8 to 1.2 and print"
              + " what is found and what moves.")
  boolean falsify;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public AccuracyCommand(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, DriverException {
    if (speed) {
      new SpeedReport(console, time, tools.steps("measuring")).print();
      return ExitCode.OK.number();
    }
    if (cases == null) {
      throw new Failure(ExitCode.USAGE, "accuracy needs recordings with known truth; give --cases");
    }
    if (falsify) {
      new FalsifiedReport(console, tools.steps("evaluating")).print(cases);
      return ExitCode.OK.number();
    }
    boolean allRight = new AccuracyReport(console, tools.steps("evaluating")).print(cases);
    return (allRight ? ExitCode.OK : ExitCode.NEGATIVE).number();
  }
}
