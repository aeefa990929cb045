package io.cellwitness.report.jose;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import tools.jackson.databind.node.ObjectNode;

/** A P-256 public key for ES256 (RFC 7518 section 3.4), as security chips hold them. */
public final class P256Key implements PublicJwk {

  private static final int COORDINATE_BYTES = 32;
  private static final ECParameterSpec CURVE = curve();

  private final byte[] x;
  private final byte[] y;
  private final PublicKey key;

  private P256Key(byte[] x, byte[] y, PublicKey key) {
    this.x = x;
    this.y = y;
    this.key = key;
  }

  /**
   * Reads the coordinates.
   *
   * @param x 32 bytes, big-endian
   * @param y 32 bytes, big-endian
   * @return the key
   * @throws Malformed for wrong lengths or a point off the curve
   */
  public static P256Key of(byte[] x, byte[] y) throws Malformed {
    if (x.length != COORDINATE_BYTES || y.length != COORDINATE_BYTES) {
      throw new Malformed("a P-256 key whose coordinates are not 32 bytes each");
    }
    BigInteger px = new BigInteger(1, x);
    BigInteger py = new BigInteger(1, y);
    BigInteger p = ((ECFieldFp) CURVE.getCurve().getField()).getP();
    BigInteger right =
        px.pow(3).add(CURVE.getCurve().getA().multiply(px)).add(CURVE.getCurve().getB()).mod(p);
    if (px.compareTo(p) >= 0 || py.compareTo(p) >= 0 || !py.pow(2).mod(p).equals(right)) {
      throw new Malformed("a P-256 key that is not a point of the curve");
    }
    try {
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(px, py), CURVE));
      return new P256Key(x.clone(), y.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new Malformed("a P-256 key that Java refuses");
    }
  }

  @Override
  public String requiredMembers() {
    return "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
        + Base64Url.encode(x)
        + "\",\"y\":\""
        + Base64Url.encode(y)
        + "\"}";
  }

  @Override
  public boolean answersTo(String alg) {
    return alg.equals("ES256");
  }

  @Override
  public boolean verifies(byte[] message, byte[] signature) {
    if (signature.length != 2 * COORDINATE_BYTES
        || !inRange(Arrays.copyOfRange(signature, 0, COORDINATE_BYTES))
        || !inRange(Arrays.copyOfRange(signature, COORDINATE_BYTES, 2 * COORDINATE_BYTES))) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // A signature Java cannot even read is a wrong signature like any other.
      return false;
    }
  }

  @Override
  public ObjectNode toJson() {
    return StrictJson.object()
        .put("kty", "EC")
        .put("crv", "P-256")
        .put("x", Base64Url.encode(x))
        .put("y", Base64Url.encode(y))
        .put("alg", "ES256")
        .put("use", "sig")
        .put("kid", thumbprint());
  }

  /** r and s must lie in 1..n-1; a zero accepted anything in unpatched Java (CVE-2022-21449). */
  private static boolean inRange(byte[] scalar) {
    BigInteger value = new BigInteger(1, scalar);
    return value.signum() > 0 && value.compareTo(CURVE.getOrder()) < 0;
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has secp256r1", e);
    }
  }
}
