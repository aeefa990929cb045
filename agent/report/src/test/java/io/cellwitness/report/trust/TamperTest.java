package io.cellwitness.report.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SampleReports;
import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.trust.Check.Outcome;
import io.cellwitness.report.trust.Check.Subject;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a report, nobody believes it and nothing is thrown. */
class TamperTest {

  private static final Expectations NOW = Expectations.at(SampleReports.ISSUED.plusSeconds(60));
  private static final SigningKey OTHER = SigningKey.generate();
  private static final Verifier VERIFIER =
      new Verifier(
          TrustList.EMPTY
              .with(TrustedKey.active("Own", SampleReports.KEY.publicKey()))
              .with(TrustedKey.active("Other", OTHER.publicKey())));
  private static final String JWS =
      ReportPayload.sign(SampleReports.number(), SampleReports.KEY).jws();

  @ParameterizedTest
  @ValueSource(strings = {"number", "alarm", "refusal"})
  void everyBitOfAReportCounts(String kind) {
    var input =
        switch (kind) {
          case "number" -> SampleReports.number();
          case "alarm" -> SampleReports.alarm();
          default -> SampleReports.refusal();
        };
    byte[] file = ascii(ReportPayload.sign(input, SampleReports.KEY).jws());
    assertTrue(VERIFIER.verify(file, NOW).valid(), "unchanged");
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    // Every bit of header and signature; some bytes of the long payload between them.
    int payloadStart = indexOf(file, 0);
    int payloadEnd = indexOf(file, payloadStart + 1);
    for (int i = 0; i < file.length; i++) {
      if (i > payloadStart + 100 && i < payloadEnd - 100 && i % 97 != 0) {
        continue;
      }
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = file.clone();
        flipped[i] ^= (byte) (1 << bit);
        Verdict verdict = VERIFIER.verify(flipped, NOW);
        assertFalse(verdict.valid(), "byte " + i + " bit " + bit);
        Outcome outcome = verdict.of(Subject.SIGNATURE).outcome();
        assertTrue(outcome != Outcome.PASS, "byte " + i + " bit " + bit);
        outcomes.merge(outcome, 1, Integer::sum);
      }
    }
    // Only a changed key id leaves the signature untested; it is 43 characters of the header.
    assertTrue(outcomes.get(Outcome.UNKNOWN) < 60 * 8, outcomes.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "none, does not belong",
    "HS256, does not belong",
    "ES256, does not belong",
    "ed25519, does not belong",
    "Ed448, does not belong",
    "EdDSA, does not fit" // the key answers to it, but the header was not signed so
  })
  void theAlgorithmOfTheHeaderIsNotBelieved(String alg, String reason) {
    assertRefused(withHeader(header(alg, kid(SampleReports.KEY))), Outcome.FAIL, reason);
    String unsigned = withHeader(header(alg, kid(SampleReports.KEY)));
    // A key that answers to the name finds no signature; any other name is refused before that.
    assertRefused(
        unsigned.substring(0, unsigned.lastIndexOf('.') + 1),
        Outcome.FAIL,
        alg.equals("EdDSA") ? "cut short" : reason);
  }

  @Test
  void eddsaIsAcceptedWhenSigned() {
    String input =
        Base64Url.encode(ascii(header("EdDSA", kid(SampleReports.KEY))))
            + "."
            + JWS.split("\\.")[1];
    String jws = input + "." + Base64Url.encode(SampleReports.KEY.sign(ascii(input)));
    assertTrue(VERIFIER.verify(ascii(jws), NOW).valid());
  }

  @Test
  void aSwappedKeyIdDoesNotFitItsSignature() {
    assertRefused(withHeader(header("Ed25519", kid(OTHER))), Outcome.FAIL, "does not fit");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alg\":\"Ed25519\",\"alg\":\"none\",\"kid\":\"K\",\"typ\":\"vc+jwt\"}|a key stands twice",
        "{\"alg\":\"Ed25519\",\"kid\":\"K\",\"typ\":\"vc+jwt\",\"crit\":[\"b64\"],\"b64\":false}|extension",
        "{\"alg\":\"Ed25519\",\"kid\":7}|no alg or no kid",
        "{\"alg\":\"Ed25519\"}|no alg or no kid",
        "{\"alg\":null,\"kid\":\"K\"}|no alg or no kid",
        "[]|not a JSON object",
        "{|not JSON",
        "''|not JSON"
      })
  void aHeaderThatIsNotPlainIsRefused(String header, String reason) {
    assertRefused(
        withHeader(header.replace("\"K\"", "\"" + kid(SampleReports.KEY) + "\"")),
        Outcome.FAIL,
        reason);
  }

  @Test
  void anotherTypeOfTokenIsNoReport() {
    String jws = SampleReports.KEY.signCompact("JWT", "vc", ascii("{}"));
    assertRefused(jws, Outcome.FAIL, "typ vc+jwt");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|no report of layout",
        "{\"credentialSubject\":{\"schema\":\"cellwitness-report/999\"}}|no report of layout",
        "{\"credentialSubject\":{\"schema\":\"cellwitness-report/1\"},\"credentialSubject\":1}|twice",
        "[1]|not a JSON object",
        "x|not JSON"
      })
  void signedButNotAReport(String payload, String reason) {
    String jws = SampleReports.KEY.signCompact("vc+jwt", "vc", ascii(payload));
    assertRefused(jws, Outcome.FAIL, reason);
  }

  @Test
  void aSignedReportWithNothingInItIsRefusedWithoutAnException() {
    String payload = "{\"credentialSubject\":{\"schema\":\"cellwitness-report/1\"}}";
    Verdict verdict =
        VERIFIER.verify(ascii(SampleReports.KEY.signCompact("vc+jwt", "vc", ascii(payload))), NOW);
    assertFalse(verdict.valid());
    assertEquals(Outcome.FAIL, verdict.of(Subject.ISSUER).outcome());
    assertEquals(Outcome.FAIL, verdict.of(Subject.CHAIN).outcome());
    assertEquals(Outcome.FAIL, verdict.of(Subject.FRESHNESS).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", "=", ".", "\u0000", "==\n"})
  void nothingMayFollowOrPrecede(String extra) {
    assertRefused(JWS + extra, Outcome.FAIL, "no signed report");
    assertRefused(extra + JWS, Outcome.FAIL, "no signed report");
  }

  @Test
  void aLongerOrShorterSignatureIsRefused() {
    String input = JWS.substring(0, JWS.lastIndexOf('.') + 1);
    byte[] signature = SampleReports.KEY.sign(ascii(input.substring(0, input.length() - 1)));
    for (int length : new int[] {0, 32, 63, 65, 66, 128}) {
      String changed = input + Base64Url.encode(java.util.Arrays.copyOf(signature, length));
      assertRefused(changed, Outcome.FAIL, length < 64 ? "was cut short" : "Something was added");
    }
  }

  @Test
  void aCutReportIsCalledCutAndNotChanged() {
    for (int length = 3; length < JWS.length(); length++) {
      assertRefused(JWS.substring(0, length), Outcome.FAIL, "cut short");
    }
  }

  @Test
  void randomBytesAreNoReport() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      random.nextBytes(bytes);
      assertFalse(VERIFIER.verify(bytes, NOW).valid());
    }
  }

  private static void assertRefused(String jws, Outcome outcome, String reason) {
    Verdict verdict = VERIFIER.verify(jws.getBytes(StandardCharsets.UTF_8), NOW);
    assertFalse(verdict.valid());
    Check check = verdict.of(Subject.SIGNATURE);
    assertEquals(outcome, check.outcome(), check.reason());
    assertTrue(check.reason().contains(reason), check.reason());
  }

  private static String header(String alg, String kid) {
    return "{\"alg\":\"" + alg + "\",\"kid\":\"" + kid + "\",\"typ\":\"vc+jwt\",\"cty\":\"vc\"}";
  }

  private static String withHeader(String header) {
    return Base64Url.encode(header.getBytes(StandardCharsets.UTF_8))
        + JWS.substring(JWS.indexOf('.'));
  }

  private static String kid(SigningKey key) {
    return key.publicKey().thumbprint();
  }

  private static int indexOf(byte[] file, int from) {
    int i = from;
    while (file[i] != '.') {
      i++;
    }
    return i;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
