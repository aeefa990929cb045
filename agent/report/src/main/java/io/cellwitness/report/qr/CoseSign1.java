package io.cellwitness.report.qr;

import io.cellwitness.report.jose.Base64Url;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import java.util.List;
import java.util.Map;

/**
 * A signed CBOR message (COSE_Sign1, RFC 9052 section 4.2) with its algorithm and key id in the
 * protected header and nothing in the unprotected one.
 *
 * @param alg -19 Ed25519 (RFC 9864), -8 EdDSA, -9 ESP256 or -7 ES256; a claim to compare with the
 *     key, never a choice
 * @param keyId RFC 7638 thumbprint
 * @param payload signed bytes
 * @param signature as sent
 * @param signed what the signature covers
 */
public record CoseSign1(long alg, String keyId, byte[] payload, byte[] signature, byte[] signed) {

  private static final long TAG = 18;
  private static final long ALG = 1;
  private static final long KID = 4;
  private static final long ED25519 = -19;
  private static final long EDDSA = -8;
  private static final long ES256 = -7;
  private static final long ESP256 = -9;
  private static final int KID_BYTES = 32;

  /**
   * Signs.
   *
   * @param payload any bytes
   * @param key Ed25519
   * @return tagged COSE_Sign1
   */
  static byte[] sign(byte[] payload, SigningKey key) {
    byte[] kid;
    try {
      kid = Base64Url.decode(key.publicKey().thumbprint());
    } catch (Malformed e) {
      throw new IllegalStateException("a thumbprint that is not base64url", e);
    }
    byte[] header =
        new Cbor.Struct(Map.of(ALG, new Cbor.Int(ED25519), KID, new Cbor.Bytes(kid))).encode();
    byte[] signature = key.sign(toBeSigned(header, payload));
    Cbor message =
        new Cbor.Array(
            List.of(
                new Cbor.Bytes(header),
                new Cbor.Struct(Map.of()),
                new Cbor.Bytes(payload),
                new Cbor.Bytes(signature)));
    return new Cbor.Tagged(TAG, message).encode();
  }

  /**
   * Takes a message apart; nothing of it is believed yet.
   *
   * @param bytes tagged COSE_Sign1
   * @return its parts
   * @throws Malformed when it is anything else, or not in deterministic encoding
   */
  public static CoseSign1 parse(byte[] bytes) throws Malformed {
    if (CborReader.read(bytes) instanceof Cbor.Tagged tagged
        && tagged.tag() == TAG
        && tagged.content() instanceof Cbor.Array array
        && array.items().size() == 4
        && array.items().get(0) instanceof Cbor.Bytes header
        && array.items().get(1) instanceof Cbor.Struct open
        && open.members().isEmpty()
        && array.items().get(2) instanceof Cbor.Bytes payload
        && array.items().get(3) instanceof Cbor.Bytes signature
        && CborReader.read(header.value()) instanceof Cbor.Struct fields
        && fields.members().size() == 2
        && fields.members().get(ALG) instanceof Cbor.Int alg
        && fields.members().get(KID) instanceof Cbor.Bytes kid
        && kid.value().length == KID_BYTES) {
      return new CoseSign1(
          alg.value(),
          Base64Url.encode(kid.value()),
          payload.value(),
          signature.value(),
          toBeSigned(header.value(), payload.value()));
    }
    throw new Malformed("not a COSE_Sign1 message with alg and kid");
  }

  /**
   * The algorithm by its JOSE name.
   *
   * @return {@code Ed25519}, {@code EdDSA}, {@code ES256}, or the number for any other
   */
  public String algName() {
    if (alg == ED25519) {
      return "Ed25519";
    }
    if (alg == EDDSA) {
      return "EdDSA";
    }
    return alg == ES256 || alg == ESP256 ? "ES256" : Long.toString(alg);
  }

  static byte[] toBeSigned(byte[] header, byte[] payload) {
    return new Cbor.Array(
            List.of(
                new Cbor.Text("Signature1"),
                new Cbor.Bytes(header),
                new Cbor.Bytes(new byte[0]),
                new Cbor.Bytes(payload)))
        .encode();
  }
}
