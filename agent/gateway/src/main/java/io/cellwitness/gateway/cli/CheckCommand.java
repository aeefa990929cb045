package io.cellwitness.gateway.cli;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.CardFile;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.TrustSource;
import io.cellwitness.report.ReportException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures one battery and writes its report. */
@Command(
    name = "check",
    description = "Measure one battery and write its signed report; Ctrl-C finishes early.")
public final class CheckCommand implements Callable<Integer> {

  @Option(
      names = "--source",
      paramLabel = "S",
      description =
          "elm327:/dev/ttyUSB0, elm327:tcp://HOST:PORT, replay:FILE[#SESSION], opcua:…; without it"
              + " the adapter on this machine's USB ports is used.")
  String source;

  @Option(
      names = "--reference",
      paramLabel = "S",
      description = "An independent meter read in the same session, for example opcua:charger.json")
  String reference;

  @Option(
      names = "--profile",
      paramLabel = "ID",
      description = "Vehicle profile; without it the car is identified.")
  String profile;

  @Option(
      names = "--mode",
      paramLabel = "quick|charge|stream",
      defaultValue = "charge",
      description =
          "quick: declared values within two minutes; charge: from plugging in to the end of the"
              + " charge; stream: until Ctrl-C. Default: ${DEFAULT-VALUE}.")
  String mode;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description =
          "Card of the vehicle model, as 'vehicles card' writes it, signed or not; it wins over the"
              + " profile's.")
  Path card;

  @Mixin private PackOptions pack;
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
  public CheckCommand(Tools tools) {
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.drivers = tools.drivers();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsSource.of(common);
    CheckRequest request = request(settings);
    try (Station station = Station.open(settings, time);
        Publishing publishing = Publishing.start(console, station, time)) {
      station.store().notices().forEach(console::say);
      CheckOutcome outcome =
          new Check(station, drivers, time, time)
              .run(request, new CheckView(console, 10), stop::requested)
              .orElseThrow();
      new OutcomeView(console).show(outcome);
      publishing.finish(stop::requested);
      return (outcome.measured() ? ExitCode.OK : ExitCode.NEGATIVE).number();
    }
  }

  private CheckRequest request(Settings settings) throws Failure, DriverException, ReportException {
    SourceAddress address =
        source == null
            ? AdapterChoice.onThisMachine(console, time).choose()
            : Sources.parse(source);
    PackFacts facts = pack.facts();
    if (card != null) {
      CellFacts cells =
          CardFile.read(card, () -> TrustSource.of(settings, Optional.empty()), time.now().wall());
      facts = facts.withCell(cells.overriddenBy(facts.cell()));
    }
    return new CheckRequest(
        address,
        reference(address),
        false,
        parseMode(),
        Optional.ofNullable(profile),
        settings.profileDirectories(),
        settings.polling().requestsPerSecond(),
        facts,
        pack.declaredSoh == null ? OptionalDouble.empty() : OptionalDouble.of(pack.declaredSoh));
  }

  private Optional<SourceAddress> reference(SourceAddress address) throws Failure {
    if (reference == null) {
      return Optional.empty();
    }
    SourceAddress meter = Sources.parse(reference);
    if (address.scheme().equals("replay") || meter.scheme().equals("replay")) {
      throw new Failure(
          ExitCode.USAGE,
          "--reference reads a meter beside a battery, both now; a recording brings its reference"
              + " along in its own columns");
    }
    return Optional.of(meter);
  }

  private Mode parseMode() throws Failure {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "quick" -> Mode.QUICK;
      case "charge" -> Mode.CHARGE;
      case "stream" -> Mode.STREAM;
      default ->
          throw new Failure(
              ExitCode.USAGE, "--mode '" + mode + "' is not one of quick, charge or stream");
    };
  }
}
