package io.cellwitness.report.jose;

import static io.cellwitness.report.jose.Field25519.P;
import static io.cellwitness.report.jose.Field25519.add;
import static io.cellwitness.report.jose.Field25519.multiply;
import static io.cellwitness.report.jose.Field25519.square;
import static io.cellwitness.report.jose.Field25519.subtract;
import static io.cellwitness.report.jose.Field25519.value;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A point of the curve of Ed25519 in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z (Hisil, Wong,
 * Carter, Dawson, ASIACRYPT 2008, formulas for a = -1). For public values only, such as keys and
 * signatures that are checked; never for signing.
 *
 * @param x X, limbs of {@link Field25519}
 * @param y Y
 * @param z Z
 * @param t T
 */
record Edwards25519(long[] x, long[] y, long[] z, long[] t) {

  /** Curve constant d of RFC 8032 section 5.1. */
  static final BigInteger D =
      hex("52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3");

  static final BigInteger SQRT_MINUS_ONE =
      hex("2b8324804fc1df0b2b4d00993dfbd7a72f431806ad2fe478c4ee1b274a0ea0b0");

  private static final long[] TWO_D = Field25519.of(D.shiftLeft(1));

  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private static final Edwards25519 ZERO = of(BigInteger.ZERO, BigInteger.ONE);

  /**
   * The base point: y = 4/5 and an even x. Like the constants above it is written out, as in RFC
   * 8032: working it out would take a cold start longer than the signature it is needed for.
   */
  static final Edwards25519 BASE =
      of(
          hex("216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
          hex("6666666666666666666666666666666666666666666666666666666666666658"));

  /** Width of the signed digits of a scalar. */
  private static final int WIDTH = 5;

  private static final int SCALAR_BITS = 256;

  private static final Edwards25519[] BASE_MULTIPLES = BASE.oddMultiples();

  /**
   * The point with a y coordinate (RFC 8032 section 5.1.3).
   *
   * @param y below p
   * @param odd whether x is odd
   * @return the point, or empty when there is none
   */
  static Optional<Edwards25519> decode(BigInteger y, boolean odd) {
    BigInteger y2 = y.multiply(y).mod(P);
    BigInteger u = y2.subtract(BigInteger.ONE).mod(P);
    BigInteger v = D.multiply(y2).add(BigInteger.ONE).mod(P);
    // x = u v^3 (u v^7)^((p-5)/8), and v x^2 = u or -u when there is a point: no division.
    BigInteger v3 = v.multiply(v).mod(P).multiply(v).mod(P);
    BigInteger v7 = v3.multiply(v3).mod(P).multiply(v).mod(P);
    BigInteger power = u.multiply(v7).mod(P).modPow(P.subtract(FIVE).shiftRight(3), P);
    BigInteger x = u.multiply(v3).mod(P).multiply(power).mod(P);
    BigInteger vx2 = v.multiply(x).mod(P).multiply(x).mod(P);
    if (!vx2.equals(u)) {
      if (!vx2.equals(P.subtract(u).mod(P))) {
        return Optional.empty();
      }
      x = x.multiply(SQRT_MINUS_ONE).mod(P);
    }
    if (x.signum() == 0 && odd) {
      return Optional.empty();
    }
    return Optional.of(of(x.testBit(0) == odd ? x : P.subtract(x), y));
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }

  private static Edwards25519 of(BigInteger x, BigInteger y) {
    return new Edwards25519(
        Field25519.of(x),
        Field25519.of(y),
        Field25519.of(BigInteger.ONE),
        Field25519.of(x.multiply(y)));
  }

  Edwards25519 negated() {
    long[] zero = new long[x.length];
    return new Edwards25519(subtract(zero, x), y, z, subtract(zero, t));
  }

  /** This point times 1, 3, 5, ... 15: what {@link #combine} takes. */
  Edwards25519[] oddMultiples() {
    Edwards25519[] multiples = new Edwards25519[1 << WIDTH - 2];
    Edwards25519 twice = doubled();
    multiples[0] = this;
    for (int i = 1; i < multiples.length; i++) {
      multiples[i] = multiples[i - 1].plus(twice);
    }
    return multiples;
  }

  /**
   * The base point times s plus another point times h, both in one pass (Straus, with signed
   * digits).
   *
   * @param s below 2^253
   * @param h below 2^253
   * @param multiples of the other point
   * @return the sum
   */
  static Edwards25519 combine(BigInteger s, BigInteger h, Edwards25519[] multiples) {
    byte[] ofBase = digits(s);
    byte[] ofOther = digits(h);
    Edwards25519 sum = ZERO;
    for (int i = SCALAR_BITS - 1; i >= 0; i--) {
      sum = sum.doubled();
      sum = sum.plusDigit(ofBase[i], BASE_MULTIPLES).plusDigit(ofOther[i], multiples);
    }
    return sum;
  }

  /** Whether this is the point with a y coordinate and the parity of its x. */
  boolean is(BigInteger otherY, boolean odd) {
    // Without a division: nearly every forgery ends here.
    if (!value(y).equals(value(multiply(z, Field25519.of(otherY))))) {
      return false;
    }
    return value(x).multiply(value(z).modInverse(P)).mod(P).testBit(0) == odd;
  }

  private Edwards25519 plusDigit(byte digit, Edwards25519[] multiples) {
    if (digit == 0) {
      return this;
    }
    return digit > 0 ? plus(multiples[digit >> 1]) : plus(multiples[-digit >> 1].negated());
  }

  private Edwards25519 plus(Edwards25519 other) {
    long[] a = multiply(subtract(y, x), subtract(other.y, other.x));
    long[] b = multiply(add(y, x), add(other.y, other.x));
    long[] c = multiply(multiply(t, TWO_D), other.t);
    long[] d = multiply(z, other.z);
    d = add(d, d);
    return of(subtract(b, a), subtract(d, c), add(d, c), add(b, a));
  }

  private Edwards25519 doubled() {
    long[] a = square(x);
    long[] b = square(y);
    long[] c = square(z);
    c = add(c, c);
    long[] h = add(a, b);
    long[] e = subtract(h, square(add(x, y)));
    long[] g = subtract(a, b);
    long[] f = add(c, g);
    return of(e, f, g, h);
  }

  private static Edwards25519 of(long[] e, long[] f, long[] g, long[] h) {
    return new Edwards25519(multiply(e, f), multiply(g, h), multiply(f, g), multiply(e, h));
  }

  /** Non-adjacent form: odd digits from -15 to 15, at least four zeros between two of them. */
  private static byte[] digits(BigInteger scalar) {
    byte[] digits = new byte[SCALAR_BITS];
    BigInteger rest = scalar;
    int at = 0;
    while (rest.signum() > 0) {
      int zeros = rest.getLowestSetBit();
      rest = rest.shiftRight(zeros);
      at += zeros;
      int digit = rest.intValue() & (1 << WIDTH) - 1;
      digit = digit >= 1 << WIDTH - 1 ? digit - (1 << WIDTH) : digit;
      digits[at] = (byte) digit;
      rest = rest.subtract(BigInteger.valueOf(digit));
    }
    return digits;
  }
}
