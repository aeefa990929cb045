package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.StopRequest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The program described for one verb is the whole program, as far as that verb goes. */
class WiringTest {

  private final Wiring wiring =
      new Wiring(new Console(System.out, System.err, 0), StopRequest.never());

  @Test
  void aKnownFirstWordDescribesItsVerbOnly() {
    Set<String> all = wiring.commandLine().getSubcommands().keySet();
    for (String verb : all) {
      Set<String> described = wiring.commandLineFor(verb).getSubcommands().keySet();
      boolean needsAll = verb.equals("completion") || verb.equals("man-pages");
      assertEquals(needsAll ? all : Set.of(verb), described);
    }
  }

  @Test
  void anythingElseDescribesAll() {
    Set<String> all = wiring.commandLine().getSubcommands().keySet();
    assertEquals(all, wiring.commandLineFor().getSubcommands().keySet());
    assertEquals(all, wiring.commandLineFor("chek").getSubcommands().keySet());
    assertEquals(all, wiring.commandLineFor("--help").getSubcommands().keySet());
  }
}
