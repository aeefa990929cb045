package io.cellwitness.gateway.cli;

import io.cellwitness.api.TimeSource;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.gateway.session.SessionHash;
import io.cellwitness.gateway.session.TrustSource;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.log.Tiles;
import io.cellwitness.report.qr.QrText;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.Link;
import io.cellwitness.report.trust.LogEvidence;
import io.cellwitness.report.trust.LogVerifier;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges reports offline; each finding stands by itself. */
@Command(
    name = "verify",
    description =
        "Verify signed reports offline: signature, issuer, chain, freshness, VIN, session.")
public final class VerifyCommand implements Callable<Integer> {

  /** ISO 3779. */
  private static final Pattern VIN =
      Pattern.compile("[A-HJ-NPR-Z0-9]{17}", Pattern.CASE_INSENSITIVE);

  /** Each report is read, looked at for its place in the chain, and judged. */
  private static final long PASSES = 3;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|CODE",
      description = "report.jws files, files with the text of a QR code, or that text: CW1:…")
  List<String> given;

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "Trust list to use instead of the one in the state directory.")
  Path trust;

  @Option(
      names = "--expect-vin",
      paramLabel = "VIN",
      description = "The vehicle the report should be about; needs vin.disclosure beside it.")
  String expectedVin;

  @Option(
      names = "--expect-pack",
      paramLabel = "NUMBER",
      description = "The same for a pack without VIN: its own number.")
  String expectedPack;

  @Option(
      names = "--session",
      paramLabel = "FILE",
      description = "Raw readings to compare; without it session.jsonl.gz beside the report.")
  Path session;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Proof from the gateway's log; without it report.tlog-proof beside the report.")
  Path proof;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description = "A checkpoint of the gateway's log, kept or published, to compare with.")
  Path checkpoint;

  @Option(
      names = "--growth",
      paramLabel = "FILE",
      description = "Proof from 'report log' that one of the two logs grew out of the other.")
  Path growth;

  @Mixin private CommonOptions common;

  private final Tools tools;
  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VerifyCommand(Tools tools) {
    this.tools = tools;
    this.console = tools.console();
    this.settingsSource = tools.settings();
    this.time = tools.time();
  }

  @Override
  public Integer call() throws Failure, ReportException {
    if (expectedPack != null && (expectedVin != null || !VehicleFacts.isPackId(expectedPack))) {
      throw new Failure(
          ExitCode.USAGE,
          "--expect-pack takes 1 to 128 printable ASCII characters, and stands for --expect-vin");
    }
    if (expectedVin != null && !VIN.matcher(expectedVin).matches()) {
      throw new Failure(
          ExitCode.USAGE, "--expect-vin is no VIN: 17 letters and digits without I, O and Q");
    }
    TrustList list = TrustSource.of(settingsSource.of(common), Optional.ofNullable(trust));
    Verifier verifier = new Verifier(list);
    Optional<String> kept = text(checkpoint);
    LogEvidence log = new LogEvidence(text(proof), kept, text(growth));
    Optional<String> readings =
        session == null ? Optional.empty() : Optional.of(SessionHash.of(session));
    int worst = ExitCode.OK.number();
    List<Given> reports = new ArrayList<>();
    Steps steps = tools.steps("verifying");
    for (String one : given) {
      try {
        if (isLog(one) && growth != null) {
          throw new Failure(
              ExitCode.USAGE,
              "--growth proves something of reports; "
                  + one
                  + " is a log, which --checkpoint alone is compared with");
        } else if (isLog(one)) {
          worst = Math.max(worst, log(one, new LogVerifier(list), kept));
        } else {
          byte[] content = content(one);
          reports.add(new Given(one, content, expectations(one, log, readings)));
        }
      } catch (Failure e) {
        // The others are judged all the same.
        console.error(e.code().number(), e.getMessage());
        worst = Math.max(worst, e.code().number());
      }
      steps.piece(PASSES * given.size());
    }
    List<Link> known = links(verifier, reports, steps);
    for (Given report : reports) {
      Verdict verdict = verifier.verify(report.content(), report.expectations().withKnown(known));
      Optional<String> hint =
          isCode(report.name())
              ? Optional.empty()
              : NoReport.hint(Path.of(report.name()), report.content());
      VerdictView.show(console, isCode(report.name()) ? "QR code" : report.name(), verdict, hint);
      worst = Math.max(worst, answer(verdict.valid()));
      steps.piece(PASSES * given.size());
    }
    return worst;
  }

  private record Given(String name, byte[] content, Expectations expectations) {}

  private static int answer(boolean valid) {
    return (valid ? ExitCode.OK : ExitCode.NEGATIVE).number();
  }

  /** Reports given together vouch for each other's place in the chain; one alone for nothing. */
  private List<Link> links(Verifier verifier, List<Given> reports, Steps steps) {
    List<Link> links = new ArrayList<>();
    if (reports.size() < 2) {
      return links;
    }
    for (Given report : reports) {
      verifier
          .verify(report.content(), Expectations.at(time.now().wall()))
          .link()
          .ifPresent(links::add);
      steps.piece(PASSES * given.size());
    }
    return links;
  }

  private static boolean isLog(String one) throws Failure {
    return !isCode(one) && Files.isRegularFile(path(one).resolve(ReportFiles.CHECKPOINT));
  }

  private int log(String one, LogVerifier verifier, Optional<String> kept) throws Failure {
    Path folder = path(one);
    String note = text(folder.resolve(ReportFiles.CHECKPOINT)).orElseThrow();
    LogVerifier.Outcome outcome = verifier.verify(note, name -> tile(folder.resolve(name)), kept);
    VerdictView.show(console, one, outcome);
    return answer(outcome.valid());
  }

  /** One byte more than a tile has shows that it is none. */
  private static byte[] tile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(Tiles.MAX_BYTES + 1);
    }
  }

  private static Optional<String> text(Path file) throws Failure {
    return file == null
        ? Optional.empty()
        : Optional.of(new String(ReportBytes.read(file), StandardCharsets.UTF_8));
  }

  private static boolean isCode(String one) {
    return one.startsWith(QrText.PREFIX);
  }

  private static byte[] content(String one) throws Failure {
    return isCode(one) ? one.getBytes(StandardCharsets.UTF_8) : ReportBytes.signed(path(one));
  }

  private static Path path(String one) throws Failure {
    try {
      return Path.of(one);
    } catch (InvalidPathException e) {
      throw new Failure(
          ExitCode.USAGE, "one argument is neither a file nor a text that begins with CW1:", e);
    }
  }

  /** Files named on the command line, and where none is named those that lie beside the report. */
  private Expectations expectations(String one, LogEvidence log, Optional<String> readings)
      throws Failure {
    Expectations expectations = Expectations.at(time.now().wall());
    if (expectedVin != null) {
      expectations = expectations.withVin(expectedVin);
    }
    if (expectedPack != null) {
      expectations = expectations.withPack(expectedPack);
    }
    Optional<String> sessionHash = readings;
    LogEvidence evidence = log;
    if (!isCode(one)) {
      Path file = path(one);
      Optional<String> disclosure = beside(file, ReportFiles.VIN_DISCLOSURE);
      if (disclosure.isPresent()) {
        expectations = expectations.withDisclosure(disclosure.get().strip());
      }
      if (log.proof().isEmpty()) {
        evidence = new LogEvidence(beside(file, ReportFiles.PROOF), log.checkpoint(), log.growth());
      }
      Path filed = file.resolveSibling(ReportFiles.SESSION);
      if (readings.isEmpty() && Files.isReadable(filed)) {
        sessionHash = Optional.of(SessionHash.of(filed));
      }
    }
    expectations = expectations.withLog(evidence);
    return sessionHash.isPresent() ? expectations.withSession(sessionHash.get()) : expectations;
  }

  private static Optional<String> beside(Path file, String name) throws Failure {
    Path other = file.resolveSibling(name);
    return Files.isReadable(other) ? text(other) : Optional.empty();
  }
}
