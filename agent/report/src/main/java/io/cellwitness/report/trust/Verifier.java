package io.cellwitness.report.trust;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.Sha256;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges signed reports. Needs no network, asks nobody, and never throws on what it is given: the
 * answer to broken bytes is a verdict that says what is broken.
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
   * Judges one report.
   *
   * @param file the bytes of {@code report.jws}, exactly
   * @param expectations what the verifier brings along
   * @return the verdict
   */
  public Verdict verify(byte[] file, Expectations expectations) {
    Signed signed = checkSignature(file);
    if (signed.report().isEmpty()) {
      return unread(signed, expectations);
    }
    ObjectNode report = signed.report().get();
    Optional<Link> link = ReportChecks.link(report, signed.payloadHash());
    List<Check> checks = new ArrayList<>();
    checks.add(signed.signature());
    checks.add(IssuerCheck.of(signed.key().orElseThrow(), signed.credential().orElseThrow()));
    checks.add(ReportChecks.chain(link, expectations));
    checks.add(ReportChecks.freshness(report, expectations));
    checks.add(VinCheck.of(report, expectations));
    checks.add(ReportChecks.session(report, expectations));
    checks.add(ReportChecks.evidence(report));
    return new Verdict(checks, required(expectations), link, Optional.of(report));
  }

  /**
   * What the signature check found.
   *
   * @param signature the check itself
   * @param key the trusted key that the report names, when the list has it
   * @param credential signed content, only when the signature holds
   * @param report the report in it, likewise
   * @param payloadHash SHA-256 of the payload, empty text when there is none
   */
  private record Signed(
      Check signature,
      Optional<TrustedKey> key,
      Optional<ObjectNode> credential,
      Optional<ObjectNode> report,
      String payloadHash) {

    static Signed not(Outcome outcome, String reason, Optional<TrustedKey> key) {
      Check check = new Check(Subject.SIGNATURE, outcome, reason);
      return new Signed(check, key, Optional.empty(), Optional.empty(), "");
    }
  }

  private Signed checkSignature(byte[] file) {
    Jws jws;
    try {
      jws = Jws.parse(ascii(file));
    } catch (Malformed e) {
      return Signed.not(
          Outcome.FAIL, "This is no signed report: " + e.getMessage() + ".", Optional.empty());
    }
    Optional<TrustedKey> found = trust.find(jws.kid());
    if (found.isEmpty()) {
      return Signed.not(
          Outcome.UNKNOWN,
          "The trust list has no key with the id the report names, so the signature cannot be"
              + " checked.",
          found);
    }
    TrustedKey key = found.get();
    if (!key.key().answersTo(jws.alg())) {
      return Signed.not(
          Outcome.FAIL,
          "The header names an algorithm that does not belong to the key of " + key.name() + ".",
          found);
    }
    if (!jws.header().path("typ").asString("").equals(ReportPayload.TYP)) {
      return Signed.not(
          Outcome.FAIL, "The header does not say typ " + ReportPayload.TYP + ".", found);
    }
    if (!key.key().verifies(jws.signingInput(), jws.signature())) {
      return Signed.not(
          Outcome.FAIL,
          "The signature does not fit: the report was changed after signing, or another key signed"
              + " it.",
          found);
    }
    return content(jws, key);
  }

  private static Signed content(Jws jws, TrustedKey key) {
    ObjectNode credential;
    try {
      credential = StrictJson.parseObject(jws.payload(), Jws.MAX_BYTES);
    } catch (Malformed e) {
      return Signed.not(
          Outcome.FAIL,
          "The signature holds, but what it signs is no report: " + e.getMessage() + ".",
          Optional.of(key));
    }
    if (credential.path("credentialSubject") instanceof ObjectNode report
        && report.path("schema").asString("").equals(ReportPayload.SCHEMA)) {
      return new Signed(
          Check.pass(Subject.SIGNATURE, "Every byte is as it was signed."),
          Optional.of(key),
          Optional.of(credential),
          Optional.of(report),
          Sha256.hex(jws.payload()));
    }
    return Signed.not(
        Outcome.FAIL,
        "The signature holds, but what it signs is no report of layout "
            + ReportPayload.SCHEMA
            + ".",
        Optional.of(key));
  }

  private static Verdict unread(Signed signed, Expectations expectations) {
    List<Check> checks = new ArrayList<>();
    checks.add(signed.signature());
    checks.add(
        signed.signature().outcome() == Outcome.UNKNOWN
            ? Check.fail(Subject.ISSUER, "The signer is not in the trust list.")
            : Check.unknown(Subject.ISSUER, "Without a good signature nobody stands behind it."));
    for (Subject subject : EnumSet.range(Subject.CHAIN, Subject.EVIDENCE)) {
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
    return required;
  }

  private static String ascii(byte[] file) throws Malformed {
    for (byte b : file) {
      if (b < 0) {
        throw new Malformed("a byte that is not ASCII");
      }
    }
    return new String(file, StandardCharsets.US_ASCII);
  }
}
