package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Hangup;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.SystemdNotify;
import io.cellwitness.gateway.daemon.Daemon;
import io.cellwitness.gateway.page.StatusPage;
import io.cellwitness.gateway.session.Station;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The daemon. */
@Command(
    name = "run",
    description = "Follow the configured batteries and publish, until SIGTERM or Ctrl-C.")
public final class RunCommand implements Callable<Integer> {

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
  public RunCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.drivers = tools.drivers();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  @Override
  public Integer call() throws Exception {
    try (Station station = Station.open(settingsSource.of(common), time)) {
      station.store().notices().forEach(console::say);
      Daemon daemon =
          new Daemon(
              station,
              drivers,
              time,
              console,
              SystemdNotify.of(System.getenv()),
              () -> settingsSource.of(common));
      stop.tell(daemon::stop);
      if (!Hangup.listen(daemon::reload)) {
        console.say(
            "this Java cannot hear SIGHUP; restart the service to change the configuration");
      }
      try (StatusPage page = StatusPage.open(station, daemon.state(), time)) {
        page.address().ifPresent(address -> console.say("status page at " + address));
        daemon.run();
        return ExitCode.OK.number();
      }
    }
  }
}
