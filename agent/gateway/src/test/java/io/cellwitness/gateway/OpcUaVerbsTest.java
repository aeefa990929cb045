package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.opcua.BenchModel;
import io.cellwitness.simulator.opcua.PackAndCharger;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import io.cellwitness.simulator.opcua.SimulatedUaServer;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From an unknown server to its readings, with the commands the sentences name. */
class OpcUaVerbsTest {

  private static SimulatedUaServer server;
  private static PackAndCharger bench;

  @TempDir Path state;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ServerIdentity identity =
        ServerIdentity.create("urn:cellwitness:test", List.of("127.0.0.1"), Period.ofYears(1));
    server = SimulatedUaServer.start(ServerSettings.of(port, identity));
    bench =
        new PackAndCharger(
            server.space(), new BenchModel(BenchModel.Build.TYPICAL), new SystemTime());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theRefusalNamesTheCommandThatTrustsAndThenTheServerIsRead() {
    Cli refused = probe();
    assertEquals(0, refused.code(), refused.err());
    JsonNode seen = refused.event("opcuaProbe");
    assertEquals(7, seen.path("endpoints").size());
    String sha256 = seen.path("certificates").get(0).path("sha256").asString();
    String command = "cellwitness trust add opcua " + sha256;
    assertTrue(seen.path("problem").asString().contains(command), seen.toString());
    assertFalse(seen.has("source"));

    Cli add = Cli.run("trust", "add", "opcua", sha256, "--state-dir", state, "--json");
    assertEquals(0, add.code(), add.err());
    assertEquals(sha256, add.event("opcuaTrusted").path("trusted").path("sha256").asString());
    Cli list = Cli.run("trust", "list", "opcua", "--state-dir", state, "--json");
    assertEquals(1, list.event("opcuaTrust").path("trusted").size(), list.out());

    JsonNode source = probe().event("opcuaProbe").path("source");
    assertTrue(source.path("nodes").toString().contains("X-ReferenceCurrent"), source.toString());

    Cli remove = Cli.run("trust", "remove", "opcua", sha256, "--state-dir", state);
    assertEquals(0, remove.code(), remove.err());
    assertFalse(probe().event("opcuaProbe").has("source"));
  }

  @Test
  void aSourceFileThatIsProposedCanBeReadAtOnce() throws Exception {
    String sha256 =
        probe().event("opcuaProbe").path("certificates").get(0).path("sha256").asString();
    assertEquals(0, Cli.run("trust", "add", "opcua", sha256, "--state-dir", state).code());
    Path file = state.resolve("bench.json");
    Files.writeString(file, probe().event("opcuaProbe").path("source").toString());
    bench.tick();
    Cli read =
        Cli.run("read", "--source", "opcua:" + file, "--once", "--state-dir", state, "--json");
    assertEquals(0, read.code(), read.err());
    assertTrue(
        read.events().stream().anyMatch(e -> e.path("name").asString("").equals("CurrentCurrent")),
        read.out());
  }

  @Test
  void badWordsGetOneSentence() {
    Cli nothing = Cli.run("trust", "add", "opcua", "00ff", "--state-dir", state);
    assertEquals(65, nothing.code(), nothing.err());
    assertEquals(1, nothing.err().lines().count(), nothing.err());
    Cli nowhere = Cli.run("probe", "opcua", "opc.tcp://127.0.0.1:1", "--state-dir", state);
    assertEquals(69, nowhere.code(), nowhere.err());
    assertEquals(1, nowhere.err().lines().count(), nowhere.err());
    Cli meterOfARecording =
        Cli.run(
            "check",
            "--source",
            "replay:x.csv",
            "--reference",
            "opcua:" + server.url(),
            "--state-dir",
            state);
    assertEquals(2, meterOfARecording.code(), meterOfARecording.err());
  }

  private Cli probe() {
    return Cli.run("probe", "opcua", server.url(), "--state-dir", state, "--json");
  }
}
