package io.cellwitness.report.jose;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A public key that can check a signature. The key decides the algorithm, never a header. */
public sealed interface PublicJwk permits Ed25519Key, P256Key {

  /** Length of a signature, of either kind (RFC 8032; RFC 7518 section 3.4). */
  int SIGNATURE_BYTES = 64;

  /**
   * Name of this key.
   *
   * @return RFC 7638 thumbprint, base64url of SHA-256, 43 characters
   */
  default String thumbprint() {
    return Base64Url.encode(Sha256.of(requiredMembers().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The required members in lexicographic order without white space, as RFC 7638 hashes them.
   *
   * @return a JSON object
   */
  String requiredMembers();

  /**
   * Whether a header's {@code alg} agrees with this key.
   *
   * @param alg from the header
   * @return true for the names this kind of key answers to
   */
  boolean answersTo(String alg);

  /**
   * Checks a signature. Never throws on bad signatures.
   *
   * @param message what was signed
   * @param signature must be exactly 64 bytes
   * @return true only for a valid signature in its one canonical form
   */
  boolean verifies(byte[] message, byte[] signature);

  /**
   * The key as a JSON Web Key (RFC 7517) with its {@code kid}.
   *
   * @return a new object
   */
  ObjectNode toJson();

  /**
   * Reads a public key.
   *
   * @param jwk {@code kty} OKP with {@code crv} Ed25519, or EC with P-256
   * @return the key
   * @throws Malformed for other kinds, wrong lengths, points of low order or off the curve, and for
   *     private keys, which have no business in a list of public ones
   */
  static PublicJwk parse(JsonNode jwk) throws Malformed {
    if (jwk.has("d")) {
      throw new Malformed("a private key where a public one belongs");
    }
    if (!jwk.path("use").asString("sig").equals("sig") || !mayVerify(jwk.path("key_ops"))) {
      throw new Malformed("a key whose holder keeps it for something else than signatures");
    }
    String kind = jwk.path("kty").asString("") + "/" + jwk.path("crv").asString("");
    PublicJwk key =
        switch (kind) {
          case "OKP/Ed25519" -> Ed25519Key.of(Base64Url.decode(jwk.path("x").asString("")));
          case "EC/P-256" ->
              P256Key.of(
                  Base64Url.decode(jwk.path("x").asString("")),
                  Base64Url.decode(jwk.path("y").asString("")));
          default -> throw new Malformed("a key that is neither Ed25519 nor P-256");
        };
    if (jwk.has("alg") && !key.answersTo(jwk.path("alg").asString(""))) {
      throw new Malformed("a key that names an algorithm it cannot be used with");
    }
    return key;
  }

  /** RFC 7517 section 4.3: a key without the member may be used for anything. */
  private static boolean mayVerify(JsonNode operations) {
    boolean verifies = operations.isMissingNode();
    for (JsonNode operation : operations) {
      verifies |= operation.asString("").equals("verify");
    }
    return verifies;
  }
}
