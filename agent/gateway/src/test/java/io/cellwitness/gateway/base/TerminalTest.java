package io.cellwitness.gateway.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.gateway.base.Terminal.Tone;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the environment says of a terminal, and what is written on it. */
class TerminalTest {

  @Test
  void coloursAreShownOnlyWhereTheyAreWantedAndUnderstood() {
    assertEquals("\u001b[31mbad\u001b[0m", painted(Map.of("TERM", "xterm")));
    assertEquals("bad", painted(Map.of("TERM", "xterm", "NO_COLOR", "1")));
    assertEquals("\u001b[31mbad\u001b[0m", painted(Map.of("TERM", "xterm", "NO_COLOR", "")));
    assertEquals("bad", painted(Map.of("TERM", "dumb")));
    assertEquals("bad", painted(Map.of()));
    assertEquals("bad", Terminal.NONE.paint(Tone.BAD, "bad"));
  }

  @Test
  void theWidthIsThatOfTheTerminalThenOfTheEnvironmentThenTheUsualOne() {
    assertEquals(132, Terminal.of(Map.of("COLUMNS", "100"), 132).columns());
    assertEquals(100, Terminal.of(Map.of("COLUMNS", "100"), 0).columns());
    assertEquals(80, Terminal.of(Map.of(), 0).columns());
    for (String nonsense : new String[] {"0", "-5", "wide", "99999999999"}) {
      assertEquals(80, Terminal.of(Map.of("COLUMNS", nonsense), 0).columns(), nonsense);
    }
    assertEquals(20, Terminal.of(Map.of(), 1).columns());
  }

  /** A terminal without control sequences is overwritten with blanks instead. */
  @Test
  void aDumbTerminalIsOverwritten() {
    Terminal dumb = Terminal.of(Map.of("TERM", "dumb"), 80);
    assertEquals("\rab   ", dumb.replacing("ab", 5));
    assertEquals("\r     \r", dumb.erasing(5));
  }

  private static String painted(Map<String, String> variables) {
    return Terminal.of(variables, 80).paint(Tone.BAD, "bad");
  }
}
