package io.cellwitness.report.qr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.PublicJwk;
import io.cellwitness.report.jose.StrictJson;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The COSE_Sign1 examples of the COSE working group. A code of a report is narrower than COSE: its
 * key id is a thumbprint in the protected header. So each example is checked piece by piece, and
 * refused as a whole.
 */
class CoseExamplesTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theSignaturesComeOutAsTheExamplesSay() throws Exception {
    Map<String, String> outcomes = new TreeMap<>();
    try (InputStream in =
        new GZIPInputStream(getClass().getResourceAsStream("/cose/sign1.json.gz"))) {
      ObjectNode examples = StrictJson.parseObject(in.readAllBytes(), 1 << 20);
      for (var example : examples.properties()) {
        outcomes.put(example.getKey(), outcome(example.getValue()));
        byte[] message = HEX.parseHex(example.getValue().at("/output/cbor").asString());
        assertThrows(Malformed.class, () -> CoseSign1.parse(message), example.getKey());
      }
    }
    System.out.println("COSE_Sign1 examples: " + outcomes.size() + " " + outcomes);
    assertEquals(
        Map.ofEntries(
            Map.entry("CWT/A_3.json", "holds"),
            Map.entry("RFC8152/Appendix_C_2_1.json", "holds"),
            Map.entry("ecdsa-examples/ecdsa-sig-01.json", "holds"),
            Map.entry("ecdsa-examples/ecdsa-sig-02.json", "other curve"),
            Map.entry("ecdsa-examples/ecdsa-sig-03.json", "other curve"),
            Map.entry("ecdsa-examples/ecdsa-sig-04.json", "other algorithm"),
            Map.entry("eddsa-examples/eddsa-sig-01.json", "holds"),
            Map.entry("eddsa-examples/eddsa-sig-02.json", "other curve"),
            Map.entry("sign1-tests/sign-fail-01.json", "other tag"),
            Map.entry("sign1-tests/sign-fail-02.json", "does not hold"),
            Map.entry("sign1-tests/sign-fail-03.json", "other algorithm"),
            Map.entry("sign1-tests/sign-fail-04.json", "other algorithm"),
            Map.entry("sign1-tests/sign-fail-06.json", "does not hold"),
            Map.entry("sign1-tests/sign-fail-07.json", "does not hold"),
            // No algorithm under the signature, signed data beside the message, no tag: all valid
            // COSE, none of it in a code.
            Map.entry("sign1-tests/sign-pass-01.json", "other algorithm"),
            Map.entry("sign1-tests/sign-pass-02.json", "does not hold"),
            Map.entry("sign1-tests/sign-pass-03.json", "other tag")),
        outcomes);
  }

  private static String outcome(JsonNode example) throws Malformed {
    Cbor message = CborReader.read(HEX.parseHex(example.at("/output/cbor").asString()));
    if (!(message instanceof Cbor.Tagged tagged)
        || tagged.tag() != 18
        || !(tagged.content() instanceof Cbor.Array parts)) {
      return "other tag";
    }
    PublicJwk key;
    try {
      key = PublicJwk.parse(publicKey(example.at("/input/sign0/key")));
    } catch (Malformed e) {
      return "other curve";
    }
    byte[] header = bytes(parts, 0);
    Cbor fields = header.length == 0 ? new Cbor.Struct(Map.of()) : CborReader.read(header);
    Cbor alg = ((Cbor.Struct) fields).members().get(1L);
    if (!(alg instanceof Cbor.Int number)
        || !key.answersTo(new CoseSign1(number.value(), "", null, null, null).algName())) {
      return "other algorithm";
    }
    byte[] signed = CoseSign1.toBeSigned(header, bytes(parts, 2));
    boolean holds = key.verifies(signed, bytes(parts, 3));
    if (holds) {
      assertEquals(
          example.at("/intermediates/ToBeSign_hex").asString(),
          HEX.withUpperCase().formatHex(signed));
    }
    return holds ? "holds" : "does not hold";
  }

  private static ObjectNode publicKey(JsonNode key) {
    ObjectNode jwk = StrictJson.object();
    jwk.put("kty", key.path("kty").asString()).put("crv", key.path("crv").asString());
    for (String member : new String[] {"x", "y"}) {
      if (key.has(member + "_hex")) {
        byte[] value = HEX.parseHex(key.path(member + "_hex").asString());
        jwk.put(member, Base64Url.encode(value));
      } else if (key.has(member)) {
        jwk.put(member, key.path(member).asString());
      }
    }
    return jwk;
  }

  private static byte[] bytes(Cbor.Array parts, int index) {
    return ((Cbor.Bytes) parts.items().get(index)).value();
  }
}
