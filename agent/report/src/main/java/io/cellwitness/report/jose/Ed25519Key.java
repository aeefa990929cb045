package io.cellwitness.report.jose;

import static io.cellwitness.report.jose.Field25519.P;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Ed25519 public key (RFC 8032, RFC 8037). Two implementations must agree before a signature is
 * believed: {@link Edwards25519}, which refuses forgeries at a fraction of the cost, and the JDK,
 * without whose word nothing is accepted. What the JDK leaves open is checked here: canonical
 * encoding, no point of low order, S below the group order, 64 bytes.
 */
public final class Ed25519Key implements PublicJwk {

  /** Length of an encoded public key, bytes. */
  public static final int KEY_BYTES = 32;

  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** The y coordinates of the eight points whose order divides 8, as in libsodium's blocklist. */
  private static final Set<BigInteger> LOW_ORDER_Y = lowOrderY();

  private final byte[] encoded;
  private final PublicKey key;

  /** Of the negated point, as the equation needs them. */
  private final Edwards25519[] multiples;

  private Ed25519Key(byte[] encoded, PublicKey key, Edwards25519 point) {
    this.encoded = encoded;
    this.key = key;
    this.multiples = point.negated().oddMultiples();
  }

  /**
   * Reads an encoded key.
   *
   * @param encoded 32 bytes as in RFC 8032 section 5.1.2
   * @return the key
   * @throws Malformed for a wrong length, a coordinate of p or more, a point off the curve or of
   *     low order
   */
  public static Ed25519Key of(byte[] encoded) throws Malformed {
    if (encoded.length != KEY_BYTES) {
      throw new Malformed("an Ed25519 key of " + encoded.length + " bytes instead of 32");
    }
    boolean xOdd = (encoded[KEY_BYTES - 1] & 0x80) != 0;
    byte[] yBytes = encoded.clone();
    yBytes[KEY_BYTES - 1] &= 0x7f;
    BigInteger y = littleEndian(yBytes, 0, KEY_BYTES);
    if (y.compareTo(P) >= 0) {
      throw new Malformed("an Ed25519 key that is not in canonical form");
    }
    if (LOW_ORDER_Y.contains(y)) {
      throw new Malformed("an Ed25519 key of low order, which would accept forged signatures");
    }
    Edwards25519 point =
        Edwards25519.decode(y, xOdd)
            .orElseThrow(() -> new Malformed("an Ed25519 key that is not a point of the curve"));
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y)));
      return new Ed25519Key(encoded.clone(), key, point);
    } catch (GeneralSecurityException e) {
      throw new Malformed("an Ed25519 key that Java refuses");
    }
  }

  /**
   * The encoded key.
   *
   * @return 32 bytes, a copy
   */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public String requiredMembers() {
    return "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + Base64Url.encode(encoded) + "\"}";
  }

  @Override
  public boolean answersTo(String alg) {
    return alg.equals("Ed25519") || alg.equals("EdDSA");
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_BYTES || !equationHolds(message, signature)) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // An R that is no point of the curve comes back this way: a wrong signature like any other.
      return false;
    }
  }

  @Override
  public ObjectNode toJson() {
    return StrictJson.object()
        .put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", Base64Url.encode(encoded))
        .put("alg", "Ed25519")
        .put("use", "sig")
        .put("kid", thumbprint());
  }

  /** RFC 8032 section 5.1.7 without the cofactor: R = [S]B - [h]A, with S and R canonical. */
  private boolean equationHolds(byte[] message, byte[] signature) {
    BigInteger s = littleEndian(signature, KEY_BYTES, SIGNATURE_BYTES);
    byte[] r = Arrays.copyOf(signature, KEY_BYTES);
    boolean odd = (r[KEY_BYTES - 1] & 0x80) != 0;
    r[KEY_BYTES - 1] &= 0x7f;
    BigInteger y = littleEndian(r, 0, KEY_BYTES);
    if (s.compareTo(L) >= 0 || y.compareTo(P) >= 0) {
      return false;
    }
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      sha512.update(signature, 0, KEY_BYTES);
      sha512.update(encoded);
      byte[] hash = sha512.digest(message);
      BigInteger h = littleEndian(hash, 0, hash.length).mod(L);
      return Edwards25519.combine(s, h, multiples).is(y, odd);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-512", e);
    }
  }

  private static Set<BigInteger> lowOrderY() {
    BigInteger eighth =
        new BigInteger("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7", 16);
    return Set.of(
        BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), eighth, P.subtract(eighth));
  }

  private static BigInteger littleEndian(byte[] bytes, int from, int to) {
    byte[] bigEndian = new byte[to - from];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = bytes[to - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
