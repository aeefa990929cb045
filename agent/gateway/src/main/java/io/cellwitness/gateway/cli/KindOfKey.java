package io.cellwitness.gateway.cli;

import io.cellwitness.report.jose.Jws;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.trust.SignedTrustList;
import io.cellwitness.report.trust.TrustList;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** What somebody gave to be trusted, told apart so that a wrong file gets the right words. */
enum KindOfKey {
  PUBLIC_JWK,
  SIGNED_LIST,
  PRIVATE_KEY,
  PUBLIC_PEM,
  UNSIGNED_LIST,
  REPORT,
  NEITHER;

  static KindOfKey of(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    String start = text.stripLeading();
    if (start.startsWith("{")) {
      return ofJson(content);
    }
    if (start.startsWith("-----BEGIN")) {
      String title = start.lines().findFirst().orElse("");
      return title.contains("PRIVATE KEY")
          ? PRIVATE_KEY
          : title.contains("PUBLIC KEY") ? PUBLIC_PEM : NEITHER;
    }
    try {
      String typ = Jws.parse(text).header().path("typ").asString("");
      return typ.equals(SignedTrustList.TYP) ? SIGNED_LIST : REPORT;
    } catch (Malformed e) {
      // One that was cut or changed: who opens it says where.
      return text.startsWith("eyJ") ? SIGNED_LIST : NEITHER;
    }
  }

  private static KindOfKey ofJson(byte[] content) {
    try {
      ObjectNode json = StrictJson.parseObject(content, Jws.MAX_BYTES);
      if (json.has("d")) {
        return PRIVATE_KEY;
      }
      return json.path("schema").asString("").equals(TrustList.SCHEMA) ? UNSIGNED_LIST : PUBLIC_JWK;
    } catch (Malformed e) {
      // The reader of keys says what is wrong with it.
      return PUBLIC_JWK;
    }
  }
}
