package io.cellwitness.gateway.daemon;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.SystemdNotify;
import io.cellwitness.gateway.mqtt.Uplink;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.Uplinks;
import io.cellwitness.gateway.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Follows all configured batteries, one thread each, and publishes, until it is stopped. */
public final class Daemon {

  /** So long the loops together may take to end their sessions, write their reports and go. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** So long a stuck loop may take once it was interrupted. */
  private static final long INTERRUPTED_MILLIS = 1000;

  /** The uplink is looked at this often. */
  private static final long LOOK_SECONDS = 1;

  private final Station station;
  private final Drivers drivers;
  private final TimeSource time;
  private final Console console;
  private final SystemdNotify systemd;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  /**
   * Prepares the daemon.
   *
   * @param station where results go
   * @param drivers what can be read
   * @param time the machine's clock
   * @param console where to say what happens
   * @param systemd told when ready and stopping
   */
  public Daemon(
      Station station, Drivers drivers, TimeSource time, Console console, SystemdNotify systemd) {
    this.station = station;
    this.drivers = drivers;
    this.time = time;
    this.console = console;
    this.systemd = systemd;
  }

  /** Asks {@link #run} to end; returns at once. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs until {@link #stop}.
   *
   * @throws Failure when there is nothing to follow and nothing to publish
   * @throws StoreException when the store failed: committed data is safe, the process must restart
   * @throws IllegalStateException when a loop ended by a defect
   * @throws InterruptedException when the thread is interrupted
   */
  public void run() throws Failure, InterruptedException {
    Settings settings = station.settings();
    if (settings.sources().isEmpty() && !settings.mqtt().enabled()) {
      throw new Failure(
          ExitCode.CONFIGURATION,
          "there is nothing to do: the configuration names no sources and no broker; see 'cellwitness"
              + " config sample'");
    }
    for (Settings.Source source : settings.sources()) {
      if (source.address().scheme().equals("replay")) {
        throw new Failure(
            ExitCode.CONFIGURATION,
            source.address() + " is a recording and cannot be followed; use 'cellwitness check'");
      }
    }
    Optional<Uplink> uplink = Uplinks.of(station, time, console::say);
    List<Thread> loops = new ArrayList<>();
    try {
      uplink.ifPresent(Uplink::start);
      for (Settings.Source source : settings.sources()) {
        Thread loop = new Thread(loop(source), "source-" + source.pack());
        loop.start();
        loops.add(loop);
      }
      String status = "following " + loops.size() + (loops.size() == 1 ? " battery" : " batteries");
      systemd.ready(status).ifPresent(console::say);
      console.say(status);
      while (!stop.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        if (uplink.isPresent() && uplink.get().status().ended()) {
          throw new Failure(
              ExitCode.INPUT_OUTPUT,
              uplink.get().status().trouble().orElse("publishing has ended by a defect"));
        }
      }
    } finally {
      stop();
      systemd.stopping().ifPresent(console::say);
      join(loops);
      uplink.ifPresent(Uplink::close);
    }
    rethrow();
  }

  /**
   * A loop ends by itself when it may: it has a report to write. Only a stuck one is interrupted.
   */
  private void join(List<Thread> loops) throws InterruptedException {
    long end = time.now().monotonicNanos() + PATIENCE.toNanos();
    for (Thread loop : loops) {
      long leftMillis = (end - time.now().monotonicNanos()) / 1_000_000;
      loop.join(Math.max(1, leftMillis));
    }
    for (Thread loop : loops) {
      loop.interrupt();
      loop.join(INTERRUPTED_MILLIS);
    }
  }

  private void rethrow() {
    Throwable cause = failure.get();
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    if (cause != null) {
      throw new IllegalStateException("a loop ended by a defect", cause);
    }
  }

  private SourceLoop loop(Settings.Source source) {
    CheckRequest request =
        new CheckRequest(
            source.address(),
            source.reference(),
            false,
            Mode.FOLLOW,
            source.profile(),
            station.settings().profileDirectories(),
            station.settings().polling().requestsPerSecond(),
            source.facts(),
            OptionalDouble.empty());
    return new SourceLoop(
        source.pack(),
        new Check(station, drivers, time, time),
        request,
        new DaemonLog(console, source.pack()),
        station.settings().polling().retryAtMost(),
        stop,
        e -> {
          failure.set(e);
          stop();
        });
  }
}
