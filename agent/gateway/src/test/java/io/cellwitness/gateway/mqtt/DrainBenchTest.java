package io.cellwitness.gateway.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.store.Store;
import io.cellwitness.gateway.store.StoreLimits;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the outbox drains beside {@code mosquitto_pub -l -q 1} with the same rows ({@code
 * -Dcellwitness.bench.rows=100000}), and with how much memory a month offline drains ({@code
 * -Dcellwitness.bench.monthRows=2600000}, a row a second).
 */
class DrainBenchTest {

  private static final int ROWS = Integer.getInteger("cellwitness.bench.rows", 0);
  private static final int MONTH_ROWS = Integer.getInteger("cellwitness.bench.monthRows", 0);
  private static final int ROUNDS = Integer.getInteger("cellwitness.bench.rounds", 3);
  private static final Topics TOPICS = new Topics("cw", "garage", "bay-1");
  private static final int FIRST_LOOK_PERCENT = 10;

  @TempDir Path dir;

  @Test
  void aMonthOfflineDrainsWithFlatMemory() throws Exception {
    assumeTrue(
        MONTH_ROWS > 0, "SKIPPED: a benchmark; run it with -Dcellwitness.bench.monthRows=2600000");
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort(), "persistence false").start()) {
      drainS(broker, dir.resolve("state"), MONTH_ROWS, true);
    }
  }

  @Test
  void drainsAtHalfTheRateOfMosquittoPubAtLeast() throws Exception {
    assumeTrue(ROWS > 0, "SKIPPED: a benchmark; run it with -Dcellwitness.bench.rows=100000");
    Path rows = dir.resolve("rows");
    try (BufferedWriter out = Files.newBufferedWriter(rows)) {
      for (int i = 0; i < ROWS; i++) {
        out.write(row(i));
        out.write('\n');
      }
    }
    try (Mosquitto broker = new Mosquitto(dir, Mosquitto.freePort(), "persistence false").start()) {
      double best = 0;
      System.out.printf("%8s %18s %18s %7s%n", "rows", "mosquitto_pub /s", "outbox /s", "ratio");
      for (int round = 0; round < ROUNDS; round++) {
        double theirs = ROWS / mosquittoPubS(broker, rows);
        double ours = ROWS / drainS(broker, dir.resolve("state-" + round), ROWS, false);
        System.out.printf("%8d %18.0f %18.0f %7.2f%n", ROWS, theirs, ours, ours / theirs);
        best = Math.max(best, ours / theirs);
      }
      assertTrue(best >= 0.5, "at best " + best);
    }
  }

  private static double mosquittoPubS(Mosquitto broker, Path rows) throws Exception {
    long begun = System.nanoTime();
    Process pub =
        new ProcessBuilder(
                "mosquitto_pub",
                "-V",
                "mqttv5",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(broker.port()),
                "-t",
                TOPICS.telemetry("p1"),
                "-q",
                "1",
                "-l")
            .redirectInput(rows.toFile())
            .start();
    assertTrue(pub.waitFor(1, TimeUnit.HOURS));
    assertEquals(0, pub.exitValue());
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double drainS(Mosquitto broker, Path state, int rows, boolean telling)
      throws Exception {
    StoreLimits limits = StoreLimits.DEFAULT.withTelemetryBytes(8L << 30);
    Store.open(state, new SystemTime(), limits).close();
    fill(state.resolve("cellwitness.db"), rows);
    try (Store store = Store.open(state, new SystemTime(), limits);
        MqttUplink uplink =
            new MqttUplink(
                MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + broker.port()), "gateway"),
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
        assertTrue(uplink.status().trouble().isEmpty(), uplink.status().toString());
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
      assertEquals(rows, uplink.status().delivered());
      if (telling) {
        assertTrue(lastKb < firstKb * 1.25, "RSS from " + firstKb + " to " + lastKb + " kB");
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
