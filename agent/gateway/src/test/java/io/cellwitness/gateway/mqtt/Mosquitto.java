package io.cellwitness.gateway.mqtt;

import io.cellwitness.gateway.store.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real mosquitto, started and killed at will; the test is skipped where it is not installed. */
public final class Mosquitto implements AutoCloseable {

  private final Path binary;
  private final Path config;
  private final Path log;
  private final int port;
  private Process process;

  /** Prepares a broker with further lines for its configuration file. */
  public Mosquitto(Path dir, int port, String... lines) throws IOException {
    Optional<Path> found =
        Stream.of("/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(), "SKIPPED: mosquitto is not installed (apt-get install mosquitto)");
    this.binary = found.get();
    this.port = port;
    this.log = dir.resolve("mosquitto.log");
    this.config = dir.resolve("mosquitto.conf");
    String text =
        "listener " + port + " 127.0.0.1\nuser root\nlog_dest stdout\n" + String.join("\n", lines);
    Files.writeString(
        config, text.contains("allow_anonymous") ? text : text + "\nallow_anonymous true\n");
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public int port() {
    return port;
  }

  public Mosquitto start() throws IOException {
    process =
        new ProcessBuilder(binary.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Eventually.within(Duration.ofSeconds(10), this::accepts);
    return this;
  }

  /** kill -9. */
  public void kill() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }

  private boolean accepts() {
    if (!process.isAlive()) {
      throw new AssertionError("mosquitto ended: " + readLog());
    }
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String readLog() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
