package io.cellwitness.report.trust;

import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import io.cellwitness.report.trust.Content.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges signed reports and the texts of their QR codes. Needs no network, asks nobody, and never
 * throws on what it is given: the answer to broken bytes is a verdict that says what is broken.
 */
public final class Verifier {

  private final TrustList trust;

  /**
   * Makes a verifier.
   *
   * @param trust whom to believe; algorithm and key come from here, never from a report
   */
  public Verifier(TrustList trust) {
    this.trust = trust;
  }

  /**
   * Judges one report or code.
   *
   * @param file the bytes of {@code report.jws}, or the text of a QR code; exactly
   * @param expectations what the verifier brings along
   * @return the verdict
   */
  public Verdict verify(byte[] file, Expectations expectations) {
    Content content;
    try {
      content = Content.parse(file);
    } catch (Malformed e) {
      return unread(
          Check.fail(Subject.SIGNATURE, "This is no signed report: " + e.getMessage() + "."),
          expectations);
    }
    Optional<TrustedKey> key = trust.find(content.kid());
    if (key.isEmpty()) {
      return unread(
          Check.unknown(
              Subject.SIGNATURE,
              "The trust list has no key with the id the report names, so the signature cannot be"
                  + " checked."),
          expectations);
    }
    Optional<String> objection = objection(content, key.get());
    if (objection.isPresent()) {
      return unread(Check.fail(Subject.SIGNATURE, objection.get()), expectations);
    }
    try {
      return judge(content.read(), key.get(), expectations);
    } catch (Malformed e) {
      return unread(
          Check.fail(
              Subject.SIGNATURE,
              "The signature holds, but what it signs is no report: " + e.getMessage() + "."),
          expectations);
    }
  }

  /** What speaks against the signature, or empty. */
  private static Optional<String> objection(Content content, TrustedKey key) {
    if (!key.key().answersTo(content.alg())) {
      return Optional.of(
          "The header names an algorithm that does not belong to the key of " + key.name() + ".");
    }
    try {
      content.checkType();
    } catch (Malformed e) {
      return Optional.of("This is no report: " + e.getMessage() + ".");
    }
    int length = content.signature().length;
    if (length != PublicJwk.SIGNATURE_BYTES) {
      return Optional.of(
          (length < PublicJwk.SIGNATURE_BYTES
                  ? "The report was cut short: its signature has "
                  : "Something was added after the report: its signature has ")
              + length
              + " bytes instead of "
              + PublicJwk.SIGNATURE_BYTES
              + ".");
    }
    return key.key().verifies(content.signed(), content.signature())
        ? Optional.empty()
        : Optional.of(
            "The signature does not fit: the report was changed after signing, or another key"
                + " signed it.");
  }

  private Verdict judge(Statement said, TrustedKey key, Expectations expectations) {
    ObjectNode report = said.report();
    Check issuer =
        IssuerCheck.of(
            key,
            said.issuer(),
            said.issuerName(),
            ReportChecks.instant(report.path("time").path("issued")));
    Optional<Link> link = ReportChecks.link(report, said.payloadHash(), key);
    List<Check> checks =
        List.of(
            Check.pass(Subject.SIGNATURE, "Every byte is as it was signed."),
            issuer,
            said.code()
                ? ReportChecks.codeBelongs(report, expectations)
                : ReportChecks.chain(link, expectations),
            ReportChecks.freshness(report, expectations),
            VinCheck.of(report, expectations),
            ReportChecks.session(report, expectations),
            ReportChecks.evidence(report),
            LogCheck.of(link, key, trust, expectations.log()));
    boolean believed = issuer.outcome() == Outcome.PASS && !said.code();
    return new Verdict(
        checks, required(expectations), believed ? link : Optional.empty(), Optional.of(report));
  }

  private static Verdict unread(Check signature, Expectations expectations) {
    List<Check> checks = new ArrayList<>();
    checks.add(signature);
    checks.add(
        signature.outcome() == Outcome.UNKNOWN
            ? Check.fail(Subject.ISSUER, "The signer is not in the trust list.")
            : Check.unknown(Subject.ISSUER, "Without a good signature nobody stands behind it."));
    for (Subject subject : EnumSet.range(Subject.CHAIN, Subject.LOG)) {
      checks.add(Check.unknown(subject, "Without a good signature nothing in it counts."));
    }
    return new Verdict(checks, required(expectations), Optional.empty(), Optional.empty());
  }

  private static Set<Subject> required(Expectations expectations) {
    Set<Subject> required = EnumSet.of(Subject.SIGNATURE, Subject.ISSUER);
    if (expectations.vin().isPresent()) {
      required.add(Subject.VIN);
    }
    if (expectations.sessionSha256().isPresent()) {
      required.add(Subject.SESSION);
    }
    if (expectations.log().comparesLogs()) {
      required.add(Subject.LOG);
    }
    return required;
  }
}
