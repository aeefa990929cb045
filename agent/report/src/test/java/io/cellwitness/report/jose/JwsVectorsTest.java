package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * JSON web signatures of others. Those of the JOSE cookbook (RFC 7520 section 4) are among the
 * vectors of Wycheproof; their algorithms are none that reports use.
 */
class JwsVectorsTest {

  @Test
  void wycheproofsWebSignaturesAreHandledAsSpecified() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    try (InputStream in =
        new GZIPInputStream(
            getClass().getResourceAsStream("/wycheproof/json_web_signature_test.json.gz"))) {
      JsonNode vectors = StrictJson.parseObject(in.readAllBytes(), 1 << 20);
      for (JsonNode group : vectors.path("testGroups")) {
        JsonNode key = group.has("public") ? group.path("public") : group.path("private");
        for (JsonNode test : group.path("tests")) {
          boolean valid = test.path("result").asString().equals("valid");
          boolean ours = group.at("/public/crv").asString("").equals("P-256");
          boolean accepted = accepts(key, test.path("jws").asString(test.path("jws").toString()));
          if (accepted != (valid && ours)) {
            wrong.add(test.path("tcId") + " " + test.path("comment").asString());
          }
          counts.merge(
              accepted
                  ? "valid accepted"
                  : valid ? "valid of other algorithms refused" : "invalid refused",
              1,
              Integer::sum);
        }
      }
    }
    System.out.println("Wycheproof JWS: " + counts);
    assertEquals(List.of(), wrong);
    assertEquals(401, counts.values().stream().mapToInt(Integer::intValue).sum());
    assertEquals(2, counts.get("valid accepted"));
  }

  /** RFC 8037 appendix A.5: the signature of A.4 holds under the public key of A.2. */
  @Test
  void theSignatureOfRfc8037HoldsAndIsNoReport() throws Malformed {
    String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    String signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    PublicJwk key =
        PublicJwk.parse(
            StrictJson.object()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("x", "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"));
    assertTrue(key.verifies(ascii(input), Base64Url.decode(signature)));
    assertFalse(key.verifies(ascii("e" + input), Base64Url.decode(signature)));
    Malformed refusal = assertThrows(Malformed.class, () -> Jws.parse(input + "." + signature));
    assertEquals("header: no alg or no kid", refusal.getMessage());
  }

  @Test
  void aKeyKeptForSomethingElseIsNoSigningKey() throws Malformed {
    String x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    String plain = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"";
    for (String more :
        List.of(
            ",\"use\":\"enc\"}",
            ",\"key_ops\":[\"encrypt\"]}",
            ",\"key_ops\":[]}",
            ",\"alg\":\"ES256\"}",
            ",\"alg\":7}",
            ",\"d\":\"AA\"}")) {
      JsonNode jwk = StrictJson.parseObject(ascii(plain + more), 1000);
      assertThrows(Malformed.class, () -> PublicJwk.parse(jwk), more);
    }
    for (String more : List.of("}", ",\"key_ops\":[\"verify\"]}", ",\"alg\":\"EdDSA\"}")) {
      PublicJwk.parse(StrictJson.parseObject(ascii(plain + more), 1000));
    }
  }

  /** The steps of the verifier, for a key and a text that are no report's. */
  private static boolean accepts(JsonNode key, String text) {
    try {
      PublicJwk jwk = PublicJwk.parse(key);
      Jws jws = Jws.parse(text);
      return jwk.answersTo(jws.alg()) && jwk.verifies(jws.signingInput(), jws.signature());
    } catch (Malformed e) {
      return false;
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
