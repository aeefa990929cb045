package io.cellwitness.report.jose;

import java.math.BigInteger;

/**
 * Numbers modulo p = 2^255 - 19 as five limbs of 51 bits, for public values only: nothing here
 * hides its inputs from a stopwatch. Every result has limbs below 2^52, and every input must.
 */
final class Field25519 {

  static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final int LIMBS = 5;
  private static final int BITS = 51;
  private static final long MASK = (1L << BITS) - 1;
  private static final BigInteger BIG_MASK = BigInteger.valueOf(MASK);

  /** 2p, limb by limb: added before a subtraction so that no limb becomes negative. */
  private static final long TWO_P_0 = 2 * (MASK - 18);

  private static final long TWO_P = 2 * MASK;

  private Field25519() {}

  static long[] of(BigInteger value) {
    long[] limbs = new long[LIMBS];
    BigInteger rest = value.mod(P);
    for (int i = 0; i < LIMBS; i++) {
      limbs[i] = rest.and(BIG_MASK).longValue();
      rest = rest.shiftRight(BITS);
    }
    return limbs;
  }

  /** The number from 0 to p - 1. */
  static BigInteger value(long[] a) {
    BigInteger value = BigInteger.ZERO;
    for (int i = LIMBS - 1; i >= 0; i--) {
      value = value.shiftLeft(BITS).add(BigInteger.valueOf(a[i]));
    }
    return value.mod(P);
  }

  static long[] add(long[] a, long[] b) {
    return carry(a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4]);
  }

  static long[] subtract(long[] a, long[] b) {
    return carry(
        a[0] + TWO_P_0 - b[0],
        a[1] + TWO_P - b[1],
        a[2] + TWO_P - b[2],
        a[3] + TWO_P - b[3],
        a[4] + TWO_P - b[4]);
  }

  /**
   * Schoolbook: the 128 bits of each product are cut at bit 51; the lower parts are summed by limb,
   * the upper ones belong to the next limb, and what leaves the last comes back 19 times.
   */
  static long[] multiply(long[] a, long[] b) {
    long a0 = a[0];
    long a1 = a[1];
    long a2 = a[2];
    long a3 = a[3];
    long a4 = a[4];
    long b0 = b[0];
    long b1 = b[1];
    long b2 = b[2];
    long b3 = b[3];
    long b4 = b[4];
    long c1 = 19 * b1;
    long c2 = 19 * b2;
    long c3 = 19 * b3;
    long c4 = 19 * b4;
    long low0 = low(a0, b0) + low(a1, c4) + low(a2, c3) + low(a3, c2) + low(a4, c1);
    long low1 = low(a0, b1) + low(a1, b0) + low(a2, c4) + low(a3, c3) + low(a4, c2);
    long low2 = low(a0, b2) + low(a1, b1) + low(a2, b0) + low(a3, c4) + low(a4, c3);
    long low3 = low(a0, b3) + low(a1, b2) + low(a2, b1) + low(a3, b0) + low(a4, c4);
    long low4 = low(a0, b4) + low(a1, b3) + low(a2, b2) + low(a3, b1) + low(a4, b0);
    long high0 = high(a0, b0) + high(a1, c4) + high(a2, c3) + high(a3, c2) + high(a4, c1);
    long high1 = high(a0, b1) + high(a1, b0) + high(a2, c4) + high(a3, c3) + high(a4, c2);
    long high2 = high(a0, b2) + high(a1, b1) + high(a2, b0) + high(a3, c4) + high(a4, c3);
    long high3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0) + high(a4, c4);
    long high4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    return carry(low0 + 19 * high4, low1 + high0, low2 + high1, low3 + high2, low4 + high3);
  }

  static long[] square(long[] a) {
    return multiply(a, a);
  }

  private static long low(long x, long y) {
    return x * y & MASK;
  }

  private static long high(long x, long y) {
    return Math.multiplyHigh(x, y) << 64 - BITS | x * y >>> BITS;
  }

  private static long[] carry(long c0, long c1, long c2, long c3, long c4) {
    long d1 = c1 + (c0 >>> BITS);
    long d2 = c2 + (d1 >>> BITS);
    long d3 = c3 + (d2 >>> BITS);
    long d4 = c4 + (d3 >>> BITS);
    long d0 = (c0 & MASK) + 19 * (d4 >>> BITS);
    return new long[] {d0 & MASK, (d1 & MASK) + (d0 >>> BITS), d2 & MASK, d3 & MASK, d4 & MASK};
  }
}
