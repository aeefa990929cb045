package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void growsToAMinuteAtMostWithFullJitter() {
    long[] ceilings = {1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000};
    long[] largest = new long[ceilings.length];
    long[] smallest = ceilings.clone();
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      Backoff backoff = new Backoff(random);
      for (int i = 0; i < ceilings.length; i++) {
        long wait = backoff.next().toMillis();
        assertTrue(wait >= 0 && wait <= ceilings[i], wait + " beyond " + ceilings[i]);
        largest[i] = Math.max(largest[i], wait);
        smallest[i] = Math.min(smallest[i], wait);
      }
      backoff.reset();
      assertTrue(backoff.next().toMillis() <= 1000);
    }
    for (int i = 0; i < ceilings.length; i++) {
      assertTrue(largest[i] > ceilings[i] * 0.95 && smallest[i] < ceilings[i] * 0.05);
    }
    Backoff many = new Backoff(random);
    for (int i = 0; i < 10_000; i++) {
      assertTrue(many.next().toMillis() <= 60_000);
    }
  }
}
