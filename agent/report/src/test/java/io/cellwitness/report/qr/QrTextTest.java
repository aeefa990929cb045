package io.cellwitness.report.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.health.RefusalCode;
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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
      assertTrue(text.length() <= QrText.MAX_WRITTEN, text.length() + " characters");
      QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
      assertTrue(code.version <= 17, "version " + code.version);
    }
  }

  /** Everything as long as it can be, one after the other in two scripts. */
  @Test
  void theWorstLegalReportFitsToo() {
    int longest = 0;
    for (String model : List.of("M".repeat(200), "車".repeat(200))) {
      for (RefusalCode code : RefusalCode.values()) {
        ObjectNode report = REPORT.report();
        report.withObject("/chain").put("sequence", Long.MAX_VALUE);
        report.withObject("/vehicle").put("model", model);
        report.withObject("/time").put("issued", "2261-12-31T23:59:59Z");
        report.withObject("/time").put("finished", "2261-12-31T23:59:58Z");
        report.withObject("/time").put("issuedClockSynced", false);
        ArrayNode alarms = report.putArray("alarms");
        for (int i = 0; i < 1000; i++) {
          alarms.addObject();
        }
        for (JsonNode result : report.path("results")) {
          ObjectNode everything = (ObjectNode) result;
          everything.put("value", new BigDecimal("90000000000000000.00"));
          everything.put("uncertainty", new BigDecimal("90000000000000000.00"));
        }
        ObjectNode refused = report.withArray("results").addObject();
        refused.put("name", QuantityNames.CAPACITY).put("originator", "measured");
        refused.putObject("refusal").put("code", code.name());
        String text = QrText.sign(report, new byte[32], SampleReports.KEY);
        longest = Math.max(longest, text.length());
        assertTrue(text.length() <= QrText.MAX_WRITTEN, code + ": " + text.length());
        ObjectNode claims = verify(text, NOW).report().orElseThrow();
        assertEquals(1000, claims.path("alarmCount").asInt());
        assertEquals(code.name(), claims.at("/results/4/refusal/code").asString());
      }
    }
    System.out.println("QR text of the worst legal report: " + longest + " characters");
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
