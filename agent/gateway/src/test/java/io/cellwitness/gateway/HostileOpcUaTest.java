package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.opcua.raw.RawUaServer;
import io.cellwitness.simulator.opcua.raw.UaBytes;
import io.cellwitness.simulator.opcua.raw.UaRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon in a process of its own with a heap of 96 MB, facing a dozen servers that send what
 * none should: each gets its sentence, and an honest source beside them is read all the time.
 */
class HostileOpcUaTest {

  private static final Duration WITHIN = Duration.ofSeconds(180);

  /** The largest message the agent takes has 1 MiB. */
  private static final int JUST_FITS = 900_000;

  private static final int FAR_TOO_MUCH = 40_000_000;
  private static final int LARGEST_LENGTH = Integer.MAX_VALUE;

  @TempDir Path state;
  private final List<RawUaServer> servers = new ArrayList<>();
  private final Map<String, String> sentences = new LinkedHashMap<>();
  private final StringBuilder sources = new StringBuilder();
  private Process daemon;
  private Path log;

  @AfterEach
  void stop() throws Exception {
    if (daemon != null) {
      daemon.destroyForcibly().waitFor();
    }
    for (RawUaServer server : servers) {
      server.close();
    }
  }

  private static UaBytes values(UaRequest request) {
    return UaBytes.answer(634, request.handle(), 0, Instant.now());
  }

  /** One good value, whatever was asked. */
  private static byte[] value(UaRequest request, UaBytes variant) {
    return values(request).u32(1).value(variant, Instant.now()).u32(-1).done();
  }

  private void hostile(String name, String sentence, Function<UaRequest, byte[]> read)
      throws Exception {
    RawUaServer server = server();
    server.answer(
        RawUaServer.READ, r -> RawUaServer.asksForValue(r) ? read.apply(r) : server.honest(r));
    source(name, sentence, server, "poll", true);
  }

  private void source(String name, String sentence, RawUaServer server, String mode, boolean mapped)
      throws Exception {
    String node =
        "{\"signal\": \"CurrentCurrent\", \"unit\": \"A\", \"node\": \""
            + RawUaServer.node()
            + "\"}";
    Path file =
        Files.writeString(
            state.resolve(name + ".json"),
            """
            {"schema": "cellwitness-opcua-source-1", "endpoint": "%s",
             "security": {"policy": "None", "mode": "None"},
             "sampling": {"mode": "%s", "intervalMillis": 200, "giveUpAfterSeconds": 5},
             "nodes": [%s]}
            """
                .formatted(server.url(), mode, mapped ? node : ""));
    sources
        .append("  - {address: 'opcua:")
        .append(file)
        .append("', pack: ")
        .append(name)
        .append("}\n");
    sentences.put(name, sentence);
  }

  @Test
  void everyTrickGetsASentenceAndTheDaemonLives() throws Exception {
    String broken = "ended in the middle of an answer";
    hostile(
        "huge-text",
        "the node holds a text of " + JUST_FITS + " characters",
        r -> value(r, new UaBytes().u8(12).text("x".repeat(JUST_FITS))));
    hostile(
        "far-too-long-text",
        broken,
        r -> value(r, new UaBytes().u8(12).text("x".repeat(FAR_TOO_MUCH))));
    hostile("claimed-text", broken, r -> value(r, new UaBytes().u8(12).u32(LARGEST_LENGTH)));
    hostile("claimed-array", broken, r -> value(r, new UaBytes().u8(0x8B).u32(LARGEST_LENGTH)));
    hostile(
        "huge-array",
        "an array of 100000",
        r -> value(r, new UaBytes().u8(0x8B).u32(100_000).repeat(800_000, 0)));
    hostile(
        "array-of-texts",
        "an array of 200000",
        r -> value(r, new UaBytes().u8(0x8C).u32(200_000).repeat(800_000, 0)));
    hostile(
        "huge-dimensions",
        "the node holds a matrix",
        r ->
            value(
                r,
                new UaBytes()
                    .u8(0xC1)
                    .u32(0)
                    .u32(3)
                    .u32(LARGEST_LENGTH)
                    .u32(LARGEST_LENGTH)
                    .u32(LARGEST_LENGTH)));
    // One level costs five, two and one bytes: all that fits into the largest message.
    hostile(
        "nested-variants",
        broken,
        r -> value(r, new UaBytes().repeat(180_000, 0x98, 1, 0, 0, 0).u8(1).u8(1)));
    hostile(
        "nested-values", broken, r -> value(r, new UaBytes().repeat(400_000, 23, 1).u8(1).u8(1)));
    hostile(
        "nested-diagnostics",
        broken,
        r ->
            new UaBytes()
                .node(634)
                .date(Instant.now())
                .u32(r.handle())
                .u32(0)
                .repeat(900_000, 0x40)
                .u8(0)
                .done());
    RawUaServer endpoints = server();
    endpoints.answer(
        RawUaServer.GET_ENDPOINTS,
        r ->
            UaBytes.answer(431, r.handle(), 0, Instant.now())
                .u32(LARGEST_LENGTH)
                .repeat(JUST_FITS, 0)
                .done());
    source("claimed-endpoints", broken, endpoints, "poll", true);
    RawUaServer browse = server();
    browse.answer(RawUaServer.BROWSE, r -> endless(r, 530));
    browse.answer(RawUaServer.BROWSE_NEXT, r -> endless(r, 536));
    source("endless-browse", "names no battery|lists its nodes too slowly", browse, "poll", false);
    RawUaServer flood = server();
    flood.answer(RawUaServer.PUBLISH, HostileOpcUaTest::flood);
    source("flood", "lost the OPC UA server", flood, "subscribe", true);
    RawUaServer honest = server();
    source("honest", "connected", honest, "poll", true);

    run();
    await(() -> sentences.keySet().stream().allMatch(this::said));
    int before = honest.requests(RawUaServer.READ);
    await(() -> honest.requests(RawUaServer.READ) > before + 20);
    long peakKb = peakKb();
    System.out.println(
        "a dozen hostile servers: peak RSS " + peakKb * 1024 / 1_000_000 + " MB, heap 96 MB");
    assertTrue(peakKb < 300_000, peakKb + " kB");
    assertTrue(
        Files.readString(log).lines().noneMatch(l -> l.startsWith("\tat ")), "a stack trace");
    daemon.destroy();
    assertTrue(daemon.waitFor(30, TimeUnit.SECONDS), "it ends when it is asked to");
  }

  private RawUaServer server() throws IOException {
    RawUaServer server = RawUaServer.start(new SystemTime());
    servers.add(server);
    return server;
  }

  private boolean said(String name) {
    try {
      Pattern words = Pattern.compile("^.*\\b" + name + ": .*(" + sentences.get(name) + ")");
      return Files.readString(log).lines().anyMatch(line -> words.matcher(line).find());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(BooleanSupplier fact) throws Exception {
    long end = System.nanoTime() + WITHIN.toNanos();
    while (!fact.getAsBoolean()) {
      assertTrue(daemon.isAlive(), () -> "the daemon has died: " + text());
      assertTrue(
          System.nanoTime() < end,
          () -> sentences.keySet().stream().filter(n -> !said(n)).toList() + " in " + text());
      LockSupport.parkNanos(100_000_000);
    }
  }

  private String text() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long peakKb() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + daemon.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] endless(UaRequest request, int type) {
    UaBytes out = UaBytes.answer(type, request.handle(), 0, Instant.now()).u32(1);
    out.u32(0).bytes(new byte[] {1}).u32(500);
    for (int i = 0; i < 500; i++) {
      String id = Long.toString(System.nanoTime(), 36) + "." + i;
      out.node(35).u8(1).u8(3).u16(1).text(id).u16(1).text("Folder").u8(2).text("Folder");
      out.u32(1).node(61);
    }
    return out.u32(-1).done();
  }

  private static byte[] flood(UaRequest request) {
    UaBytes out = UaBytes.answer(829, request.handle(), 0, Instant.now());
    UaBytes values = new UaBytes().u32(20_000);
    for (int i = 0; i < 20_000; i++) {
      values.u32(i % 2).value(new UaBytes().u8(11).f64(i), Instant.now());
    }
    out.u32(1).u32(-1).u8(1).u32(System.nanoTime() & 0xFFFF).date(Instant.now()).u32(1);
    return out.object(811, values.u32(-1)).u32(-1).u32(-1).done();
  }

  private void run() throws Exception {
    Path config = Files.writeString(state.resolve("agent.yaml"), "sources:\n" + sources);
    log = state.resolve("log");
    daemon =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                "io.cellwitness.gateway.Main",
                "run",
                "--config",
                config.toString(),
                "--state-dir",
                state.resolve("s").toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }
}
