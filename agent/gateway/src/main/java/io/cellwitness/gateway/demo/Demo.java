package io.cellwitness.gateway.demo;

import io.cellwitness.api.DriverContext;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.cli.CheckView;
import io.cellwitness.gateway.cli.CommonOptions;
import io.cellwitness.gateway.cli.OutcomeView;
import io.cellwitness.gateway.cli.Publishing;
import io.cellwitness.gateway.cli.SettingsSource;
import io.cellwitness.gateway.cli.Tools;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.simulator.AcceleratedTime;
import io.cellwitness.simulator.Workshop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The demo itself. Apart from its verb, so that the command line can be looked through where the
 * simulator is not installed.
 */
final class Demo {

  /**
   * Three hours of charging pass in half a minute; faster, and a busy machine would lose samples.
   */
  private static final double TIMES_FASTER = 300;

  /** So the simulated charge lies in the past when its report is signed. */
  private static final Duration ABOUT_THIS_LONG = Duration.ofHours(4);

  private final CommonOptions common;
  private final Console console;
  private final SettingsSource settingsSource;
  private final Drivers drivers;
  private final TimeSource time;
  private final StopRequest stop;

  Demo(Tools tools, CommonOptions common) {
    this.common = common;
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.drivers = tools.drivers();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  int run(long car) throws Exception {
    AcceleratedTime vehicleTime = new AcceleratedTime(time, TIMES_FASTER, ABOUT_THIS_LONG);
    try (Workshop workshop = Workshop.open(vehicleTime, car)) {
      Settings settings = settings(workshop);
      console.row(
          "Demo",
          "simulated car no. "
              + car
              + " behind an ELM327 adapter at "
              + workshop.elm327Address()
              + ", charging "
              + (int) TIMES_FASTER
              + " times faster than life");
      try (Buyer buyer = Buyer.subscribe(settings);
          Station station = Station.open(settings, time);
          Publishing publishing = Publishing.start(console, station, time)) {
        CheckOutcome outcome =
            new Check(station, drivers, vehicleTime, time)
                .run(request(workshop), new CheckView(console, 10), stop::requested)
                .orElseThrow();
        publishing.finish(stop::requested);
        boolean verified = buyer.receivesAndVerifies(outcome, station, console, time);
        new OutcomeView(console).show(outcome);
        new TruthView(console).show(workshop.truth(), outcome);
        ExitCode code = verified && outcome.measured() ? ExitCode.OK : ExitCode.NEGATIVE;
        return code.number();
      }
    }
  }

  private CheckRequest request(Workshop workshop) {
    return new CheckRequest(
        SourceAddress.parse(workshop.elm327Address()),
        Optional.empty(),
        true,
        Mode.CHARGE,
        Optional.empty(),
        List.of(),
        DriverContext.MOST_REQUESTS_PER_SECOND,
        PackFacts.UNKNOWN,
        OptionalDouble.empty());
  }

  /** A demo never touches the real state directory: without --state-dir it takes a fresh one. */
  private Settings settings(Workshop workshop) throws Failure {
    if (common.hasStateDir()) {
      DemoDirectory.claim(settingsSource.of(common).stateDir());
    } else {
      try {
        common.stateDir(Files.createTempDirectory("cellwitness-demo-"));
      } catch (IOException e) {
        throw new Failure(
            ExitCode.INPUT_OUTPUT,
            "no folder can be made for the demo in the system's temporary directory; give"
                + " --state-dir DIR",
            e);
      }
    }
    return settingsSource.of(common).publishingTo(URI.create(workshop.brokerUri()));
  }
}
