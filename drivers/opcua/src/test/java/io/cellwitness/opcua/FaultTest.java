package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.Signals;
import io.cellwitness.simulator.opcua.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that go away and come back: values flow again within ten seconds, by themselves. */
class FaultTest {

  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void start() throws Exception {
    bench = new Bench(folder).start();
    bench.trustServer();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  private static String sampling(String mode) {
    return "\"sampling\":{\"intervalMillis\":200,\"mode\":\""
        + mode
        + "\",\"answerWithinMillis\":2000},";
  }

  private void flowsAgain(Driver driver) throws Exception {
    Bench.await(driver, Bench.good(Signals.CURRENT), TEN_SECONDS, bench::refresh);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "subscribe"})
  void aRestartedServerIsReadAgainAndTheOutageIsAGap(String mode) throws Exception {
    try (Driver driver = bench.driver(bench.file(sampling(mode)))) {
      driver.connect();
      flowsAgain(driver);
      bench.stop();
      Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
      bench.start();
      flowsAgain(driver);
    }
    assertTrue(
        bench.notes.stream().anyMatch(n -> n.contains("is back after")), bench.notes::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"poll", "subscribe"})
  void aKickedSessionIsMadeAnew(String mode) throws Exception {
    try (Driver driver = bench.driver(bench.file(sampling(mode)))) {
      driver.connect();
      flowsAgain(driver);
      assertTrue(bench.server.kickSessions() > 0);
      Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
      flowsAgain(driver);
    }
  }

  @Test
  void aRenumberedNamespaceIsFollowed() throws Exception {
    int before = bench.variables.get("Voltage").id().getNamespaceIndex().intValue();
    Path file =
        bench.rawFile(
            sampling("poll")
                + "\"nodes\":[{\"signal\":\"CurrentCurrent\",\"unit\":\"A\",\"node\":\"ns="
                + before
                + ";s=Pack/Current\"}]");
    try (Driver driver = bench.driver(file)) {
      driver.connect();
      flowsAgain(driver);
      ServerSettings s = bench.settings();
      bench.stop();
      bench
          .with(
              new ServerSettings(
                  s.port(),
                  s.identity(),
                  s.claimedUri(),
                  s.namespaceUri(),
                  List.of("urn:other:a", "urn:other:b"),
                  true,
                  s.users(),
                  true,
                  s.admitsUser()))
          .start();
      assertEquals(before + 2, bench.variables.get("Voltage").id().getNamespaceIndex().intValue());
      flowsAgain(driver);
    }
  }

  @Test
  void aHalfOpenConnectionIsNoticedAndLeft() throws Exception {
    try (Relay relay = new Relay(bench.port)) {
      Path file = bench.file(sampling("poll"));
      String text = java.nio.file.Files.readString(file);
      java.nio.file.Files.writeString(
          file, text.replace("127.0.0.1:" + bench.port, "127.0.0.1:" + relay.port()));
      try (Driver driver = bench.driver(file)) {
        driver.connect();
        flowsAgain(driver);
        relay.freeze();
        Bench.await(driver, Bench.absent(Signals.CURRENT, "the link was lost"));
        relay.thaw();
        flowsAgain(driver);
        assertTrue(relay.connections() > 1, "through the same way as before");
      }
    }
  }

  @Test
  void aServerThatMovedBehindItsDiscoveryAddressIsFollowed() throws Exception {
    // The operator's port answers discovery only and then points elsewhere, as an LDS does.
    try (Relay relay = new Relay(bench.port)) {
      Path file = bench.file("\"sampling\":{\"staleAfterMillis\":60000},");
      String text = java.nio.file.Files.readString(file);
      java.nio.file.Files.writeString(
          file, text.replace("127.0.0.1:" + bench.port, "127.0.0.1:" + relay.port()));
      relay.letThrough(1);
      try (Driver driver = bench.driver(file)) {
        driver.connect();
        flowsAgain(driver);
      }
    }
  }

  @Test
  void aServerThatStaysAwayEndsTheSourceAfterItsTime() throws Exception {
    String sampling = "\"sampling\":{\"intervalMillis\":200,\"giveUpAfterSeconds\":2},";
    try (Driver driver = bench.driver(bench.file(sampling))) {
      driver.connect();
      bench.stop();
      DriverException e =
          assertThrows(
              DriverException.class,
              () -> Bench.await(driver, r -> false, Duration.ofSeconds(20), () -> {}));
      assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
      assertTrue(e.getMessage().contains("gave up after"), e.getMessage());
    }
    assertTrue(
        bench.notes.stream().anyMatch(n -> n.startsWith("still seeking")), bench.notes::toString);
  }

  @Test
  void aCloseFromElsewhereEndsThePolling() throws Exception {
    Driver driver = bench.driver(bench.file("\"sampling\":{\"intervalMillis\":3600000},"));
    driver.connect();
    CompletableFuture<Void> ended =
        CompletableFuture.runAsync(
            () -> {
              try {
                while (driver.poll(r -> {})) {
                  // Until it is closed.
                }
              } catch (DriverException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertFalse(ended.isDone());
    driver.close();
    ended.get(5, TimeUnit.SECONDS);
    driver.close();
    assertEquals(0, bench.server.sessions(), "the session was ended, not left behind");
  }

  @Test
  void nobodyThereIsOneSentence() throws Exception {
    bench.stop();
    try (Driver driver = bench.driver(bench.file(""))) {
      DriverException e = assertThrows(DriverException.class, driver::connect);
      assertEquals(DriverException.Kind.UNAVAILABLE, e.kind());
      assertTrue(e.getMessage().contains("cannot be reached"), e.getMessage());
    }
  }
}
