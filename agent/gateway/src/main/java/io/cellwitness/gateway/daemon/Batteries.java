package io.cellwitness.gateway.daemon;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.command.CommandRefused;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.session.Check;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.CheckRequest;
import io.cellwitness.gateway.session.Mode;
import io.cellwitness.gateway.session.SourceDescription;
import io.cellwitness.gateway.session.Station;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The loops of the configured batteries, one thread each. Used by the daemon's thread only. */
final class Batteries {

  /** So long the loops together may take to end their sessions, write their reports and go. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** So long a stuck loop may take once it was interrupted. */
  private static final long INTERRUPTED_MILLIS = 1000;

  private record Running(
      Settings.Source source, BatteryState state, Pulse pulse, Orders orders, Thread thread) {}

  private final Drivers drivers;
  private final TimeSource time;
  private final Console console;
  private final Consumer<Throwable> failed;
  private final Map<String, Running> byPack = new LinkedHashMap<>();

  Batteries(Drivers drivers, TimeSource time, Console console, Consumer<Throwable> failed) {
    this.drivers = drivers;
    this.time = time;
    this.console = console;
    this.failed = failed;
  }

  /** Starts a loop for every source of the station that has none. */
  void follow(Station station) {
    for (Settings.Source source : station.settings().sources()) {
      if (!byPack.containsKey(source.pack())) {
        byPack.put(source.pack(), start(station, source));
      }
    }
  }

  /** Ends the loops of sources that are not among these, each with its report. */
  void keepOnly(Collection<Settings.Source> sources) throws InterruptedException {
    List<Running> leaving =
        byPack.values().stream().filter(r -> !sources.contains(r.source())).toList();
    end(leaving);
    leaving.forEach(r -> byPack.remove(r.source().pack()));
  }

  List<BatteryState.Snapshot> states() {
    return byPack.values().stream().map(r -> r.state().now()).toList();
  }

  /** Names of the batteries whose loops have stopped turning. */
  List<String> stalled() {
    return byPack.values().stream()
        .filter(r -> r.pulse().stalled())
        .map(r -> r.source().pack())
        .toList();
  }

  /**
   * Orders a quick check.
   *
   * @param begin is run first when it will be done
   * @param done is told the outcome, on the battery's thread
   * @return why not, empty when it will be done
   */
  Optional<CommandRefused.Reason> check(
      String pack, Runnable begin, Consumer<Optional<CheckOutcome>> done) {
    Running running = byPack.get(pack);
    if (running == null) {
      return Optional.of(CommandRefused.Reason.UNKNOWN_PACK);
    }
    // A charge is what a State of Health comes from; a quick check must not end it.
    if (running.state().charging() || running.orders().pressing()) {
      return Optional.of(CommandRefused.Reason.BUSY);
    }
    begin.run();
    if (!running.orders().order(new Orders.CheckOrder(done))) {
      done.accept(Optional.empty());
    }
    return Optional.empty();
  }

  /**
   * A loop ends by itself when it may: it has a report to write. Only a stuck one is interrupted.
   */
  private void end(List<Running> leaving) throws InterruptedException {
    leaving.forEach(r -> r.orders().stop());
    long end = time.now().monotonicNanos() + PATIENCE.toNanos();
    for (Running running : leaving) {
      long leftMillis = (end - time.now().monotonicNanos()) / 1_000_000;
      running.thread().join(Math.max(1, leftMillis));
    }
    for (Running running : leaving) {
      running.thread().interrupt();
      running.thread().join(INTERRUPTED_MILLIS);
    }
  }

  private Running start(Station station, Settings.Source source) {
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
    BatteryState state = new BatteryState(source.pack(), SourceDescription.of(source.address()));
    Pulse pulse = new Pulse(time);
    Orders orders = new Orders();
    Thread thread =
        new Thread(
            new SourceLoop(
                source.pack(),
                new Check(station, drivers, time, time),
                request,
                new DaemonLog(console, state),
                station.settings().polling().retryAtMost(),
                orders,
                pulse,
                failed),
            "source-" + source.pack());
    thread.start();
    return new Running(source, state, pulse, orders, thread);
  }
}
