package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifierTest {

  private static final Instant NOW = SampleReports.ISSUED.plus(Duration.ofDays(40));
  private static final SignedReport REPORT =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY);
  private static final TrustedKey OWN =
      TrustedKey.active("Garage De Vries, Utrecht", SampleReports.KEY.publicKey());
  private static final TrustList TRUST = TrustList.EMPTY.with(OWN);

  @Test
  void aGoodReportPassesAndWhatWasNotAskedIsUnknown() {
    Verdict verdict = verify(REPORT, TRUST, Expectations.at(NOW));
    assertTrue(verdict.valid());
    assertOutcome(verdict, Subject.SIGNATURE, Outcome.PASS, "as it was signed");
    assertOutcome(verdict, Subject.ISSUER, Outcome.PASS, "Signed by Garage De Vries, Utrecht.");
    assertOutcome(verdict, Subject.CHAIN, Outcome.PASS, "first report");
    assertOutcome(verdict, Subject.FRESHNESS, Outcome.PASS, "40 days ago");
    assertOutcome(verdict, Subject.VIN, Outcome.UNKNOWN, "vin.disclosure");
    assertOutcome(verdict, Subject.SESSION, Outcome.UNKNOWN, "No raw session");
    assertOutcome(verdict, Subject.EVIDENCE, Outcome.PASS, "Class A");
  }

  @Test
  void aKeyThatIsNotInTheListCannotBeChecked() {
    Verdict verdict = verify(REPORT, TrustList.EMPTY, Expectations.at(NOW));
    assertFalse(verdict.valid());
    assertOutcome(verdict, Subject.SIGNATURE, Outcome.UNKNOWN, "no key with the id");
    assertOutcome(verdict, Subject.ISSUER, Outcome.FAIL, "not in the trust list");
    assertOutcome(verdict, Subject.EVIDENCE, Outcome.UNKNOWN, "nothing in it counts");
  }

  @Test
  void aRevokedKeyIsNeverBelievedWhateverTheDate() {
    TrustList revoked =
        TrustList.EMPTY.with(
            new TrustedKey(
                OWN.name(),
                OWN.key(),
                TrustedKey.Status.REVOKED,
                Optional.empty(),
                Optional.empty()));
    Verdict verdict = verify(REPORT, revoked, Expectations.at(NOW));
    assertFalse(verdict.valid());
    assertOutcome(verdict, Subject.ISSUER, Outcome.FAIL, "is revoked");
    assertEquals(revoked, revoked.withDefault(OWN), "the own key does not undo a revocation");
  }

  @Test
  void aReportDatedOutsideTheKeysWindowIsRefused() {
    assertOutcome(
        verify(REPORT, window(SampleReports.ISSUED.plusMillis(1), null), Expectations.at(NOW)),
        Subject.ISSUER,
        Outcome.FAIL,
        "dated before the key");
    assertOutcome(
        verify(REPORT, window(null, SampleReports.ISSUED), Expectations.at(NOW)),
        Subject.ISSUER,
        Outcome.FAIL,
        "dated after the key");
    assertTrue(
        verify(
                REPORT,
                window(SampleReports.ISSUED, SampleReports.ISSUED.plusMillis(1)),
                Expectations.at(NOW))
            .valid());
  }

  @Test
  void aReportFromTheFutureIsRefused() {
    Expectations earlier = Expectations.at(SampleReports.ISSUED.minusSeconds(601));
    Verdict verdict = verify(REPORT, TRUST, earlier);
    assertFalse(verdict.valid());
    assertOutcome(verdict, Subject.FRESHNESS, Outcome.FAIL, "in the future");
  }

  @Test
  void anOldReportIsRefusedOnlyWhenAnAgeIsSet() {
    Instant years = SampleReports.ISSUED.plus(Duration.ofDays(4000));
    assertTrue(verify(REPORT, TRUST, Expectations.at(years)).valid());
    Verdict verdict =
        verify(REPORT, TRUST, Expectations.at(years).withMaxAge(Duration.ofDays(365)));
    assertOutcome(verdict, Subject.FRESHNESS, Outcome.FAIL, "more than the 365 days");
    assertFalse(verdict.valid());
  }

  @Test
  void theVinIsComparedThroughItsDisclosure() {
    String disclosure = REPORT.vin().orElseThrow().disclosure();
    Expectations with = Expectations.at(NOW).withDisclosure(disclosure + "\n");
    assertOutcome(
        verify(REPORT, TRUST, with.withVin(" xx0testtest000001")),
        Subject.VIN,
        Outcome.PASS,
        "expected vehicle");
    Verdict other = verify(REPORT, TRUST, with.withVin("XX0TESTTEST000002"));
    assertOutcome(other, Subject.VIN, Outcome.FAIL, "another vehicle");
    assertFalse(other.valid());
    assertFalse(other.toString().contains("TESTTEST0000"), "no VIN in what is printed");
  }

  @Test
  void withoutItsDisclosureTheVinIsUnknownAndTheAnswerNotGood() {
    Verdict verdict = verify(REPORT, TRUST, Expectations.at(NOW).withVin(SampleReports.VIN));
    assertOutcome(verdict, Subject.VIN, Outcome.UNKNOWN, "vin.disclosure is needed");
    assertFalse(verdict.valid(), "what was asked for was not confirmed");
  }

  @Test
  void theDisclosureOfAnotherReportIsRefused() {
    String foreign = VinCommitment.to(SampleReports.VIN, new SecureRandom()).disclosure();
    Expectations expectations =
        Expectations.at(NOW).withVin(SampleReports.VIN).withDisclosure(foreign);
    assertOutcome(verify(REPORT, TRUST, expectations), Subject.VIN, Outcome.FAIL, "another report");
    assertOutcome(
        verify(REPORT, TRUST, Expectations.at(NOW).withDisclosure("not a disclosure!")),
        Subject.VIN,
        Outcome.FAIL,
        "cannot be read");
  }

  @Test
  void theRawSessionIsComparedByItsHash() {
    assertOutcome(
        verify(REPORT, TRUST, Expectations.at(NOW).withSession("5f".repeat(32))),
        Subject.SESSION,
        Outcome.PASS,
        "the one");
    Verdict other = verify(REPORT, TRUST, Expectations.at(NOW).withSession("00".repeat(32)));
    assertOutcome(other, Subject.SESSION, Outcome.FAIL, "not the one");
    assertFalse(other.valid());
  }

  @Test
  void theChainIsFollowed() {
    Link first = verify(REPORT, TRUST, Expectations.at(NOW)).link().orElseThrow();
    SignedReport second = numbered(2, REPORT.payloadHash());
    SignedReport stranger = numbered(2, "00".repeat(32));
    Expectations known = Expectations.at(NOW).withKnown(List.of(first));
    assertOutcome(
        verify(second, TRUST, known), Subject.CHAIN, Outcome.PASS, "follows report number 1");
    assertOutcome(
        verify(second, TRUST, Expectations.at(NOW)),
        Subject.CHAIN,
        Outcome.UNKNOWN,
        "number 1 is not at hand");
    assertOutcome(
        verify(stranger, TRUST, known), Subject.CHAIN, Outcome.FAIL, "another predecessor");
    Link secondLink = verify(second, TRUST, known).link().orElseThrow();
    assertOutcome(
        verify(stranger, TRUST, Expectations.at(NOW).withKnown(List.of(secondLink))),
        Subject.CHAIN,
        Outcome.FAIL,
        "another report number 2");
  }

  @Test
  void aRefusalIsAValidReport() {
    SignedReport refusal = ReportPayload.sign(SampleReports.refusal(), SampleReports.KEY);
    Verdict verdict = verify(refusal, TRUST, Expectations.at(NOW));
    assertTrue(verdict.valid());
    assertOutcome(verdict, Subject.EVIDENCE, Outcome.UNKNOWN, "No measured capacity");
  }

  @Test
  void aReportThatNamesAnotherIssuerThanItsKeyIsRefused() {
    SigningKey thief = SigningKey.generate();
    String jws = thief.signCompact(ReportPayload.TYP, ReportPayload.CTY, REPORT.payload());
    TrustList both = TRUST.with(TrustedKey.active("Garage B", thief.publicKey()));
    Verdict verdict =
        new Verifier(both).verify(jws.getBytes(StandardCharsets.US_ASCII), Expectations.at(NOW));
    assertOutcome(verdict, Subject.ISSUER, Outcome.FAIL, "another issuer");
    assertFalse(verdict.valid());
  }

  private static SignedReport numbered(long sequence, String previous) {
    return ReportPayload.sign(
        SampleReports.input(sequence, SampleReports.number().health(), Optional.of(previous)),
        SampleReports.KEY);
  }

  private static TrustList window(Instant from, Instant until) {
    return TrustList.EMPTY.with(
        new TrustedKey(
            OWN.name(),
            OWN.key(),
            TrustedKey.Status.ACTIVE,
            Optional.ofNullable(from),
            Optional.ofNullable(until)));
  }

  private static Verdict verify(SignedReport report, TrustList trust, Expectations expectations) {
    return new Verifier(trust)
        .verify(report.jws().getBytes(StandardCharsets.US_ASCII), expectations);
  }

  private static void assertOutcome(
      Verdict verdict, Subject subject, Outcome outcome, String inReason) {
    Check check = verdict.of(subject);
    assertEquals(outcome, check.outcome(), check.toString());
    assertTrue(check.reason().contains(inReason), check.reason());
  }
}
