package io.cellwitness.gateway.daemon;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.command.CommandDesk;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.SystemdNotify;
import io.cellwitness.gateway.mqtt.Uplink;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.session.Uplinks;
import io.cellwitness.gateway.store.StoreException;
import io.cellwitness.report.ReportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Follows all configured batteries, one thread each, and publishes, until it is stopped. */
public final class Daemon {

  /** Settings and reloads are looked at, and the page is brought up to date, this often. */
  private static final long LOOK_SECONDS = 1;

  /** systemd is told this often that everything turns; the unit's WatchdogSec is three times it. */
  private static final Duration TELL_EVERY = Duration.ofSeconds(60);

  private final TimeSource time;
  private final Console console;
  private final SystemdNotify systemd;
  private final Reload reload;
  private final DaemonState state;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicBoolean reloadWanted = new AtomicBoolean();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Batteries batteries;
  private Station station;
  private Optional<Uplink> uplink = Optional.empty();
  private Optional<Commander> commander = Optional.empty();
  private long toldNanos;
  private List<String> stalled = List.of();

  /** Reads the configuration again. */
  public interface Reload {

    /**
     * Reads it.
     *
     * @return complete settings
     * @throws Failure with everything that is wrong with it
     */
    Settings settings() throws Failure;
  }

  /**
   * Prepares the daemon.
   *
   * @param station where results go
   * @param drivers what can be read
   * @param time the machine's clock
   * @param console where to say what happens
   * @param systemd told when ready, alive and stopping
   * @param reload reads the configuration again when asked to
   */
  public Daemon(
      Station station,
      Drivers drivers,
      TimeSource time,
      Console console,
      SystemdNotify systemd,
      Reload reload) {
    this.station = station;
    this.time = time;
    this.console = console;
    this.systemd = systemd;
    this.reload = reload;
    this.state = new DaemonState(time.now(), station.settings().gateway());
    this.batteries =
        new Batteries(
            drivers,
            time,
            console,
            e -> {
              failure.set(e);
              stop();
            });
  }

  /** Asks {@link #run} to end; returns at once. */
  public void stop() {
    stop.countDown();
  }

  /** Asks for the configuration to be read again; returns at once. */
  public void reload() {
    reloadWanted.set(true);
  }

  /**
   * Where others see how it goes.
   *
   * @return brought up to date every second
   */
  public DaemonState state() {
    return state;
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
    requireWork(station.settings());
    try {
      begin();
      tell("READY=1");
      console.say(state.now().words());
      while (!stop.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
        if (reloadWanted.getAndSet(false)) {
          readAgain();
        }
        look();
      }
      commander.ifPresent(Commander::look);
    } finally {
      stop();
      systemd.stopping().ifPresent(console::say);
      batteries.keepOnly(List.of());
      uplink.ifPresent(Uplink::close);
    }
    rethrow();
    commander.ifPresent(Commander::leave);
  }

  private void begin() throws Failure {
    Optional<CommandDesk> desk = desk(station);
    commander = desk.map(d -> new Commander(d, station.store().outbox(), batteries, state));
    uplink = Uplinks.of(station, time, console::say, desk);
    uplink.ifPresent(Uplink::start);
    batteries.follow(station);
    update();
  }

  private Optional<CommandDesk> desk(Station of) throws Failure {
    Settings.Mqtt mqtt = of.settings().mqtt();
    if (!mqtt.enabled() || mqtt.commandIssuers().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          CommandDesk.open(
              mqtt.commandIssuers().get(),
              of.gatewayId(),
              of.settings().stateDir(),
              of.topics().orElseThrow(),
              of.store().outbox(),
              time,
              console::say));
    } catch (ReportException e) {
      throw new Failure(ExitCode.CONFIGURATION, e.getMessage(), e);
    }
  }

  private void look() throws Failure, InterruptedException {
    if (uplink.isPresent() && uplink.get().status().ended()) {
      throw new Failure(
          ExitCode.INPUT_OUTPUT,
          uplink.get().status().trouble().orElse("publishing has ended by a defect"));
    }
    List<String> silent = stalledLoops();
    if (!silent.isEmpty() && !silent.equals(stalled)) {
      console.say(
          "no progress for "
              + Pulse.LONGEST_SILENCE.toSeconds()
              + " s: "
              + String.join(", ", silent)
              + "; without any, systemd will start the service again");
    }
    stalled = silent;
    update();
    commander.ifPresent(Commander::look);
    long now = time.now().monotonicNanos();
    if (now - toldNanos >= TELL_EVERY.toNanos() && silent.isEmpty()) {
      // Comes back only when the store's writer has turned: a stuck one starves the watchdog too.
      station.store().flush();
      tell("WATCHDOG=1");
    }
  }

  private void tell(String assignment) throws InterruptedException {
    systemd.tell(assignment, state.now().words()).ifPresent(console::say);
    toldNanos = time.now().monotonicNanos();
  }

  private List<String> stalledLoops() {
    List<String> silent = new ArrayList<>(batteries.stalled());
    long now = time.now().monotonicNanos();
    if (uplink.isPresent()
        && now - uplink.get().lastTurnNanos() > Pulse.LONGEST_SILENCE.toNanos()) {
      silent.add("publishing");
    }
    return silent;
  }

  private void update() {
    state.update(
        time.now(),
        station.settings().gateway(),
        batteries.states(),
        uplink.map(Uplink::status),
        stalled);
  }

  /** A configuration that is not good changes nothing. */
  private void readAgain() throws InterruptedException, Failure {
    Settings old = station.settings();
    Settings next;
    try {
      next = reload.settings();
      requireWork(next);
      if (!next.stateDir().equals(old.stateDir())) {
        throw new Failure(
            ExitCode.CONFIGURATION,
            "stateDir cannot change while the service runs; restart it instead");
      }
      if (!next.statusPort().equals(old.statusPort())) {
        throw new Failure(
            ExitCode.CONFIGURATION,
            "statusPage.port cannot change while the service runs; restart it instead");
      }
      Uplinks.of(station.with(next), time, console::say, desk(station.with(next)));
    } catch (Failure e) {
      console.say(e.getMessage());
      console.say("the configuration was not taken over; the old one stays in force");
      return;
    }
    systemd.tell("RELOADING=1", "reading the configuration again").ifPresent(console::say);
    // Settings all batteries share changed: each ends its session and begins anew with them.
    boolean allChanged = !withoutSources(next).equals(withoutSources(old));
    batteries.keepOnly(allChanged ? List.of() : next.sources());
    // The connection is made anew in any case: its certificates may have been renewed.
    uplink.ifPresent(Uplink::close);
    station = station.with(next);
    Optional<Commander> former = commander;
    begin();
    // What was taken meanwhile is for the batteries as they are now.
    former.ifPresent(Commander::look);
    tell("READY=1");
    console.say("the configuration was read again: " + state.now().words());
  }

  private static Settings withoutSources(Settings settings) {
    return settings.following(List.of());
  }

  private static void requireWork(Settings settings) throws Failure {
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
}
