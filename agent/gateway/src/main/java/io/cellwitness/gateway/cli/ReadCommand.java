package io.cellwitness.gateway.cli;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.DriverWatch;
import io.cellwitness.gateway.session.PresentReadings;
import java.util.Optional;
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

  private final Console console;
  private final SettingsSource settingsSource;
  private final Drivers drivers;
  private final TimeSource time;
  private final StopRequest stop;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public ReadCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.drivers = tools.drivers();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsSource.of(common);
    ReadingView view = new ReadingView(console);
    DriverContext context =
        new DriverContext(
            time,
            Optional.ofNullable(profile),
            settings.profileDirectories(),
            settings.polling().requestsPerSecond(),
            view::note,
            Optional.of(settings.stateDir()));
    try (Driver driver = drivers.create(Sources.parse(source), context);
        DriverWatch watch = DriverWatch.over(driver, stop::requested, time)) {
      watch.connect(source);
      if (once) {
        int shown = new PresentReadings().read(driver, time, stop::requested, view::show);
        if (shown == 0) {
          throw new Failure(
              driver.live() ? ExitCode.UNAVAILABLE : ExitCode.BAD_DATA,
              source + " gave no readings; check the source");
        }
      } else {
        while (!stop.requested() && driver.poll(view::show)) {
          // Every call shows what it read.
        }
      }
      return ExitCode.OK.number();
    }
  }
}
