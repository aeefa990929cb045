package io.cellwitness.gateway.mqtt;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * How fast the outbox drains beside {@code mosquitto_pub -l -q 1} and a bare loop over Paho (same
 * rows, same window, no store, no properties), and with how
 * much memory a month offline drains, a row a second. Needs {@code mosquitto} and {@code
 * mosquitto_pub}.
 */
public final class DrainBenchmark {

  private static final int ROWS = 100_000;
  private static final int ROUNDS = 3;
  private static final int MONTH_ROWS = 2_600_000;
  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final int FIRST_LOOK_PERCENT = 10;
  private static final int BROKER_START_S = 10;

  private final Path place;

  /**
   * Prepares the benchmark.
   *
   * @param place an empty folder
   */
  public DrainBenchmark(Path place) {
    this.place = place;
  }

  /** Drains a month offline and prints the memory on the way. */
  public void month() throws Exception {
    int port = freePort();
    Process broker = broker(port);
    try {
      drainS(port, place.resolve("state"), MONTH_ROWS, true);
    } finally {
      broker.destroy();
    }
  }

  /** Prints the rate beside that of {@code mosquitto_pub}. */
  public void run() throws Exception {
    Path rows = place.resolve("rows");
    try (BufferedWriter out = Files.newBufferedWriter(rows)) {
      for (int i = 0; i < ROWS; i++) {
        out.write(row(i));
        out.write('\n');
      }
    }
    int port = freePort();
    Process broker = broker(port);
    try {
      System.out.printf(
          "%8s %18s %18s %18s %7s%n",
          "rows", "mosquitto_pub /s", "bare Paho /s", "outbox /s", "ratio");
      for (int round = 0; round < ROUNDS; round++) {
        double theirs = ROWS / mosquittoPubS(port, rows);
        double bare = ROWS / barePahoS(port);
        double ours = ROWS / drainS(port, place.resolve("state-" + round), ROWS, false);
        System.out.printf(
            "%8d %18.0f %18.0f %18.0f %7.2f%n", ROWS, theirs, bare, ours, ours / theirs);
      }
      System.out.println("a ratio of at least 0.50 is wanted");
    } finally {
      broker.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Without a configuration file it listens on the loopback only and keeps nothing. */
  private Process broker(int port) throws IOException {
    String installed = "/usr/sbin/mosquitto";
    Process broker =
        new ProcessBuilder(
                Files.isExecutable(Path.of(installed)) ? installed : "mosquitto",
                "-p",
                Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(place.resolve("mosquitto.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BROKER_START_S);
    while (true) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return broker;
      } catch (IOException e) {
        if (!broker.isAlive() || System.nanoTime() > end) {
          broker.destroy();
          throw new IOException("mosquitto does not start on port " + port, e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  private static double mosquittoPubS(int port, Path rows) throws Exception {
    long begun = System.nanoTime();
    Process pub =
        new ProcessBuilder(
                "mosquitto_pub",
                "-V",
                "mqttv5",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-t",
                TOPICS.telemetry("p1"),
                "-q",
                "1",
                "-l")
            .redirectInput(rows.toFile())
            .start();
    require(pub.waitFor(1, TimeUnit.HOURS) && pub.exitValue() == 0, "mosquitto_pub failed");
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double barePahoS(int port) throws Exception {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "bare", new MemoryPersistence());
    client.connect().waitForCompletion();
    Semaphore window = new Semaphore(Delivery.WINDOW);
    MqttActionListener answer =
        new MqttActionListener() {
          @Override
          public void onSuccess(IMqttToken token) {
            window.release();
          }

          @Override
          public void onFailure(IMqttToken token, Throwable failure) {
            // The window then never becomes whole, which is told below.
          }
        };
    String topic = TOPICS.telemetry("p1");
    long begun = System.nanoTime();
    for (int i = 0; i < ROWS; i++) {
      require(window.tryAcquire(1, TimeUnit.MINUTES), "the broker does not answer Paho");
      MqttMessage message = new MqttMessage(row(i).getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      client.publish(topic, message, null, answer);
    }
    require(
        window.tryAcquire(Delivery.WINDOW, 1, TimeUnit.MINUTES), "the broker does not answer Paho");
    double seconds = (System.nanoTime() - begun) / 1e9;
    client.disconnectForcibly(0, 0, false);
    client.close(true);
    return seconds;
  }

  private static double drainS(int port, Path state, int rows, boolean telling)
      throws Exception {
    StoreLimits limits = StoreLimits.DEFAULT.withTelemetryBytes(8L << 30);
    Store.open(state, new SystemTime(), limits).close();
    fill(state.resolve("cellwitness.db"), rows);
    try (Store store = Store.open(state, new SystemTime(), limits);
        MqttUplink uplink =
            new MqttUplink(
                MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + port), "gateway"),
                TOPICS,
                store.outbox(),
                new SystemTime(),
                UplinkExtras.NONE,
                note -> {})) {
      long begun = System.nanoTime();
      uplink.start();
      long firstKb = 0;
      long lastKb = 0;
      int shown = 0;
      while (!uplink.awaitEmpty(Duration.ofMillis(200))) {
        require(uplink.status().trouble().isEmpty(), uplink.status().toString());
        int percent = (int) (100 * uplink.status().delivered() / rows);
        if (percent >= shown + FIRST_LOOK_PERCENT) {
          shown = percent / FIRST_LOOK_PERCENT * FIRST_LOOK_PERCENT;
          lastKb = residentKb();
          firstKb = firstKb == 0 ? lastKb : firstKb;
          if (telling) {
            System.out.printf(
                "drained %3d %%  %6.0f s  RSS %4d MB  heap %4d MB%n",
                shown,
                (System.nanoTime() - begun) / 1e9,
                lastKb >> 10,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
          }
        }
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      require(uplink.status().delivered() == rows, "delivered " + uplink.status().delivered());
      if (telling) {
        System.out.printf(
            "RSS from %d to %d kB; at most a quarter more is wanted%n", firstKb, lastKb);
      }
      return seconds;
    }
  }

  /** Rows as the outbox would have taken them one by one, only sooner. */
  private static void fill(Path database, int rows) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO outbox(id, class, topic, content_type, schema, expiry_s, created_ms,"
                    + " body) VALUES (?, 2, ?, 'application/json', 'telemetry/1', 86400, 0, ?)")) {
      connection.setAutoCommit(false);
      for (int i = 0; i < rows; i++) {
        insert.setString(1, new UUID(i, 7).toString());
        insert.setString(2, TOPICS.telemetry("p1"));
        insert.setBytes(3, row(i).getBytes(StandardCharsets.UTF_8));
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  private static void require(boolean held, String otherwise) {
    if (!held) {
      throw new IllegalStateException(otherwise);
    }
  }

  private static long residentKb() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** One second of a fleet car: about 300 bytes. */
  private static String row(int i) {
    return "{\"schema\":\"telemetry/1\",\"pack\":\"p1\",\"session\":1,\"start\":"
        + "\"2026-05-01T08:00:00Z\",\"clockSynced\":true,\"signals\":[{\"path\":"
        + "\"Vehicle.Powertrain.TractionBattery.CurrentVoltage\",\"unit\":\"V\",\"source\":"
        + "\"7EC:220101\",\"t\":[0.0,1000.0],\"v\":[351."
        + i % 10
        + ",351.2]},{\"path\":\"Vehicle.Powertrain.TractionBattery.CurrentCurrent\",\"unit\":\"A\""
        + ",\"t\":[0.0],\"v\":[-12.5]}],\"n\":"
        + i
        + "}";
  }
}
