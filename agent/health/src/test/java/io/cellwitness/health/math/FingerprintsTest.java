package io.cellwitness.health.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

  /** Against the collections of the JDK, with hashes that collide in their low bits. */
  @Test
  void keepsTheFirstPlaceOfEveryHash() {
    Random random = new Random(2);
    Map<Long, Integer> expected = new HashMap<>();
    Fingerprints first = new Fingerprints();
    Fingerprints both = new Fingerprints();
    for (int i = 0; i < 5000; i++) {
      long hash = random.nextInt(3000) * (i % 2 == 0 ? 1L << 32 : 1);
      if (i == 2500) {
        both.noteAll(first);
      }
      (i < 2500 ? first : both).note(hash, i);
      expected.putIfAbsent(hash, i);
    }
    for (long hash = 0; hash < 3000; hash++) {
      assertEquals(expected.getOrDefault(hash, -1), both.place(hash));
      assertEquals(expected.getOrDefault(hash << 32, -1), both.place(hash << 32));
    }
  }
}
