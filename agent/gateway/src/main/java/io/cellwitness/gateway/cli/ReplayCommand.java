package io.cellwitness.gateway.cli;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a recording back and prints its readings; stores nothing, judges nothing. */
@Command(
    name = "replay",
    description = "Play back a capture, a bus log or a recording, and print its readings.")
public final class ReplayCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE[#SESSION]",
      description = "A capture, a candump, ASC or GVRET log, a CSV table or a session file.")
  String file;

  @Option(
      names = "--profile",
      paramLabel = "ID",
      description = "Vehicle profile; without it the car is identified by its answers.")
  String profile;

  @Mixin private CommonOptions common;

  private final Tools tools;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ReplayCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = tools.settings().of(common);
    ReadingView view = new ReadingView(tools.console());
    DriverContext context = tools.context(settings, profile, view::note);
    SourceAddress address = Sources.parse("replay:" + file);
    try (Driver driver = tools.drivers().create(address, context)) {
      driver.connect().profileId().ifPresent(id -> view.note("read by vehicle profile " + id));
      while (!tools.stop().requested() && driver.poll(view::show)) {
        // Every call shows what it read.
      }
    }
    if (view.shown() == 0) {
      throw new Failure(
          ExitCode.BAD_DATA, file + " gave no readings; check the recording and --profile");
    }
    tools.console().emit(Console.event("replayed").put("readings", view.shown()));
    return ExitCode.OK.number();
  }
}
