package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.report.SampleReports;
import io.cellwitness.report.trust.Expectations;
import io.cellwitness.report.trust.TrustList;
import io.cellwitness.report.trust.TrustedKey;
import io.cellwitness.report.trust.Verifier;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The examples of the JOSE standards. None is a report, so the verifier believes none; where the
 * algorithm is one that reports use, the signature itself must hold under our key classes.
 */
class JoseExamplesTest {

  private static final TrustedKey OWN = TrustedKey.active("Own", SampleReports.KEY.publicKey());

  /** RFC 8037 appendix A.4: header and payload, and their signature under the key of A.1. */
  private static final String EDDSA_INPUT =
      "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";

  private static final String EDDSA_SIGNATURE =
      "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

  /** Every form of every example of RFC 7520 section 4, RFC 7797 and RFC 8037 appendix A. */
  @Test
  void theCookbooksSignaturesAreNoReportsAndOurAlgorithmHolds() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    try (InputStream in =
        new GZIPInputStream(getClass().getResourceAsStream("/jose/cookbook.json.gz"))) {
      for (var example : StrictJson.parseObject(in.readAllBytes(), 1 << 20).properties()) {
        for (var form : example.getValue().path("output").properties()) {
          String text =
              form.getValue().isString()
                  ? form.getValue().asString()
                  : new String(StrictJson.write(form.getValue()), StandardCharsets.UTF_8);
          assertFalse(believed(text, TrustList.EMPTY.with(OWN)), example.getKey());
          outcomes.put(
              example.getKey() + " " + form.getKey(),
              outcome(example.getValue().at("/input/key"), text));
        }
      }
    }
    System.out.println("JOSE examples: " + outcomes.size() + " " + outcomes);
    assertEquals(28, outcomes.size());
    assertEquals("holds, header: no alg or no kid", outcomes.remove("curve25519/jws.json compact"));
    outcomes.forEach(
        (name, outcome) ->
            assertTrue(
                outcome.equals("key refused") || outcome.equals("not the compact form"),
                name + ": " + outcome));
  }

  /** RFC 7515 appendix A.3. */
  @Test
  void theSignatureOfTheStandardsOwnP256ExampleHolds() throws Malformed {
    ObjectNode key = StrictJson.object().put("kty", "EC").put("crv", "P-256");
    key.put("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
    key.put("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    String text =
        "eyJhbGciOiJFUzI1NiJ9"
            + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
            + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA"
            + "pmWQxfKTUJqPP3-Kg6NU1Q";
    assertEquals("holds, header: no alg or no kid", outcome(key, text));
    assertEquals("does not hold", outcome(key, text.replace(".eyJpc3Mi", ".eyJpc3Mj")));
    PublicJwk holder = PublicJwk.parse(key);
    assertFalse(believed(text, TrustList.EMPTY.with(TrustedKey.active("Joe", holder))));
  }

  /** RFC 8037 appendices A.4 and A.5: signed under the key of A.1, checked under that of A.2. */
  @Test
  void theSignatureOfRfc8037IsMadeAndHolds() throws Malformed {
    byte[] signature = Base64Url.decode(EDDSA_SIGNATURE);
    assertArrayEquals(signature, SampleReports.KEY.sign(ascii(EDDSA_INPUT)));
    assertTrue(OWN.key().verifies(ascii(EDDSA_INPUT), signature));
    assertFalse(OWN.key().verifies(ascii("e" + EDDSA_INPUT), signature));
  }

  /** RFC 9864 names the same signature Ed25519; the older name stays readable, no other does. */
  @Test
  void bothNamesOfTheAlgorithmAreReadAndNoOther() throws Malformed {
    assertEquals("Ed25519", Jws.parse(SampleReports.KEY.signCompact("t", "c", new byte[1])).alg());
    for (String name : new String[] {"Ed25519", "EdDSA"}) {
      assertTrue(OWN.key().answersTo(name), name);
    }
    for (String name : new String[] {"Ed448", "ed25519", "EDDSA", "ES256", "ES512", "none", ""}) {
      assertFalse(OWN.key().answersTo(name), name);
    }
  }

  /** How far an example comes through the steps of the verifier, and what stops it. */
  private static String outcome(JsonNode example, String text) throws Malformed {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return "not the compact form";
    }
    PublicJwk key;
    try {
      ObjectNode half = ((ObjectNode) example).deepCopy();
      half.remove("d");
      key = PublicJwk.parse(half);
    } catch (Malformed e) {
      return "key refused";
    }
    if (!key.verifies(ascii(parts[0] + "." + parts[1]), Base64Url.decode(parts[2]))) {
      return "does not hold";
    }
    try {
      Jws.parse(text);
      return "holds";
    } catch (Malformed e) {
      return "holds, " + e.getMessage();
    }
  }

  private static boolean believed(String text, TrustList trust) {
    return new Verifier(trust).verify(ascii(text), Expectations.at(SampleReports.ISSUED)).valid();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
