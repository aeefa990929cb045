package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.opcua.raw.RawUaServer;
import io.cellwitness.simulator.opcua.raw.UaBytes;
import io.cellwitness.simulator.opcua.raw.UaRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The daemon in a process of its own with a heap of 96 MB, facing a dozen servers that send what
 * none should: each gets its sentence, and an honest source beside them is read all the time.
 */
class HostileOpcUaTest {

  private static final Duration WITHIN = Duration.ofSeconds(150);

  /** Longest text of one message the agent takes is 1 MiB; these stay just below or far above. */
  private static final int JUST_FITS = 900_000;

  private static final int FAR_TOO_MUCH = 40_000_000;
  private static final int LARGEST_LENGTH = Integer.MAX_VALUE;

  @TempDir Path state;
  private final List<RawUaServer> servers = new ArrayList<>();
  private final Map<String, String> sentences = new LinkedHashMap<>();
  private final StringBuilder sources = new StringBuilder();
  private Process daemon;

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

  /** Refuses only the reads of the source's node: those at connecting are answered honestly. */
  private static Function<UaRequest, byte[]> afterConnecting(
      RawUaServer honest, Function<UaRequest, byte[]> hostile) {
    return request ->
        RawUaServer.asksForValue(request) ? hostile.apply(request) : honest.honest(request);
  }

  private void hostile(String name, String sentence, Function<UaRequest, byte[]> read)
      throws Exception {
    RawUaServer server = RawUaServer.start(new SystemTime());
    server.answer(RawUaServer.READ, afterConnecting(server, read));
    source(name, sentence, server, "poll", true);
  }

  private void source(String name, String sentence, RawUaServer server, String mode, boolean mapped)
      throws Exception {
    servers.add(server);
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
    hostile(
        "huge-text",
        "the node holds a text of " + JUST_FITS + " characters",
        r -> value(r, new UaBytes().u8(12).text("x".repeat(JUST_FITS))));
    hostile(
        "far-too-long-text",
        "cannot be used|more than is read|cannot be reached|did not answer",
        r -> value(r, new UaBytes().u8(12).text("x".repeat(FAR_TOO_MUCH))));
    hostile("claimed-text", "", r -> value(r, new UaBytes().u8(12).u32(LARGEST_LENGTH)));
    hostile("claimed-array", "", r -> value(r, new UaBytes().u8(0x80 | 11).u32(LARGEST_LENGTH)));
    hostile(
        "huge-array",
        "",
        r ->
            value(
                r,
                new UaBytes().u8(0x80 | 11).u32(100_000).repeat(100_000, 0, 0, 0, 0, 0, 0, 0, 0)));
    hostile(
        "array-of-texts",
        "",
        r -> value(r, new UaBytes().u8(0x80 | 12).u32(200_000).repeat(200_000, 0, 0, 0, 0)));
    hostile(
        "nested-variants",
        "",
        r -> value(r, new UaBytes().repeat(180_000, 0x80 | 24, 1, 0, 0, 0).u8(1).u8(1)));
    hostile("nested-values", "", r -> value(r, new UaBytes().repeat(400_000, 23, 1).u8(1).u8(1)));
    hostile(
        "nested-diagnostics",
        "",
        r ->
            new UaBytes()
                .node(634)
                .date(Instant.now())
                .u32(r.handle())
                .u32(0)
                .repeat(900_000, 0x40)
                .u8(0)
                .u32(-1)
                .u8(0)
                .u8(0)
                .u8(0)
                .u32(-1)
                .u32(-1)
                .done());
    hostile(
        "huge-dimensions",
        "",
        r ->
            value(
                r,
                new UaBytes()
                    .u8(0xC0 | 1)
                    .u32(0)
                    .u32(3)
                    .u32(LARGEST_LENGTH)
                    .u32(LARGEST_LENGTH)
                    .u32(LARGEST_LENGTH)));
    RawUaServer endpoints = RawUaServer.start(new SystemTime());
    endpoints.answer(
        RawUaServer.GET_ENDPOINTS,
        r ->
            UaBytes.answer(431, r.handle(), 0, Instant.now())
                .u32(LARGEST_LENGTH)
                .repeat(JUST_FITS, 0)
                .done());
    source("claimed-endpoints", "", endpoints, "poll", true);
    RawUaServer browse = RawUaServer.start(new SystemTime());
    browse.answer(RawUaServer.BROWSE, r -> endless(r, 530));
    browse.answer(RawUaServer.BROWSE_NEXT, r -> endless(r, 536));
    source("endless-browse", "", browse, "poll", false);
    RawUaServer flood = RawUaServer.start(new SystemTime());
    flood.answer(RawUaServer.PUBLISH, HostileOpcUaTest::flood);
    source("flood", "", flood, "subscribe", true);
    RawUaServer honest = RawUaServer.start(new SystemTime());
    source("honest", "", honest, "poll", true);

    run();
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
    Path log = state.resolve("log");
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
    long end = System.nanoTime() + WITHIN.toNanos();
    while (System.nanoTime() < end && daemon.isAlive()) {
      daemon.waitFor(500, TimeUnit.MILLISECONDS);
    }
    System.out.println(Files.readString(log));
    System.out.println(
        Files.readString(Path.of("/proc/" + daemon.pid() + "/status"))
            .lines()
            .filter(l -> l.startsWith("VmHWM") || l.startsWith("Threads"))
            .toList());
    assertTrue(daemon.isAlive());
    daemon.destroy();
    assertTrue(daemon.waitFor(30, TimeUnit.SECONDS));
    assertEquals(143, daemon.exitValue());
  }
}
