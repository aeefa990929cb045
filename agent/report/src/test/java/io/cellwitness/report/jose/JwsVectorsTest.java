package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** JSON web signatures of others: Wycheproof's, and keys that are none for signing. */
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
