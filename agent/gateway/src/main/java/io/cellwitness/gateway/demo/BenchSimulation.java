package io.cellwitness.gateway.demo;

import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.cli.Tools;
import io.cellwitness.simulator.opcua.BenchModel;
import io.cellwitness.simulator.opcua.PackAndCharger;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import io.cellwitness.simulator.opcua.SimulatedUaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;

/** A simulated pack on a charger with a meter, over OPC UA; apart from its verb as {@link Demo}. */
final class BenchSimulation {

  private static final Duration TICK = Duration.ofMillis(250);

  private final Console console;
  private final TimeSource time;
  private final StopRequest stop;

  BenchSimulation(Tools tools) {
    this.console = tools.console();
    this.time = tools.time();
    this.stop = tools.stop();
  }

  /**
   * Serves until the time is over or the operator ends it.
   *
   * @param port TCP port on 127.0.0.1, 0 for any
   * @param folder keeps the server's certificate, so that it is trusted once
   * @param seconds how long; null until the operator ends it
   */
  int run(int port, Path folder, Integer seconds) throws Failure, InterruptedException {
    ServerIdentity identity = identity(folder);
    try (SimulatedUaServer server =
        SimulatedUaServer.start(ServerSettings.of(port == 0 ? freePort() : port, identity))) {
      BenchModel model = new BenchModel(BenchModel.Build.TYPICAL);
      PackAndCharger bench = new PackAndCharger(server.space(), model, time);
      String address = server.url();
      console.emit(Console.event("simulating").put("source", "opcua:" + address));
      console.say(
          "Simulated  a battery on a charger with a meter; its own sensor shows 3 % too much");
      console.say("Source     opcua:" + address);
      console.say("Try        cellwitness probe opcua " + address);
      Stamp begun = time.now();
      while (!stop.requested() && !isOver(begun, seconds)) {
        time.sleep(TICK);
        bench.tick();
      }
      if (!stop.requested()) {
        console.say("Ended      after " + seconds + " s");
      }
      return ExitCode.OK.number();
    } catch (IOException e) {
      throw new Failure(
          ExitCode.UNAVAILABLE,
          "port " + port + " on 127.0.0.1 cannot be had (" + e.getMessage() + "); give --port N",
          e);
    }
  }

  /** The server's addresses name its port, so it must know it before it binds. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean isOver(Stamp begun, Integer seconds) {
    return seconds != null && time.now().secondsSince(begun) >= seconds;
  }

  private static ServerIdentity identity(Path folder) throws Failure {
    try {
      return ServerIdentity.in(folder);
    } catch (IOException | GeneralSecurityException e) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          "the simulated server's certificate in "
              + folder
              + " cannot be kept; give a --state-dir"
              + " that this user may write",
          e);
    }
  }
}
