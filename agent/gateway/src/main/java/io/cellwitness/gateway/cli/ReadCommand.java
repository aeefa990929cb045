package io.cellwitness.gateway.cli;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.DriverWatch;
import io.cellwitness.gateway.session.PresentReadings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the present readings; stores nothing, judges nothing. */
@Command(name = "read", description = "Print the present readings of a battery.")
public final class ReadCommand implements Callable<Integer> {

  @Option(
      names = "--source",
      required = true,
      paramLabel = "S",
      description = "elm327:/dev/ttyUSB0, elm327:tcp://HOST:PORT, replay:FILE[#SESSION], opcua:…")
  String source;

  @Option(
      names = "--profile",
      paramLabel = "ID",
      description = "Vehicle profile; without it the car is identified.")
  String profile;

  @Option(names = "--once", description = "Read every signal once and end; else until Ctrl-C.")
  boolean once;

  @Mixin private CommonOptions common;

  private final Tools tools;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ReadCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = tools.settings().of(common);
    StopRequest stop = tools.stop();
    ReadingView view = new ReadingView(tools.console());
    DriverContext context = tools.context(settings, profile, view::note);
    try (Driver driver = tools.drivers().create(Sources.parse(source), context);
        DriverWatch watch = DriverWatch.over(driver, stop::requested, tools.time())) {
      if (once) {
        PresentReadings present = new PresentReadings(view::show);
        watch.connect(source, present);
        int shown = present.read(driver, tools.time(), stop::requested);
        if (shown == 0) {
          throw new Failure(
              driver.live() ? ExitCode.UNAVAILABLE : ExitCode.BAD_DATA,
              source + " gave no readings; check the source");
        }
      } else {
        watch.connect(source, view::show);
        while (!stop.requested() && driver.poll(view::show)) {
          // Every call shows what it read.
        }
      }
      view.learnt(driver.learnt());
      return ExitCode.OK.number();
    }
  }
}
