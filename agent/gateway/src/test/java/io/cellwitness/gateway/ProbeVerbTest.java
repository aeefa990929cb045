package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.adapter.SlcanStyle;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What {@code probe} says of adapters and the car behind them, over real sockets and terminals. */
@Timeout(120)
class ProbeVerbTest {

  @TempDir Path folder;

  private static Map<String, JsonNode> lines(Cli cli) {
    Map<String, JsonNode> lines = new TreeMap<>();
    cli.events().stream()
        .filter(e -> e.path("event").asString("").equals("probe"))
        .forEach(e -> lines.put(e.path("item").asString(""), e));
    return lines;
  }

  private static String level(Cli cli, String item) {
    JsonNode line = lines(cli).get(item);
    return line == null
        ? "no line '" + item + "' in " + cli.out()
        : line.path("level").asString("");
  }

  @Test
  void aGoodAdapterAndItsCar() throws Exception {
    try (Bench bench = new Bench()) {
      Cli cli = Cli.run("probe", "--source", bench.elm(AdapterModel.STN), "--json");
      assertEquals(0, cli.code(), cli.err());
      for (String item :
          new String[] {"adapter", "12 V", "control units", "VIN", "vehicle profile"}) {
        assertEquals("OK", level(cli, item), item);
      }
      Map<String, JsonNode> lines = lines(cli);
      assertTrue(lines.get("adapter").path("text").asString("").contains("STN1130 v4.0.1"));
      assertTrue(
          lines.get("vehicle profile").path("text").asString("").startsWith("hyundai-kia-400v"));
      assertTrue(lines.get("VIN").path("text").asString("").startsWith("09 02 and 22 F190 agree"));
      assertTrue(lines.get("control units").path("text").asString("").contains("7EC"));
      assertEquals("OK", level(cli, "feature flowControl"));
      assertFalse(cli.out().contains(Bench.VIN) || cli.err().contains(Bench.VIN), "the VIN");
    }
  }

  @Test
  void aCopyIsNamedAndOneWithoutFlowControlRefused() throws Exception {
    try (Bench bench = new Bench()) {
      Cli clone = Cli.run("probe", "--source", bench.elm(AdapterModel.CLONE), "--json");
      assertEquals(0, clone.code(), clone.err());
      assertEquals("WARN", level(clone, "adapter"));
      assertTrue(
          lines(clone).get("adapter").path("text").asString("").contains("its maker never sold"));

      String reduced = bench.elm(AdapterModel.REDUCED_CLONE);
      Cli probe = Cli.run("probe", "--source", reduced, "--json");
      assertEquals(1, probe.code(), probe.out());
      assertEquals("FAIL", level(probe, "feature flowControl"));
      assertEquals("FAIL", level(probe, "vehicle profile"));
      Cli read =
          Cli.run("read", "--once", "--source", reduced, "--state-dir", folder.resolve("state"));
      assertEquals(69, read.code());
      assertTrue(read.err().contains("cannot ask for long answers"), read.err());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anSlcanStick(SlcanStyle style) throws Exception {
    try (Bench bench = new Bench()) {
      Cli cli = Cli.run("probe", "--source", bench.slcan(style), "--json");
      assertEquals(0, cli.code(), cli.out());
      assertEquals("OK", level(cli, "vehicle profile"));
      assertEquals("OK", level(cli, "VIN"));
      assertEquals("WARN", level(cli, "12 V"));
      assertTrue(lines(cli).get("adapter").path("text").asString("").startsWith("SLCAN"));
    }
  }

  @Test
  void bothLanguagesOnTerminals() throws Exception {
    try (Bench bench = new Bench()) {
      String elm = bench.onTerminal(bench.elm(AdapterModel.STN), folder.resolve("elm"));
      Cli first = Cli.run("probe", "--source", elm, "--json");
      assertEquals("OK", level(first, "vehicle profile"), first.out());
      String slcan = bench.onTerminal(bench.slcan(SlcanStyle.LAWICEL), folder.resolve("slcan"));
      Cli second = Cli.run("probe", "--source", slcan, "--json");
      assertEquals("OK", level(second, "vehicle profile"), second.out());
    }
  }

  @Test
  void theWrongLanguageIsToldApart() throws Exception {
    try (Bench bench = new Bench()) {
      String address = bench.elm(AdapterModel.CLONE).replace("elm327:", "slcan:");
      Cli cli = Cli.run("probe", "--source", address, "--json");
      assertEquals(69, cli.code(), cli.out());
      assertTrue(
          lines(cli).get("adapter").path("remedy").asString("").contains("write elm327:"),
          cli.out());
    }
  }

  @Test
  void whatIsNoAdapter() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    Path file = Files.writeString(folder.resolve("file"), "x");
    String[] sources = {
      "elm327:tcp://127.0.0.1:" + closed, "elm327:/dev/null", "slcan:/dev/null", "elm327:" + file
    };
    for (String source : sources) {
      Cli cli = Cli.run("probe", "--source", source);
      assertEquals(69, cli.code(), source);
      assertTrue(cli.out().matches("(?s)FAIL +adapter .*"), cli.out());
    }
    assertTrue(
        Cli.run("read", "--once", "--source", "elm327:/dev/null")
            .err()
            .contains("not a serial port"));
    assertEquals(2, Cli.run("probe", "--source", "replay:x.csv").code());
  }

  @Test
  void portsAreListedOrTheirLackIsTold() {
    Cli cli = Cli.run("probe", "--json");
    assertTrue(cli.code() == 0 || cli.code() == 1 || cli.code() == 69, cli.err());
    assertFalse(lines(cli).isEmpty(), cli.out());
  }
}
