package io.cellwitness.gateway.cli;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.can.CanSources;
import io.cellwitness.can.capture.CaptureFile;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.ProgressLine;
import io.cellwitness.gateway.base.Version;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.DriverWatch;
import io.cellwitness.gateway.session.SourceDescription;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reads a car and keeps everything that went over the adapter's link. */
@Command(
    name = "capture",
    description = "Read a car and write all that goes over the adapter's link to a file.")
public final class CaptureCommand implements Callable<Integer> {

  private static final long LEAST_BYTES = 10_000;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "S",
      description = "elm327:/dev/ttyUSB0, slcan:/dev/ttyACM0, elm327:tcp://HOST:PORT")
  String source;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "A new file; nothing is overwritten.")
  Path to;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = "100000000",
      description = "The file never grows beyond this. Default: ${DEFAULT-VALUE}.")
  long maxBytes;

  @Option(
      names = "--profile",
      paramLabel = "ID",
      description = "Vehicle profile; without it the car is identified.")
  String profile;

  @Mixin private CommonOptions common;

  private final Tools tools;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public CaptureCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() throws Exception {
    SourceAddress address = Sources.parse(source);
    check(address);
    Settings settings = tools.settings().of(common);
    ReadingView view = new ReadingView(tools.console());
    int rate = settings.polling().requestsPerSecond();
    DriverContext context = tools.context(settings, profile, view::note);
    CaptureFile capture = CaptureFile.create(to, maxBytes, tools.time(), header(address, rate));
    try (capture;
        Driver driver = CanSources.captured(address, context, capture);
        DriverWatch watch = DriverWatch.over(driver, tools.stop()::requested, tools.time())) {
      VehicleFacts facts = watch.connect(source);
      capture.identified(
          facts.link(), facts.profileId().orElse("") + " " + facts.profileHash().orElse(""));
      tools.console().say("Capturing to " + to + "; Ctrl-C ends it.");
      Stamp began = tools.time().now();
      long answers = 0;
      while (!ended(capture) && driver.poll(reading -> {})) {
        answers++;
        if (answers % 100 == 0) {
          tools
              .console()
              .progress(
                  new ProgressLine(
                      "capturing",
                      OptionalDouble.of((double) capture.bytes() / maxBytes),
                      List.of(
                          ProgressLine.clock(tools.time().now().secondsSince(began)),
                          Counted.bytes(capture.bytes()) + " of " + Counted.bytes(maxBytes))));
        }
      }
    }
    return finish(capture);
  }

  private boolean ended(CaptureFile capture) {
    return tools.stop().requested() || capture.full() || capture.failure().isPresent();
  }

  private void check(SourceAddress address) throws Failure {
    if (!CanSources.SCHEMES.contains(address.scheme())) {
      throw new Failure(
          ExitCode.USAGE, "capture listens on CAN adapters only; write elm327: or slcan:");
    }
    if (maxBytes < LEAST_BYTES) {
      throw new Failure(
          ExitCode.USAGE, "--max-bytes must be at least " + LEAST_BYTES + ", not " + maxBytes);
    }
    if (SourceDescription.holdsVin(String.valueOf(to.getFileName()))) {
      throw new Failure(
          ExitCode.USAGE, "the name after --to looks like a VIN; file names are seen by many");
    }
  }

  private Map<String, String> header(SourceAddress address, int requestsPerSecond) {
    Map<String, String> header = new TreeMap<>();
    header.put("language", address.scheme());
    header.put("link", address.target());
    header.put("software", Version.SOFTWARE);
    header.put("requestsPerSecond", String.valueOf(requestsPerSecond));
    return header;
  }

  private int finish(CaptureFile capture) throws Failure {
    if (capture.failure().isPresent()) {
      throw new Failure(ExitCode.INPUT_OUTPUT, capture.failure().get());
    }
    String end = capture.full() ? "it has reached --max-bytes" : "ended by the operator";
    tools.console().say(to + ": " + Counted.bytes(capture.bytes()) + "; " + end + ".");
    tools
        .console()
        .emit(
            Console.event("captured")
                .put("file", to.toString())
                .put("bytes", capture.bytes())
                .put("full", capture.full()));
    return ExitCode.OK.number();
  }
}
