package io.cellwitness.gateway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.Ticking;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Progress of what is done piece by piece. */
class StepsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StopRequest never = StopRequest.never();

  @Test
  void aTerminalSeesShareTimeAndTimeLeft() {
    Console console = console(new Terminal(80, true, false), false);
    Steps steps = new Steps(console, new Ticking(Duration.ofSeconds(10)), never, "exporting");
    steps.accept(0.25);
    String line = out.toString(StandardCharsets.UTF_8);
    assertTrue(line.contains("exporting [#####···············]  25 %  0:10"), line);
    assertTrue(line.contains("about 0:30 left"), line);
    assertFalse(line.contains("\n"), line);
    steps.accept(1);
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("about 0:00 left"));
    console.record(Console.event("card"));
    steps.accept(1);
    console.ended();
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("\r\u001b[2K{\"event\":\"card\"}\n"), text.replace('\u001b', '~'));
    assertTrue(text.endsWith("\r\u001b[2K"), text.replace('\u001b', '~'));
  }

  @Test
  void eventsComeOnceASecondAtMost() {
    Console console = console(Terminal.NONE, true);
    Steps steps = new Steps(console, new Ticking(Duration.ofMillis(250)), never, "copying");
    for (int i = 1; i <= 8; i++) {
      steps.piece(8);
    }
    assertEquals(
        "{\"event\":\"progress\",\"phase\":\"copying\",\"done\":0.5,\"elapsedSeconds\":1,"
            + "\"leftSeconds\":1}\n"
            + "{\"event\":\"progress\",\"phase\":\"copying\",\"done\":1.0,\"elapsedSeconds\":2}\n",
        out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aLogIsToldNothing() {
    Steps steps =
        new Steps(console(Terminal.NONE, false), new Ticking(Duration.ofHours(1)), never, "x");
    steps.accept(0.5);
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theOperatorBreaksOffWhatIsWorthNothingByHalf() {
    StopRequest stop = StopRequest.never();
    Steps steps = new Steps(console(Terminal.NONE, true), new Ticking(Duration.ZERO), stop, "x");
    steps.accept(0.5);
    stop.request();
    assertThrows(BrokenOff.class, () -> steps.accept(0.6));
  }

  private Console console(Terminal terminal, boolean json) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Console console = new Console(print, print, terminal);
    console.json(json);
    return console;
  }
}
