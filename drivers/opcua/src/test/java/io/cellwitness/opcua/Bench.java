package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.fail;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.simulator.opcua.ServerIdentity;
import io.cellwitness.simulator.opcua.ServerSettings;
import io.cellwitness.simulator.opcua.SimulatedUaServer;
import io.cellwitness.simulator.opcua.SimulatedVariable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A simulated server, a folder for the driver's keys, and short ways to read from it. */
public final class Bench implements AutoCloseable {

  public static final String URI = "urn:cellwitness:test:bench";

  private static ServerIdentity shared;

  public final Path folder;
  public final int port;
  public final List<String> notes = new CopyOnWriteArrayList<>();
  public final Map<String, SimulatedVariable> variables = new LinkedHashMap<>();
  public TimeSource time = new RealTime();
  public SimulatedUaServer server;
  private ServerSettings settings;
  private final Map<SimulatedVariable, Object> kept = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public Bench(Path folder) throws Exception {
    this.folder = folder;
    this.port = freePort();
    this.settings = ServerSettings.of(port, identity());
    Thread sampler = new Thread(this::sample, "bench");
    sampler.setDaemon(true);
    sampler.start();
  }

  /** One key for all benches: making them costs more than all else. */
  public static synchronized ServerIdentity identity() throws GeneralSecurityException {
    if (shared == null) {
      shared = ServerIdentity.create(URI, List.of("localhost", "127.0.0.1"), Period.ofYears(1));
    }
    return shared;
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  public ServerSettings settings() {
    return settings;
  }

  public Bench with(ServerSettings other) {
    settings = other;
    return this;
  }

  /** Starts the server with a pack of three nodes that have good values. */
  public Bench start() throws Exception {
    server = SimulatedUaServer.start(settings);
    variables.clear();
    add("Voltage", "V");
    add("Current", "A");
    add("Soc", "%");
    refresh();
    return this;
  }

  public SimulatedVariable add(String name, String unit) {
    SimulatedVariable variable = server.space().variable("Pack", name, Optional.of(unit));
    variables.put(name, variable);
    return variable;
  }

  /** The three values, good and fresh from now on. */
  public void refresh() {
    keep(variables.get("Voltage"), 355.5);
    keep(variables.get("Current"), -42.0);
    keep(variables.get("Soc"), 63.5);
  }

  /** Samples a value five times a second, so that a slow machine does not make it stale. */
  public void keep(SimulatedVariable variable, Object value) {
    kept.put(variable, value);
    variable.set(value, Instant.now());
  }

  /** One sample and no more. */
  public void set(String name, Object value, Instant at) {
    set(name, value, at, 0);
  }

  public void set(String name, Object value, Instant at, long status) {
    kept.remove(variables.get(name));
    variables.get(name).set(value, at, status);
  }

  private void sample() {
    while (!closed) {
      kept.forEach((variable, value) -> variable.set(value, Instant.now()));
      LockSupport.parkNanos(200_000_000);
    }
  }

  public Path state() {
    return folder.resolve("state");
  }

  public Path pki() {
    return state().resolve("opcua").resolve("pki");
  }

  public DriverContext context() {
    return new DriverContext(
        time, Optional.empty(), List.of(), 20, notes::add, Optional.of(state()));
  }

  /** A source file for the three values; {@code extra} goes before the nodes. */
  public Path file(String extra, String... moreNodes) throws IOException {
    List<String> nodes = new ArrayList<>();
    nodes.add(node("CurrentVoltage", "Voltage", "V", ""));
    nodes.add(node("CurrentCurrent", "Current", "A", ",\"sign\":-1"));
    nodes.add(node("StateOfCharge.Current", "Soc", "%", ""));
    Collections.addAll(nodes, moreNodes);
    return rawFile(extra + "\"nodes\":[" + String.join(",", nodes) + "]");
  }

  public static String node(String signal, String name, String unit, String extra) {
    return "{\"signal\":\""
        + signal
        + "\",\"node\":\"nsu="
        + ServerSettings.NAMESPACE
        + ";s=Pack/"
        + name
        + "\",\"unit\":\""
        + unit
        + "\""
        + extra
        + "}";
  }

  public Path rawFile(String body) throws IOException {
    Path file = Files.createTempFile(folder, "source", ".json");
    return Files.writeString(
        file,
        "{\"schema\":\"cellwitness-opcua-source-1\",\"endpoint\":\"opc.tcp://127.0.0.1:"
            + port
            + "\","
            + body
            + "}");
  }

  public static String policy(String policy, String mode) {
    return "\"security\":{\"policy\":\"" + policy + "\",\"mode\":\"" + mode + "\"},";
  }

  public static final String OPEN = policy("None", "None");

  public Driver driver(Path file) throws DriverException {
    return driver(file.toString());
  }

  public Driver driver(String target) throws DriverException {
    return new OpcUaDriverProvider().create(SourceAddress.parse("opcua:" + target), context());
  }

  /** Trusts the server the way an operator does. */
  public void trustServer() throws Exception {
    Path certificate = folder.resolve("server.der");
    Files.write(certificate, settings.identity().certificate().getEncoded());
    new OpcUaTools().trust(certificate.toString(), context());
  }

  /** Polls until a reading fits, for at most ten seconds. */
  public static Reading await(Driver driver, Predicate<Reading> fits) throws Exception {
    return await(driver, fits, Duration.ofSeconds(10), () -> {});
  }

  public interface Meanwhile {
    void run() throws Exception;
  }

  public static Reading await(
      Driver driver, Predicate<Reading> fits, Duration within, Meanwhile meanwhile)
      throws Exception {
    long end = System.nanoTime() + within.toNanos();
    List<Reading> seen = new ArrayList<>();
    while (System.nanoTime() < end) {
      meanwhile.run();
      List<Reading> batch = new ArrayList<>();
      driver.poll(batch::add);
      seen.addAll(batch);
      Optional<Reading> fitting = batch.stream().filter(fits).findFirst();
      if (fitting.isPresent()) {
        return fitting.get();
      }
    }
    return fail(
        "no such reading among the last of "
            + seen.size()
            + ": "
            + seen.subList(Math.max(0, seen.size() - 6), seen.size()));
  }

  public static Predicate<Reading> good(Signal signal) {
    return r -> r.signal().equals(signal) && r.value() instanceof Value.Number;
  }

  public static Predicate<Reading> absent(Signal signal, String reason) {
    return r ->
        r.signal().equals(signal)
            && r.value() instanceof Value.Absent a
            && a.reason().contains(reason);
  }

  public static double number(Reading reading) {
    return ((Value.Number) reading.value()).number();
  }

  @Override
  public void close() {
    closed = true;
    stop();
  }

  /** Stops the server, which {@link #start} can start again. */
  public void stop() {
    kept.clear();
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
