package io.cellwitness.gateway.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.SystemdNotify;
import io.cellwitness.gateway.config.TestSettings;
import io.cellwitness.gateway.session.Station;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole daemon over a real notification socket: a source that stops turning stops the messages
 * that keep systemd's watchdog quiet, and only as long as it stands still.
 */
@Timeout(120)
class WatchdogTest {

  /** A little more than systemd is told in, so that each step of the clock is due one message. */
  private static final Duration TELL_STEP = Duration.ofSeconds(61);

  @TempDir Path dir;

  private final HandClock clock = new HandClock();
  private final Source source = new Source();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private Path told;
  private Process socket;
  private Station station;
  private Daemon daemon;
  private Thread thread;

  /** A source that turns until it is held. */
  private static final class Source implements Driver, DriverProvider {

    private final CountDownLatch never = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile boolean standing;

    void hold() {
      held = new CountDownLatch(1);
    }

    void release() {
      held.countDown();
    }

    @Override
    public Set<String> schemes() {
      return Set.of("car");
    }

    @Override
    public String description() {
      return "a car";
    }

    @Override
    public Driver create(SourceAddress address, DriverContext context) {
      return this;
    }

    @Override
    public VehicleFacts connect() {
      return new VehicleFacts(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          PackFacts.UNKNOWN,
          Map.of());
    }

    @Override
    public boolean poll(ReadingSink sink) throws InterruptedException {
      standing = held.getCount() > 0;
      held.await();
      // The pace of a slow car; nobody counts this latch down.
      return !never.await(20, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      held.countDown();
    }
  }

  @BeforeEach
  void start() throws Exception {
    Path address = dir.resolve("notify");
    told = Files.createFile(dir.resolve("told"));
    try {
      new ProcessBuilder("systemd-notify", "--version")
          .redirectErrorStream(true)
          .redirectOutput(dir.resolve("version").toFile())
          .start()
          .waitFor();
      socket =
          new ProcessBuilder("socat", "-u", "UNIX-RECV:" + address, "-")
              .redirectOutput(told.toFile())
              .redirectError(dir.resolve("socat.log").toFile())
              .start();
    } catch (IOException e) {
      assumeTrue(false, "socat or systemd-notify is not installed: no notification socket");
    }
    await(() -> Files.exists(address), "socat made its socket");
    Settings settings =
        TestSettings.defaults(dir.resolve("state"), Set.of("car"))
            .following(
                List.of(
                    new Settings.Source(
                        SourceAddress.parse("car:1"),
                        Optional.empty(),
                        "bay-1",
                        Optional.empty(),
                        PackFacts.UNKNOWN)));
    station = Station.open(settings, clock);
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    daemon =
        new Daemon(
            station,
            Drivers.of(List.of(source)),
            clock,
            new Console(print, print, 0),
            SystemdNotify.of(Map.of("NOTIFY_SOCKET", address.toString())),
            () -> settings);
    thread = new Thread(this::run, "daemon");
    thread.start();
    await(() -> told().contains("READY=1"), "systemd was told that the daemon is ready");
  }

  @AfterEach
  void stop() throws Exception {
    if (thread != null) {
      source.release();
      daemon.stop();
      thread.join(30_000);
      station.close();
      await(() -> told().contains("STOPPING=1"), "systemd was told that the daemon stops");
    }
    if (socket != null) {
      socket.destroyForcibly();
    }
  }

  @Test
  void aSourceThatStandsStillStarvesTheWatchdogUntilItTurnsAgain() {
    for (int step = 1; step <= 3; step++) {
      turnedAndPassed(TELL_STEP);
      int due = step;
      await(() -> watchdogs() >= due, "message " + due + " of a daemon that turns");
      // The look that sent it is over: only now does the time to the next message begin.
      looked();
    }

    source.hold();
    await(() -> source.standing, "the source stands still");
    clock.sleep(Pulse.LONGEST_SILENCE.plusSeconds(1));
    await(() -> daemon.state().now().stalled().equals(List.of("bay-1")), "the stall is seen");
    looked();
    looked();
    int before = watchdogs();
    for (int step = 0; step < 3; step++) {
      clock.sleep(TELL_STEP);
      looked();
      looked();
    }
    assertEquals(before, watchdogs(), "a daemon with a loop that stands still fed the watchdog");
    assertTrue(
        said.toString(StandardCharsets.UTF_8).contains("no progress for 150 s: bay-1"),
        said.toString(StandardCharsets.UTF_8));

    source.release();
    await(() -> daemon.state().now().stalled().isEmpty(), "the loop turns again");
    turnedAndPassed(TELL_STEP);
    await(() -> watchdogs() > before, "the watchdog is fed again");
  }

  private void run() {
    try {
      daemon.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Time passes while the source turns. */
  private void turnedAndPassed(Duration duration) {
    clock.sleep(duration);
    looked();
  }

  /** The daemon has looked around at the present moment of the clock, and been through with it. */
  private void looked() {
    long now = clock.now().monotonicNanos();
    clock.sleep(Duration.ofNanos(1));
    await(() -> daemon.state().now().at().monotonicNanos() > now, "the daemon looks around");
  }

  private int watchdogs() {
    return told().split("WATCHDOG=1", -1).length - 1;
  }

  private String told() {
    try {
      return Files.readString(told);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(BooleanSupplier condition, String what) {
    CountDownLatch nothing = new CountDownLatch(1);
    try {
      for (int tries = 0; tries < 600; tries++) {
        if (condition.getAsBoolean()) {
          return;
        }
        nothing.await(50, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("not seen within 30 s: " + what);
  }
}
