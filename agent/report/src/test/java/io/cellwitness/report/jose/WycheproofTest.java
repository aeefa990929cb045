package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Known attacks on signature checks, from the Wycheproof project. */
class WycheproofTest {

  /**
   * Valid ES256 signatures that Java 17 refuses: the point's x lies between the group order and the
   * field prime, which an honest signature meets once in 2^128. A refusal there forges nothing.
   */
  private static final Set<String> REFUSED_BY_JAVA =
      Set.of(
          "115 k*G has a large x-coordinate",
          "257 r = 3, x = n + 3 is the smallest possible x with a reduction");

  @ParameterizedTest
  @CsvSource({"ed25519_test.json, 151", "ecdsa_secp256r1_sha256_p1363_test.json, 262"})
  void everyVectorComesOutAsItShould(String file, int expectedCount) throws Exception {
    List<String> wrong = new ArrayList<>();
    int count = 0;
    try (InputStream in = getClass().getResourceAsStream("/wycheproof/" + file)) {
      assertNotNull(in, file);
      JsonNode vectors = StrictJson.parseObject(in.readAllBytes(), 1 << 20);
      for (JsonNode group : vectors.path("testGroups")) {
        PublicJwk key = key(group.path("publicKey"));
        for (JsonNode test : group.path("tests")) {
          count++;
          boolean valid = key.verifies(hex(test, "msg"), hex(test, "sig"));
          String name = test.path("tcId") + " " + test.path("comment").asString();
          boolean excused = !valid && REFUSED_BY_JAVA.contains(name);
          if (valid != test.path("result").asString().equals("valid") && !excused) {
            wrong.add(name);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(expectedCount, count);
  }

  private static PublicJwk key(JsonNode key) throws Malformed {
    if (key.has("pk")) {
      return Ed25519Key.of(hex(key, "pk"));
    }
    byte[] point = hex(key, "uncompressed");
    return P256Key.of(Arrays.copyOfRange(point, 1, 33), Arrays.copyOfRange(point, 33, 65));
  }

  private static byte[] hex(JsonNode node, String member) {
    return HexFormat.of().parseHex(node.path(member).asString());
  }
}
