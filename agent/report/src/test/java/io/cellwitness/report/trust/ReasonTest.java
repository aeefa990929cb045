package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of each kind of attack the verdict names the reason, at the check it belongs to. */
class ReasonTest {

  private static final SignedReport REPORT = SampleReports.withoutPictures(1);
  private static final String KID = SampleReports.KEY.publicKey().thumbprint();
  private static final SigningKey OTHER = SigningKey.generate();
  private static final TrustedKey OWN = TrustedKey.active("Garage", SampleReports.KEY.publicKey());
  private static final TrustList BOTH =
      TrustList.EMPTY.with(OWN).with(TrustedKey.active("Other", OTHER.publicKey()));
  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));
  private static final String CHANGED =
      "The signature does not fit: the report was changed after signing, or another key signed"
          + " it.";

  @Test
  void ofASwappedHeader() {
    signature(
        header("ES256", KID, ""),
        Outcome.FAIL,
        "The header names an algorithm that does not" + " belong to the key of Garage.");
    signature(
        header("none", KID, ""),
        Outcome.FAIL,
        "The header names an algorithm that does not" + " belong to the key of Garage.");
    signature(header("EdDSA", KID, ""), Outcome.FAIL, CHANGED);
    signature(header("Ed25519", OTHER.publicKey().thumbprint(), ""), Outcome.FAIL, CHANGED);
    signature(
        header("Ed25519", "A".repeat(43), ""),
        Outcome.UNKNOWN,
        "The trust list has no key"
            + " with the id the report names, so the signature cannot be checked.");
    signature(header("Ed25519", KID, ",\"x5c\":[\"MIIB\"]"), Outcome.FAIL, CHANGED);
  }

  @Test
  void ofAnUnsignedOrLengthenedReport() {
    String jws = REPORT.jws();
    String unsigned = jws.substring(0, jws.lastIndexOf('.') + 1);
    signature(
        unsigned,
        Outcome.FAIL,
        "The report was cut short: its signature has 0 bytes instead" + " of 64.");
    signature(
        jws + "AAAA",
        Outcome.FAIL,
        "Something was added after the report: its signature" + " has 67 bytes instead of 64.");
    signature(
        jws + "\n",
        Outcome.FAIL,
        "This is no signed report: signature: a character that" + " base64url does not have.");
    signature(
        jws + ".AAAA",
        Outcome.FAIL,
        "This is no signed report: 4 parts instead of" + " header.payload.signature.");
  }

  @Test
  void ofAnotherVehicle() {
    Verdict verdict =
        new Verifier(BOTH)
            .verify(
                bytes(REPORT.jws()),
                NOW.withVin("XX0TESTTEST000009")
                    .withDisclosure(REPORT.vin().orElseThrow().disclosure()));
    check(
        verdict,
        Subject.VIN,
        Outcome.FAIL,
        "The report is about another vehicle than the expected one.");
    check(verdict, Subject.SIGNATURE, Outcome.PASS, "Every byte is as it was signed.");
  }

  @Test
  void ofAKeyThatDoesNotCount() {
    issuer(OWN.revoked(), "The key of Garage is revoked; no report signed with it counts.");
    issuer(
        new TrustedKey(
            OWN.name(),
            OWN.key(),
            OWN.status(),
            Optional.of(SampleReports.ISSUED.plusSeconds(1)),
            Optional.empty()),
        "The report is dated before the key of Garage came into use on 2026-03-14.");
    issuer(
        OWN.retired(SampleReports.ISSUED),
        "The report is dated after the key of Garage went out of use on 2026-03-14.");
  }

  private static void issuer(TrustedKey key, String reason) {
    Verdict verdict = new Verifier(TrustList.EMPTY.with(key)).verify(bytes(REPORT.jws()), NOW);
    check(verdict, Subject.ISSUER, Outcome.FAIL, reason);
  }

  private static void signature(String jws, Outcome outcome, String reason) {
    check(new Verifier(BOTH).verify(bytes(jws), NOW), Subject.SIGNATURE, outcome, reason);
  }

  private static void check(Verdict verdict, Subject subject, Outcome outcome, String reason) {
    assertFalse(verdict.valid());
    assertEquals(outcome, verdict.of(subject).outcome());
    assertEquals(reason, verdict.of(subject).reason());
  }

  private static String header(String alg, String kid, String more) {
    String header =
        "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"vc+jwt\"" + more + "}";
    return Base64Url.encode(bytes(header)) + REPORT.jws().substring(REPORT.jws().indexOf('.'));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
