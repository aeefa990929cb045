package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.can.serial.PortInfo;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.cli.AdapterChoice;
import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.adapter.SlcanStyle;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Without --source the adapter is found; a person is asked only where several answer. */
@Timeout(120)
class AdapterChoiceTest {

  @TempDir Path folder;

  private static PortInfo port(Path path) {
    return new PortInfo(
        path.toString(),
        Optional.empty(),
        OptionalInt.of(0x0403),
        OptionalInt.of(0x6015),
        Optional.empty(),
        "");
  }

  private static AdapterChoice choice(List<PortInfo> ports, Optional<Supplier<String>> answer) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    return new AdapterChoice(new Console(nowhere, nowhere, 0), ports, new SystemTime(), answer);
  }

  @Test
  void noneOneAndSeveral() throws Exception {
    Failure none = assertThrows(Failure.class, choice(List.of(), Optional.empty())::choose);
    assertEquals(ExitCode.UNAVAILABLE, none.code());
    Failure silent =
        assertThrows(
            Failure.class, choice(List.of(port(folder.resolve("gone"))), Optional.empty())::choose);
    assertTrue(silent.getMessage().contains("no adapter answers on"), silent.getMessage());
    try (Bench bench = new Bench()) {
      Path elm = folder.resolve("elm");
      Path stick = folder.resolve("stick");
      bench.onTerminal(bench.elm(AdapterModel.CLONE), elm);
      bench.onTerminal(bench.slcan(SlcanStyle.LAWICEL), stick);
      assertEquals(
          "elm327:" + elm, choice(List.of(port(elm)), Optional.empty()).choose().toString());
      List<PortInfo> both = List.of(port(elm), port(stick));
      Failure several = assertThrows(Failure.class, choice(both, Optional.empty())::choose);
      assertEquals(ExitCode.USAGE, several.code());
      assertTrue(several.getMessage().contains("slcan:" + stick), several.getMessage());
      assertEquals("slcan:" + stick, choice(both, Optional.of(() -> "2")).choose().toString());
    }
  }
}
