package io.cellwitness.report.jose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.util.Random;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

/** The arithmetic against BigInteger and against the JDK's. */
class Edwards25519Test {

  private static final BigInteger P = Field25519.P;

  /** Fixed, so that a failure comes back. */
  private final Random random = new Random(8032);

  @Test
  void theFieldAgreesWithBigInteger() {
    BigInteger[] edges = {
      BigInteger.ZERO,
      BigInteger.ONE,
      P.subtract(BigInteger.ONE),
      BigInteger.TWO.pow(51).subtract(BigInteger.ONE),
      BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(20)),
      BigInteger.TWO.pow(204)
    };
    for (int i = 0; i < 20_000; i++) {
      BigInteger a = i < 36 ? edges[i / 6] : new BigInteger(255, random).mod(P);
      BigInteger b = i < 36 ? edges[i % 6] : new BigInteger(255, random).mod(P);
      long[] x = Field25519.of(a);
      long[] y = Field25519.of(b);
      assertEquals(a, Field25519.value(x));
      assertSame(BigInteger::add, a, b, Field25519.add(x, y));
      assertSame(BigInteger::subtract, a, b, Field25519.subtract(x, y));
      assertSame(BigInteger::multiply, a, b, Field25519.multiply(x, y));
      // Results of results: limbs that are not fully carried.
      long[] sum = Field25519.add(Field25519.subtract(x, y), Field25519.subtract(x, y));
      BigInteger same = a.subtract(b).shiftLeft(1);
      assertSame(BigInteger::multiply, same, same, Field25519.square(sum));
    }
  }

  /** RFC 8032 section 5.1: what is written out is what it stands for. */
  @Test
  void theConstantsAreWhatTheStandardDefines() {
    BigInteger d =
        BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
    assertEquals(d, Edwards25519.D);
    assertEquals(
        BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P),
        Edwards25519.SQRT_MINUS_ONE);
    BigInteger y = BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P);
    Edwards25519 base = Edwards25519.decode(y, false).orElseThrow();
    assertEquals(Field25519.value(base.x()), Field25519.value(Edwards25519.BASE.x()));
    assertEquals(y, Field25519.value(Edwards25519.BASE.y()));
  }

  @Test
  void theBasePointIsThatOfTheStandardAndItsOrderIsL() {
    assertEquals(
        new BigInteger(
            "15112221349535400772501151409588531511454012693041857206046113283949847762202"),
        Field25519.value(Edwards25519.BASE.x()));
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    Edwards25519[] none = Edwards25519.BASE.oddMultiples();
    assertTrue(
        Edwards25519.combine(order, BigInteger.ZERO, none).is(BigInteger.ONE, false), "[L]B = 0");
    assertTrue(
        Edwards25519.combine(order.subtract(BigInteger.ONE), BigInteger.ONE, none)
            .is(BigInteger.ONE, false),
        "[L-1]B + B = 0");
    assertFalse(
        Edwards25519.combine(order.subtract(BigInteger.ONE), BigInteger.TWO, none)
            .is(BigInteger.ONE, false));
  }

  /** Good signatures of the JDK are good here, and every flipped bit of one is not. */
  @Test
  void itAgreesWithTheJdk() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    for (int i = 0; i < 40; i++) {
      KeyPair pair = generator.generateKeyPair();
      Ed25519Key key = Ed25519Key.of(encoded((EdECPublicKey) pair.getPublic()));
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      byte[] signature = signer.sign();
      assertTrue(key.verifies(message, signature));
      for (int bit = 0; bit < 512; bit += 7) {
        byte[] flipped = signature.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        assertFalse(key.verifies(message, flipped));
      }
    }
  }

  private static byte[] encoded(EdECPublicKey key) {
    byte[] encoded = new byte[32];
    BigInteger y = key.getPoint().getY();
    for (int i = 0; i < 32; i++) {
      encoded[i] = y.shiftRight(8 * i).byteValue();
    }
    encoded[31] |= (byte) (key.getPoint().isXOdd() ? 0x80 : 0);
    return encoded;
  }

  private static void assertSame(
      BinaryOperator<BigInteger> operator, BigInteger a, BigInteger b, long[] result) {
    assertEquals(operator.apply(a, b).mod(P), Field25519.value(result));
  }
}
