package io.cellwitness.gateway.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.mqtt.UplinkStatus;
import io.cellwitness.gateway.page.OpenMetricsText;
import io.cellwitness.gateway.page.StatusPage;
import io.cellwitness.gateway.session.CheckProgress;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.health.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status page over real sockets, as a browser and a monitoring system ask it. */
class StatusPageTest {

  @TempDir Path dir;

  private final HandClock clock = new HandClock();
  private final Settings.Gateway gateway =
      new Settings.Gateway("gateway-1", "<site>", Optional.empty(), Optional.empty());
  private final DaemonState state = new DaemonState(clock.now(), gateway);
  private Station station;
  private StatusPage page;
  private URI address;

  @BeforeEach
  void open() throws Exception {
    Settings plain =
        new SettingsLoader(new Environment(Map.of("HOME", dir.toString()), Set.of())).defaults();
    Settings anyPort =
        new Settings(
            plain.language(),
            plain.pdf(),
            plain.stateDir(),
            plain.outDir(),
            plain.profileDirectories(),
            plain.trustFile(),
            plain.gateway(),
            plain.polling(),
            plain.mqtt(),
            plain.store(),
            Optional.of(0),
            plain.sources());
    station = Station.open(anyPort, clock);
    page = StatusPage.open(station, state, clock);
    address = URI.create(page.address().orElseThrow());
  }

  @AfterEach
  void close() {
    page.close();
    station.close();
  }

  @Test
  void isReadyOnlyOnceTheLoopsRunAndNotWellWhenOneStalls() throws IOException {
    assertEquals("200", code(get("/healthz")));
    assertEquals("503", code(get("/readyz")));
    update(List.of());
    assertEquals("200", code(get("/healthz")));
    assertEquals("200", code(get("/readyz")));
    update(List.of("bay-1"));
    String answer = get("/healthz");
    assertEquals("503", code(answer));
    assertTrue(answer.endsWith("no progress: bay-1\n"), answer);
    update(List.of());
    clock.sleep(Duration.ofSeconds(31));
    assertEquals("503", code(get("/healthz")));
  }

  /** A name elsewhere that was pointed at 127.0.0.1 must not open the page (DNS rebinding). */
  @Test
  void answersOnlyToItsOwnNames() throws IOException {
    for (String host : List.of("localhost", "127.0.0.1", "localhost:80", "[::1]:80")) {
      assertEquals("200", code(ask("GET / HTTP/1.1\r\nHost: " + host)), host);
    }
    for (String host : List.of("evil.example", "localhost.evil.example", "10.0.0.1", "")) {
      assertEquals("421", code(ask("GET / HTTP/1.1\r\nHost: " + host)), host);
    }
    assertEquals("421", code(ask("GET / HTTP/1.0")));
  }

  @Test
  void canOnlyBeRead() throws IOException {
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      String answer = ask(method + " / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0");
      assertEquals("405", code(answer), method);
      assertTrue(answer.contains("Allow: GET"), answer);
    }
    assertEquals("404", code(get("/../etc/passwd")));
    assertEquals("404", code(get("/healthz/x")));
  }

  @Test
  void listensOnThisMachineOnly() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
            .toList();
    assumeTrue(!others.isEmpty(), "this machine has no address but loopback to try");
    for (InetAddress other : others) {
      assertThrows(ConnectException.class, () -> new Socket(other, address.getPort()).close());
    }
  }

  @Test
  void metricsAreOpenMetricsToTheLetter() throws IOException {
    update(List.of());
    String answer = get("/metrics");
    assertTrue(
        answer.contains("Content-type: application/openmetrics-text; version=1.0.0; charset=utf-8"),
        answer);
    Map<String, Double> samples = OpenMetricsText.parse(body(answer));
    assertEquals(62.5, samples.get("cellwitness_battery_soc_percent{pack=\"bay<1>\"}"));
    assertEquals(1.0, samples.get("cellwitness_broker_connected"));
    assertEquals(3.0, samples.get("cellwitness_delivered_messages_total"));
    assertTrue(
        samples.keySet().stream().anyMatch(k -> k.startsWith("cellwitness_build_info{version=")));
  }

  @Test
  void thePageEscapesWhatItIsToldAndFetchesNothing() throws IOException {
    update(List.of());
    String html = get("/");
    assertTrue(html.contains("default-src 'none'"), html);
    assertTrue(html.contains("bay&lt;1&gt;"), html);
    assertFalse(html.contains("bay<1>"), html);
    assertFalse(html.contains("<script") || html.contains("src=") || html.contains("href="), html);
  }

  @Test
  void aBrowserShowsIt() throws IOException, InterruptedException {
    update(List.of());
    Path shown = dir.resolve("shown.html");
    Process browser;
    try {
      browser =
          new ProcessBuilder(
                  "chromium",
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-background-networking",
                  "--user-data-dir=" + dir.resolve("browser"),
                  "--dump-dom",
                  address.toString())
              .redirectOutput(shown.toFile())
              .redirectError(dir.resolve("browser.log").toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "chromium is not installed, so no browser opens the page");
      throw e;
    }
    boolean ended = browser.waitFor(60, TimeUnit.SECONDS);
    browser.destroyForcibly();
    assumeTrue(ended, "chromium does not come to an end on this machine");
    String dom = Files.readString(shown);
    for (String text : List.of("bay&lt;1&gt;", "62.5 %", "118.0 ± 11.8 Ah", "working")) {
      assertTrue(dom.contains(text), text + " is not in " + dom);
    }
  }

  private void update(List<String> stalled) {
    CheckProgress progress =
        new CheckProgress(
            "charging",
            60,
            60,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            120,
            OptionalDouble.of(62.5),
            OptionalDouble.of(32),
            new Progress(
                60, Optional.of(118.0), Optional.of(10.0), List.of(), "", Optional.empty()));
    state.update(
        clock.now(),
        gateway,
        List.of(
            new BatteryState.Snapshot(
                "bay<1>",
                "elm327:x",
                "charging",
                Optional.of("Simulated car"),
                Optional.of(progress),
                Optional.of("a <note>"))),
        Optional.of(new UplinkStatus(true, 3, 0, 1, Optional.empty(), false)),
        stalled);
  }

  private String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost:" + address.getPort());
  }

  private String ask(String head) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      String request = head + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String code(String answer) {
    return answer.split(" ", 3)[1];
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
