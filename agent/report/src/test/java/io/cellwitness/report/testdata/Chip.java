package io.cellwitness.report.testdata;

import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.P256Key;
import io.cellwitness.report.jose.Sha256;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Stands in for a security chip: ES256 over P-256 (FIPS 186-5) whose secret and nonces are derived
 * from a published text, so that the bytes are the same in every run. Never for real use.
 */
final class Chip {

  private static final BigInteger P =
      hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  private static final BigInteger N =
      hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
  private static final BigInteger[] G = {
    hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
    hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5")
  };
  private static final BigInteger SECRET =
      scalar(
          "CellWitness test data, not a secret"
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));

  private Chip() {}

  static P256Key publicKey() {
    BigInteger[] point = times(SECRET);
    try {
      return P256Key.of(bytes(point[0]), bytes(point[1]));
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sign(byte[] message) {
    byte[] seed = Arrays.copyOf(bytes(SECRET), 64);
    System.arraycopy(Sha256.of(message), 0, seed, 32, 32);
    BigInteger k = scalar(seed);
    BigInteger r = times(k)[0].mod(N);
    BigInteger e = new BigInteger(1, Sha256.of(message));
    BigInteger s = k.modInverse(N).multiply(e.add(r.multiply(SECRET))).mod(N);
    byte[] signature = Arrays.copyOf(bytes(r), 64);
    System.arraycopy(bytes(s), 0, signature, 32, 32);
    return signature;
  }

  private static BigInteger[] times(BigInteger scalar) {
    BigInteger[] sum = null;
    for (int bit = scalar.bitLength() - 1; bit >= 0; bit--) {
      sum = sum == null ? null : plus(sum, sum);
      if (scalar.testBit(bit)) {
        sum = sum == null ? G : plus(sum, G);
      }
    }
    return sum;
  }

  /** Affine addition; the point at infinity cannot come up for scalars below the group order. */
  private static BigInteger[] plus(BigInteger[] a, BigInteger[] b) {
    BigInteger three = BigInteger.valueOf(3);
    BigInteger slope =
        a[0].equals(b[0])
            ? three.multiply(a[0].pow(2)).subtract(three).multiply(a[1].shiftLeft(1).modInverse(P))
            : b[1].subtract(a[1]).multiply(b[0].subtract(a[0]).modInverse(P));
    BigInteger x = slope.pow(2).subtract(a[0]).subtract(b[0]).mod(P);
    return new BigInteger[] {x, slope.multiply(a[0].subtract(x)).subtract(a[1]).mod(P)};
  }

  private static BigInteger scalar(byte[] seed) {
    return new BigInteger(1, Sha256.of(seed)).mod(N.subtract(BigInteger.ONE)).add(BigInteger.ONE);
  }

  private static byte[] bytes(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return padded;
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}
