package io.cellwitness.gateway.store;

import java.util.List;

/**
 * The numbers of one channel, bit for bit.
 *
 * <p>What a battery management system sends are small integers times a scale. A column that can be
 * rebuilt exactly as {@code m / 10^k} or {@code m * 10^-k} (both occur, and they differ in the last
 * bit) is stored as differences of m; any other column as the bits of its doubles, each XORed with
 * the one before.
 */
final class NumberColumn {

  private static final int RAW = 255;
  private static final int DIVIDED = 0;
  private static final int MULTIPLIED = 16;
  private static final int MOST_DECIMALS = 9;
  private static final double LARGEST = 1L << 53;
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  private static final double[] FRACTIONS = {
    1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9
  };

  private NumberColumn() {}

  static void write(ByteSink sink, List<Double> numbers) {
    if (numbers.isEmpty()) {
      return;
    }
    int form = form(numbers);
    sink.octet(form);
    long previous = 0;
    for (double number : numbers) {
      if (form == RAW) {
        long bits = Double.doubleToRawLongBits(number);
        sink.fixed(bits ^ previous);
        previous = bits;
      } else {
        long integer = integer(number, form);
        sink.signed(integer - previous);
        previous = integer;
      }
    }
  }

  static double[] read(ByteSource source, int count) {
    double[] numbers = new double[count];
    if (count == 0) {
      return numbers;
    }
    int form = source.octet();
    if (form != RAW && form % MULTIPLIED > MOST_DECIMALS || form > MULTIPLIED * 2 && form != RAW) {
      throw new IndexOutOfBoundsException("unknown number form " + form);
    }
    long previous = 0;
    for (int i = 0; i < count; i++) {
      if (form == RAW) {
        previous ^= source.fixed();
        numbers[i] = Double.longBitsToDouble(previous);
      } else {
        previous += source.signed();
        numbers[i] = number(previous, form);
      }
    }
    return numbers;
  }

  private static int form(List<Double> numbers) {
    for (int decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
      if (fits(numbers, DIVIDED + decimals)) {
        return DIVIDED + decimals;
      }
      if (fits(numbers, MULTIPLIED + decimals)) {
        return MULTIPLIED + decimals;
      }
    }
    return RAW;
  }

  private static boolean fits(List<Double> numbers, int form) {
    for (double number : numbers) {
      if (Math.abs(number) * POWERS[form % MULTIPLIED] > LARGEST
          || Double.doubleToRawLongBits(number(integer(number, form), form))
              != Double.doubleToRawLongBits(number)) {
        return false;
      }
    }
    return true;
  }

  private static long integer(double number, int form) {
    return Math.round(number * POWERS[form % MULTIPLIED]);
  }

  private static double number(long integer, int form) {
    return form < MULTIPLIED
        ? integer / POWERS[form % MULTIPLIED]
        : integer * FRACTIONS[form % MULTIPLIED];
  }
}
