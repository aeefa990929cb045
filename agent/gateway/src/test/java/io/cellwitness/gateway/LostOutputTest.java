package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Output that does not arrive is no success, and a wrong word is answered shortly. */
class LostOutputTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(OutputStream out, String... args) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);
    return Main.run(console, StopRequest.never(), args);
  }

  @Test
  void aFullDiskUnderStandardOutputEndsWith74() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("no space left");
          }
        };
    assertEquals(74, run(full, "config", "sample"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("could not be written"));
  }

  @Test
  void aMistypedVerbIsAnsweredWithTheNearestOne() {
    assertEquals(2, run(new ByteArrayOutputStream(), "chekc"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("did you mean 'check'?"), said);
  }

  @Test
  void aVeryLongWordIsCut() {
    assertEquals(2, run(new ByteArrayOutputStream(), "x".repeat(120_000)));
    assertTrue(err.size() < 400, () -> "said " + err.size() + " characters");
  }
}
