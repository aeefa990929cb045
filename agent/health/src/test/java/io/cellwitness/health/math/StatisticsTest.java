package io.cellwitness.health.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The selected median is the sorted one, to the last bit. */
class StatisticsTest {

  private static double sorted(double[] values) {
    double[] copy = values.clone();
    Arrays.sort(copy);
    int n = copy.length;
    return n % 2 == 1 ? copy[n / 2] : 0.5 * (copy[n / 2 - 1] + copy[n / 2]);
  }

  private static void same(double[] values) {
    double[] before = values.clone();
    assertEquals(
        Double.doubleToLongBits(sorted(values)),
        Double.doubleToLongBits(Statistics.median(values)));
    assertEquals(Arrays.toString(before), Arrays.toString(values), "arguments are not changed");
  }

  @Test
  void randomValuesOfEveryLength() {
    Random random = new Random(1);
    for (int n = 1; n < 400; n++) {
      same(random.doubles(n, -5, 5).toArray());
      same(random.ints(n, 1, 4).asDoubleStream().toArray());
    }
  }

  @Test
  void zerosOfBothSignsAndMissingValues() {
    Random random = new Random(2);
    double[] odd = {0.0, -0.0, Double.NaN, 1, -1, Double.POSITIVE_INFINITY};
    for (int n = 1; n < 200; n++) {
      double[] values = new double[n];
      Arrays.setAll(values, i -> odd[random.nextInt(odd.length)]);
      same(values);
    }
  }

  /** Orders that make a naive selection slow: it must sort the rest then, and stay right. */
  @Test
  void ordersThatDoNotHalve() {
    for (int n : new int[] {1000, 1001}) {
      double[] pipe = new double[n];
      Arrays.setAll(pipe, i -> 1 + Math.min(i, n - i));
      same(pipe);
      double[] falling = new double[n];
      Arrays.setAll(falling, i -> n - i);
      same(falling);
      double[] swapped = new double[n];
      Arrays.setAll(swapped, i -> 1 + (i % 2 == 0 ? i : n - i));
      same(swapped);
    }
  }

  @Test
  void stepsOfAFastClock() {
    double[] timeS = new double[36_000];
    Arrays.setAll(timeS, i -> i * 100_000_000L / 1e9);
    double[] steps = new double[timeS.length - 1];
    Arrays.setAll(steps, i -> timeS[i + 1] - timeS[i]);
    assertEquals(sorted(steps), Statistics.medianStep(timeS, 0, timeS.length - 1));
  }
}
