package io.cellwitness.gateway;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.opcua.BenchModel;
import io.cellwitness.simulator.opcua.PackAndCharger;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import io.cellwitness.simulator.opcua.SimulatedUaServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the documents take for granted, in a workshop of this machine: a car behind an adapter, an
 * OPC UA server, a report somebody handed over, a list of PIDs.
 */
final class DocumentsWorkshop implements AutoCloseable {

  private static final String NAMED_SHA256 =
      "6ef18d478202bfe5ac880bc7141048645b64460e01bea7aaff592f7de5753a94";

  private final Bench bench = new Bench();
  private final ScheduledExecutorService ticking = Executors.newSingleThreadScheduledExecutor();
  private final SimulatedUaServer server;
  private final Path report;
  private final Path state;
  private final Map<String, String> replacements;

  /**
   * Opens the workshop and makes a report in it.
   *
   * @param folder for the report
   */
  DocumentsWorkshop(Path folder) throws Exception {
    String car = bench.elm(AdapterModel.STN);
    state = folder.resolve("state");
    Cli check =
        Cli.run("check", "--source", car, "--mode", "quick", "--state-dir", state, "--json");
    report =
        Path.of(check.event("report").path("files").path("report.jws").asString("")).getParent();
    ServerIdentity identity =
        ServerIdentity.create("urn:cellwitness:test", List.of("127.0.0.1"), Period.ofYears(1));
    server = SimulatedUaServer.start(ServerSettings.of(freePort(), identity));
    PackAndCharger pack =
        new PackAndCharger(
            server.space(), new BenchModel(BenchModel.Build.TYPICAL), new SystemTime());
    ticking.scheduleAtFixedRate(pack::tick, 0, 1, TimeUnit.SECONDS);
    String sha256 =
        Cli.run("probe", "opcua", server.url(), "--state-dir", state, "--json")
            .event("opcuaProbe")
            .path("certificates")
            .get(0)
            .path("sha256")
            .asString();
    replacements =
        Map.of(
            "elm327:/dev/ttyUSB0",
            car,
            "elm327:tcp://192.168.0.10:35000",
            car,
            "opc.tcp://bench.example:4840",
            server.url(),
            NAMED_SHA256,
            sha256,
            "THEVIN",
            Bench.VIN,
            "replay:charge.csv.gz",
            "replay:" + recording(),
            "/usr/share/cellwitness/example-charge.csv.gz",
            recording(),
            "/etc/cellwitness/agent.yaml",
            "config/agent.yaml");
  }

  /** A command as it can be run here. */
  String here(String command) {
    String own = command;
    for (Map.Entry<String, String> entry : replacements.entrySet()) {
      own = own.replace(entry.getKey(), entry.getValue());
    }
    return own;
  }

  /** Puts what a reader was given into the folder a page is tried in. */
  void furnish(Path page) throws Exception {
    try (Stream<Path> files = Files.list(report)) {
      for (Path file : files.toList()) {
        Files.copy(file, page.resolve(file.getFileName()));
      }
    }
    String jwk = Cli.run("keys", "show", "--jwk", "--state-dir", state).out().strip();
    Files.writeString(page.resolve("key.jwk"), jwk + "\n");
    Files.writeString(page.resolve("trust.json"), trust(jwk));
    Path own = Files.createDirectories(page.resolve(".local/state/cellwitness"));
    Files.writeString(own.resolve("trust.json"), trust(jwk));
    Files.writeString(
        page.resolve("list.csv"),
        "Name,ShortName,ModeAndPID,Equation,Min Value,Max Value,Units,Header\n"
            + "State of charge,SOC,0x2101,e/2,0,100,%,7E4\n");
    Cli.run("trust", "add", "opcua", replacements.get(NAMED_SHA256), "--state-dir", state);
    String source =
        Cli.run("probe", "opcua", server.url(), "--state-dir", state, "--json")
            .event("opcuaProbe")
            .path("source")
            .toString();
    Files.writeString(page.resolve("bench.json"), source);
  }

  private static String trust(String jwk) {
    return "{\"schema\": \"cellwitness-trust/1\", \"keys\": [{\"name\": \"Example Garage\","
        + " \"status\": \"active\", \"jwk\": "
        + jwk
        + "}]}\n";
  }

  private static String recording() {
    return "agent/health/src/test/resources/recordings/vehicle/obd_drive.csv.gz";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    ticking.shutdownNow();
    server.close();
    bench.close();
  }
}
