package io.cellwitness.gateway.cli;

import io.cellwitness.api.VehicleFacts;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.SessionHash;
import io.cellwitness.gateway.session.TrustSource;
import io.cellwitness.report.ReportException;
import io.cellwitness.report.ReportFiles;
import io.cellwitness.report.qr.QrText;
import io.cellwitness.report.trust.Check;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.Link;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Judges reports offline; each finding stands by itself. */
@Command(
    name = "verify",
    description =
        "Verify signed reports offline: signature, issuer, chain, freshness, VIN, session.")
public final class VerifyCommand implements Callable<Integer> {

  /** ISO 3779. */
  private static final Pattern VIN =
      Pattern.compile("[A-HJ-NPR-Z0-9]{17}", Pattern.CASE_INSENSITIVE);

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

  @Mixin private CommonOptions common;

  private final Console console;
  private final SettingsSource settingsSource;
  private final TimeSource time;

  /**
   * Makes the verb.
   *
   * @param tools what it works with
   */
  public VerifyCommand(Tools tools) {
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
    Settings settings = settingsSource.of(common);
    List<byte[]> contents = new ArrayList<>();
    for (String one : given) {
      contents.add(content(one));
    }
    Verifier verifier = new Verifier(TrustSource.of(settings, Optional.ofNullable(trust)));
    List<Link> known = links(verifier, contents);
    boolean allValid = true;
    for (int i = 0; i < given.size(); i++) {
      Verdict verdict =
          verifier.verify(contents.get(i), expectations(given.get(i)).withKnown(known));
      show(given.get(i), verdict);
      allValid &= verdict.valid();
    }
    return (allValid ? ExitCode.OK : ExitCode.NEGATIVE).number();
  }

  /** Reports given together vouch for each other's place in the chain. */
  private List<Link> links(Verifier verifier, List<byte[]> contents) {
    List<Link> links = new ArrayList<>();
    for (byte[] content : contents) {
      verifier.verify(content, Expectations.at(time.now().wall())).link().ifPresent(links::add);
    }
    return links;
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

  private Expectations expectations(String one) throws Failure {
    Expectations expectations = Expectations.at(time.now().wall());
    String expected = expectedVin == null ? expectedPack : expectedVin;
    if (expected != null) {
      expectations = expectations.withVin(expected);
    }
    if (isCode(one)) {
      return session == null ? expectations : expectations.withSession(SessionHash.of(session));
    }
    Path file = path(one);
    Path disclosure = file.resolveSibling(ReportFiles.VIN_DISCLOSURE);
    if (Files.isReadable(disclosure)) {
      expectations =
          expectations.withDisclosure(
              new String(ReportBytes.read(disclosure), StandardCharsets.US_ASCII).strip());
    }
    Path chosen = proof != null ? proof : file.resolveSibling(ReportFiles.PROOF);
    if (proof != null || Files.isReadable(chosen)) {
      expectations =
          expectations.withLogProof(new String(ReportBytes.read(chosen), StandardCharsets.UTF_8));
    }
    Path beside = file.resolveSibling(ReportFiles.SESSION);
    if (session != null) {
      return expectations.withSession(SessionHash.of(session));
    }
    return Files.isReadable(beside)
        ? expectations.withSession(SessionHash.of(beside))
        : expectations;
  }

  private void show(String one, Verdict verdict) {
    String file = isCode(one) ? "QR code" : one;
    ObjectNode event = Console.event("verdict");
    event.put("file", file).put("valid", verdict.valid());
    ObjectNode checks = event.putObject("checks");
    console.say(file + ": " + (verdict.valid() ? "VALID" : "NOT VALID"));
    verdict
        .link()
        .ifPresent(
            link -> {
              event.put("code", link.payloadHash());
              console.say("  code       " + link.payloadHash());
            });
    for (Check check : verdict.checks()) {
      checks
          .putObject(check.subject().word())
          .put("outcome", check.outcome().word())
          .put("reason", check.reason());
      console.say(
          String.format(
              Locale.ROOT,
              "  %-10s %-8s %s",
              check.subject().word(),
              check.outcome().word(),
              check.reason()));
    }
    console.emit(event);
  }
}
