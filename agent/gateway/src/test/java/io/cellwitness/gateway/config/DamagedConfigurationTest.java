package io.cellwitness.gateway.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the file, the answer is settings or sentences, never an exception. */
class DamagedConfigurationTest {

  private static final int ROUNDS = 300;
  private static final byte[] NASTY =
      ":-#[]{}&*!|>'\"%@`?,\t\n\0 ~.<=".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @Test
  void aDamagedFileGivesSettingsOrSentences() throws IOException {
    SettingsLoader loader =
        new SettingsLoader(new Environment(Map.of("HOME", "/home/nobody"), Set.of("elm327")));
    byte[] sample =
        ConfigSample.text().replaceAll("(?m)^( *)#", "$1").getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("agent.yaml");
    Random random = new Random(20260101);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damage(sample, random);
      Files.write(file, damaged);
      if (loader.load(file) instanceof LoadResult.Problems bad) {
        refused++;
        long lines = 1 + count(damaged, (byte) '\n');
        for (Problem problem : bad.problems()) {
          assertTrue(problem.line().orElse(1) <= lines, problem.toString());
          assertFalse(problem.sentence().contains("\n"), problem.toString());
        }
      }
    }
    assertTrue(refused > ROUNDS / 2, "the damage must be real: " + refused);
  }

  private static byte[] damage(byte[] sample, Random random) {
    byte[] damaged = Arrays.copyOf(sample, 1 + random.nextInt(sample.length));
    for (int i = random.nextInt(5); i >= 0; i--) {
      damaged[random.nextInt(damaged.length)] =
          random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : (byte) random.nextInt(256);
    }
    return damaged;
  }

  private static long count(byte[] bytes, byte wanted) {
    long count = 0;
    for (byte b : bytes) {
      count += b == wanted ? 1 : 0;
    }
    return count;
  }
}
