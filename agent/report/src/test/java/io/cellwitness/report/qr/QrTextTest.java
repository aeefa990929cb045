package io.cellwitness.report.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.Link;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import io.cellwitness.report.trust.Verdict;
import io.cellwitness.report.trust.Verifier;
import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class QrTextTest {

  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));
  private static final Verifier VERIFIER =
      new Verifier(TrustList.EMPTY.with(TrustedKey.active("Own", SampleReports.KEY.publicKey())));
  private static final SignedReport REPORT = sign(SampleReports.number());

  @Test
  void fitsACodeThatAPhoneReads() {
    for (ReportInput input :
        List.of(SampleReports.number(), SampleReports.alarm(), SampleReports.refusal())) {
      String text = sign(input).qr();
      assertTrue(text.length() <= 600, text.length() + " characters");
      QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
      assertTrue(code.version <= 17, "version " + code.version);
    }
  }

  @Test
  void carriesTheFiguresOfItsReport() {
    Verdict verdict = verify(REPORT.qr(), NOW);
    assertTrue(verdict.valid(), verdict.toString());
    ObjectNode claims = verdict.report().orElseThrow();
    assertEquals(REPORT.reportId().toString(), claims.path("reportId").asString());
    assertEquals(REPORT.payloadHash(), claims.path("payloadHash").asString());
    assertEquals("91.28", claims.at("/results/0/value").decimalValue().toPlainString());
    assertEquals("3.90", claims.at("/results/0/uncertainty").decimalValue().toPlainString());
    assertEquals("100.00", claims.at("/results/3/value").decimalValue().toPlainString());
    assertEquals("Hyundai Kona Electric 64 kWh", claims.at("/vehicle/model").asString());
    assertEquals(Outcome.PASS, verdict.of(Subject.EVIDENCE).outcome());
    assertEquals(Outcome.PASS, verdict.of(Subject.FRESHNESS).outcome());
  }

  @Test
  void saysWhyThereIsNoNumber() {
    ObjectNode claims = verify(sign(SampleReports.refusal()).qr(), NOW).report().orElseThrow();
    assertEquals("SOC_WINDOW_TOO_SMALL", claims.at("/results/1/refusal/code").asString());
  }

  @Test
  void belongsToItsReportOnly() {
    Link own = verify(REPORT.jws(), NOW).link().orElseThrow();
    assertEquals(
        Outcome.PASS, verify(REPORT.qr(), NOW.withKnown(List.of(own))).of(Subject.CHAIN).outcome());
    Link other = verify(sign(SampleReports.alarm()).jws(), NOW).link().orElseThrow();
    assertEquals(
        Outcome.UNKNOWN,
        verify(REPORT.qr(), NOW.withKnown(List.of(other))).of(Subject.CHAIN).outcome());
  }

  @Test
  void provesTheVinWithItsDisclosure() {
    Expectations with =
        NOW.withVin(SampleReports.VIN).withDisclosure(REPORT.vin().orElseThrow().disclosure());
    assertTrue(verify(REPORT.qr(), with).valid());
    assertFalse(verify(REPORT.qr(), with.withVin("XX0TESTTEST000009")).valid());
  }

  @Test
  void everyBitCounts() {
    byte[] text = REPORT.qr().getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < text.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = text.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertFalse(VERIFIER.verify(flipped, NOW).valid(), "byte " + i + " bit " + bit);
      }
    }
    for (String changed : List.of(REPORT.qr() + "0", REPORT.qr() + " ", "CW1:", "CW1:00")) {
      assertFalse(verify(changed, NOW).valid(), changed);
    }
  }

  private static Verdict verify(String text, Expectations expectations) {
    return VERIFIER.verify(text.getBytes(StandardCharsets.US_ASCII), expectations);
  }

  private static SignedReport sign(ReportInput input) {
    return ReportPayload.sign(input, SampleReports.KEY);
  }
}
