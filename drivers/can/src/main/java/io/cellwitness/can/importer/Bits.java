package io.cellwitness.can.importer;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * An expression as the sum of single bits, each times its own factor, plus a constant. Every
 * expression that only picks bits, shifts, masks, adds and scales has this form; what has not, has
 * no place in a profile.
 *
 * @param factors factor by bit; bit number is 8 times the byte, plus 0 for its lowest bit
 * @param constant added to the sum
 */
record Bits(TreeMap<Integer, Double> factors, double constant) {

  static Bits number(double value) {
    return new Bits(new TreeMap<>(), value);
  }

  static Bits ofByte(int index) {
    TreeMap<Integer, Double> factors = new TreeMap<>();
    for (int bit = 0; bit < 8; bit++) {
      factors.put(8 * index + bit, (double) (1 << bit));
    }
    return new Bits(factors, 0);
  }

  static Bits ofBit(int index, int bit) {
    TreeMap<Integer, Double> factors = new TreeMap<>();
    factors.put(8 * index + bit, 1.0);
    return new Bits(factors, 0);
  }

  boolean isConstant() {
    return factors.isEmpty();
  }

  Bits plus(Bits other) {
    TreeMap<Integer, Double> sum = new TreeMap<>(factors);
    other.factors.forEach((bit, factor) -> sum.merge(bit, factor, Double::sum));
    sum.values().removeIf(factor -> factor == 0);
    return new Bits(sum, constant + other.constant);
  }

  Bits times(double by) {
    TreeMap<Integer, Double> product = new TreeMap<>();
    if (by != 0) {
      factors.forEach((bit, factor) -> product.put(bit, factor * by));
    }
    return new Bits(product, constant * by);
  }

  Bits over(double by) {
    TreeMap<Integer, Double> quotient = new TreeMap<>();
    factors.forEach((bit, factor) -> quotient.put(bit, factor / by));
    return new Bits(quotient, constant / by);
  }

  /** The same whole number with some of its bits; empty when it is none made of distinct bits. */
  Optional<Bits> masked(long mask) {
    if (constant != 0) {
      return Optional.empty();
    }
    TreeMap<Integer, Double> kept = new TreeMap<>();
    long seen = 0;
    for (Map.Entry<Integer, Double> entry : factors.entrySet()) {
      OptionalLong weight = powerOfTwo(entry.getValue());
      if (weight.isEmpty() || (seen & weight.getAsLong()) != 0) {
        return Optional.empty();
      }
      seen |= weight.getAsLong();
      if ((mask & weight.getAsLong()) != 0) {
        kept.put(entry.getKey(), entry.getValue());
      }
    }
    return Optional.of(new Bits(kept, 0));
  }

  /** Shifted to the right as whole numbers are: what falls out is lost. */
  Optional<Bits> shiftedRight(int by) {
    return masked(-1L << by).map(bits -> bits.over(1L << by));
  }

  /** The same bits as a number in two's complement of so many bits. */
  Optional<Bits> signed(int width) {
    long top = 1L << width - 1;
    return masked((top << 1) - 1)
        .map(
            bits -> {
              TreeMap<Integer, Double> signed = new TreeMap<>(bits.factors);
              signed.replaceAll((bit, factor) -> factor == top ? -factor : factor);
              return new Bits(signed, 0);
            });
  }

  private static OptionalLong powerOfTwo(double value) {
    boolean whole = value >= 1 && value <= 0x1p52 && value == Math.rint(value);
    return whole && Long.bitCount((long) value) == 1
        ? OptionalLong.of((long) value)
        : OptionalLong.empty();
  }
}
