package io.cellwitness.report.jose;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * An Ed25519 public key (RFC 8032, RFC 8037). The JDK does the arithmetic; what it leaves open is
 * checked here: canonical encoding, no point of low order, S below the group order, 64 bytes.
 */
public final class Ed25519Key implements PublicJwk {

  /** Length of an encoded public key, bytes. */
  public static final int KEY_BYTES = 32;

  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
  private static final BigInteger L =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
  private static final BigInteger D =
      BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);

  /** The y coordinates of the eight points whose order divides 8, as in libsodium's blocklist. */
  private static final Set<BigInteger> LOW_ORDER_Y = lowOrderY();

  private final byte[] encoded;
  private final PublicKey key;

  private Ed25519Key(byte[] encoded, PublicKey key) {
    this.encoded = encoded;
    this.key = key;
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
    if (!onCurve(y)) {
      throw new Malformed("an Ed25519 key that is not a point of the curve");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePublic(
                  new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y)));
      return new Ed25519Key(encoded.clone(), key);
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
    if (signature.length != SIGNATURE_BYTES
        || littleEndian(signature, KEY_BYTES, SIGNATURE_BYTES).compareTo(L) >= 0) {
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

  /** Whether x exists for this y: x^2 = (y^2 - 1) / (d y^2 + 1) must be a square modulo p. */
  private static boolean onCurve(BigInteger y) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger denominator = D.multiply(y2).add(BigInteger.ONE).mod(P);
    BigInteger x2 = y2.subtract(BigInteger.ONE).multiply(denominator.modInverse(P)).mod(P);
    BigInteger legendre = x2.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P);
    return legendre.signum() == 0 || legendre.equals(BigInteger.ONE);
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
