package io.cellwitness.gateway.cli;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.gateway.session.CellCard;
import io.cellwitness.gateway.session.TrustSource;
import io.cellwitness.health.HealthEstimator;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.Recomputation;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Runs the method over the raw readings again and holds the outcome against the report. */
@Command(
    name = "recompute",
    description = "Evaluate a raw session again; with its report, compare byte for byte.")
public final class RecomputeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "SESSION", description = "A session.jsonl.gz.")
  Path session;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "The report to compare; without it report.jws beside the session.")
  Path report;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust list to use instead of the one in the state directory.")
  Path trust;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final SettingsSource settingsSource;
  private final Drivers drivers;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public RecomputeCommand(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.drivers = tools.drivers();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws DriverException, Failure, ReportException, InterruptedException {
    Evaluation evaluation = evaluate();
    byte[] fresh = Recomputation.of(evaluation.health(), evaluation.finished());
    evaluation
        .health()
        .find(QuantityNames.CAPACITY, Originator.MEASURED)
        .ifPresent(capacity -> console.say("Capacity   " + OutcomeView.describe(capacity)));
    Path beside = session.resolveSibling(ReportFiles.JWS);
    Path chosen = report != null ? report : beside;
    if (report == null && !Files.exists(beside)) {
      console.emit(event(fresh));
      console.say("Report     none given, nothing to compare");
      return ExitCode.OK.number();
    }
    boolean same = Arrays.equals(fresh, Recomputation.of(content(chosen)));
    console.emit(event(fresh).put("identical", same));
    console.say(
        same
            ? "Report     identical: the report follows from these readings, byte for byte"
            : "Report     DIFFERENT: the report does not follow from these readings under "
                + evaluation.health().methodVersion());
    return (same ? ExitCode.OK : ExitCode.NEGATIVE).number();
  }

  private record Evaluation(HealthResult health, Stamp finished) {}

  private Evaluation evaluate() throws DriverException, Failure, InterruptedException {
    DriverContext context = new DriverContext(time, Optional.empty(), List.of(), console::say);
    SourceAddress address = new SourceAddress("replay", session.toString(), Optional.empty());
    try (Driver driver = drivers.create(address, context)) {
      HealthEstimator estimator = estimator(driver.connect().pack());
      Last last = new Last();
      Steps steps = tools.steps("recomputing");
      while (driver.poll(
          reading -> {
            estimator.accept(reading);
            last.reading = reading;
          })) {
        steps.accept(driver.played().orElse(0));
      }
      if (last.reading == null) {
        throw new Failure(ExitCode.BAD_DATA, session + " holds no readings");
      }
      return new Evaluation(estimator.result(), last.reading.at());
    }
  }

  private static HealthEstimator estimator(PackFacts pack) throws Failure {
    return new HealthEstimator(pack, CellCard.knowledge(pack.cell()));
  }

  /** The last reading seen. */
  private static final class Last {
    private Reading reading;
  }

  private ObjectNode content(Path file) throws Failure, ReportException {
    Verifier verifier =
        new Verifier(TrustSource.of(settingsSource.of(common), Optional.ofNullable(trust)));
    Verdict verdict = verifier.verify(ReportBytes.signed(file), Expectations.at(time.now().wall()));
    return verdict
        .report()
        .orElseThrow(
            () ->
                new Failure(
                    ExitCode.BAD_DATA,
                    file + " cannot be compared: " + verdict.checks().get(0).reason()));
  }

  private static ObjectNode event(byte[] fresh) {
    return Console.event("recomputed").put("evaluation", new String(fresh, StandardCharsets.UTF_8));
  }
}
