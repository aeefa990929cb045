package io.cellwitness.gateway.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.gateway.command.CommandRefused.Reason;
import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.LoadResult;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.store.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a check that is ordered, by what the battery is doing. */
@Timeout(120)
class OrderedCheckTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** So long the tiring battery charges, s of reading time. */
  private static final int CHARGE_S = 100;

  @TempDir Path dir;

  private final TimeSource time = new SystemTime();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final List<String> begun = new ArrayList<>();
  private Station station;
  private Batteries batteries;

  @BeforeEach
  void follow() throws Exception {
    StringBuilder yaml = new StringBuilder("stateDir: " + dir.resolve("state") + "\npdf: false\n");
    yaml.append("sources:\n");
    for (String pack : List.of("resting", "charging", "sagging", "tiring")) {
      yaml.append("  - address: like:" + pack + "\n    pack: " + pack + "\n");
    }
    Path file = Files.writeString(dir.resolve("agent.yaml"), yaml);
    LoadResult loaded =
        new SettingsLoader(new Environment(Map.of("HOME", dir.toString()), Set.of("like")))
            .load(file);
    assertTrue(loaded instanceof LoadResult.Loaded, loaded.toString());
    station = Station.open(((LoadResult.Loaded) loaded).settings(), time);
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    batteries =
        new Batteries(
            Drivers.of(List.of(new Provider())), time, new Console(out, out, 0), e -> say(e));
    batteries.follow(station);
  }

  @AfterEach
  void end() throws InterruptedException {
    batteries.keepOnly(List.of());
    station.close();
  }

  @Test
  void aRestingBatteryIsCheckedAndFollowedAgain() throws Exception {
    heard("resting: waiting for the charge");
    CompletableFuture<Optional<CheckOutcome>> done = new CompletableFuture<>();
    assertEquals(Optional.empty(), order("resting", done));
    Optional<CheckOutcome> outcome = done.get(60, TimeUnit.SECONDS);
    assertTrue(outcome.isPresent(), said::toString);
    assertEquals(List.of("resting"), begun);
    assertEquals(outcome.get().report().reportId(), station.store().reports().get(0).id());
    // Two sessions so far: the one that was left, and the check; a third begins.
    Eventually.within(PATIENCE, () -> said.toString().split("resting: connecting").length > 3);
  }

  @Test
  void anOrderIsAnsweredAlsoWhenTheLoopEnds() throws Exception {
    heard("resting: waiting for the charge");
    CompletableFuture<Optional<CheckOutcome>> done = new CompletableFuture<>();
    assertEquals(Optional.empty(), order("resting", done));
    batteries.keepOnly(List.of());
    assertTrue(done.isDone(), said::toString);
  }

  @Test
  void aChargeIsNotLeftForACheck() throws Exception {
    heard("charging: charging");
    assertEquals(Optional.of(Reason.BUSY), order("charging", new CompletableFuture<>()));
    assertEquals(Optional.of(Reason.UNKNOWN_PACK), order("none", new CompletableFuture<>()));
    assertEquals(List.of(), begun);
  }

  @Test
  void aCarWhoseBatterySagsIsLeftAlone() throws Exception {
    heard("sagging: the 12 V battery sags (tried again in 3600 s)");
    CompletableFuture<Optional<CheckOutcome>> done = new CompletableFuture<>();
    assertEquals(Optional.empty(), order("sagging", done));
    assertEquals(Optional.empty(), done.get(60, TimeUnit.SECONDS));
    heard("sagging: a check was ordered, but the car's 12 V battery is being spared");
    assertEquals(2, said.toString().split("sagging: connecting").length, "connected once only");
  }

  /** The report of what was read is due, and the car is left alone all the same. */
  @Test
  void aCarWhoseBatterySagsAfterTheChargeGetsItsReportAndIsLeftAlone() throws Exception {
    heard("tiring: report ");
    assertEquals(1, station.store().reports().size());
    CompletableFuture<Optional<CheckOutcome>> done = new CompletableFuture<>();
    assertEquals(Optional.empty(), order("tiring", done));
    assertEquals(Optional.empty(), done.get(60, TimeUnit.SECONDS));
    heard("tiring: a check was ordered, but the car's 12 V battery is being spared");
    assertEquals(2, said.toString().split("tiring: connecting").length, "connected once only");
  }

  private Optional<Reason> order(String pack, CompletableFuture<Optional<CheckOutcome>> done) {
    return batteries.check(pack, () -> begun.add(pack), done::complete);
  }

  private void heard(String sentence) {
    Eventually.within(PATIENCE, () -> said.toString(StandardCharsets.UTF_8).contains(sentence));
  }

  private void say(Throwable e) {
    said.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
  }

  private final class Provider implements DriverProvider {

    @Override
    public Set<String> schemes() {
      return Set.of("like");
    }

    @Override
    public String description() {
      return "batteries that behave as they are called";
    }

    @Override
    public Driver create(SourceAddress address, DriverContext context) {
      return new Battery(address.target());
    }
  }

  /** A second of reading time passes at each poll, so that a check is over soon. */
  private final class Battery implements Driver {

    private final String behaviour;
    private final Stamp start = time.now();
    private long second;

    Battery(String behaviour) {
      this.behaviour = behaviour;
    }

    @Override
    public VehicleFacts connect() throws DriverException {
      if (behaviour.equals("sagging")) {
        throw new DriverException(DriverException.Kind.PROTECT, "the 12 V battery sags");
      }
      return new VehicleFacts(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.of("a simulated car"),
          PackFacts.UNKNOWN,
          Map.of());
    }

    @Override
    public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
      time.sleep(Duration.ofMillis(20));
      second++;
      boolean tiring = behaviour.equals("tiring");
      if (tiring && second > CHARGE_S) {
        throw new DriverException(DriverException.Kind.PROTECT, "the 12 V battery sags");
      }
      Stamp at =
          new Stamp(
              start.wall().plusSeconds(second),
              start.monotonicNanos() + second * 1_000_000_000L,
              start.bootId(),
              true);
      double currentA = tiring || behaviour.equals("charging") ? 30 : 0;
      sink.accept(new Reading(Signals.VOLTAGE, 0, new Value.Number(350), at, "x"));
      sink.accept(new Reading(Signals.CURRENT, 0, new Value.Number(currentA), at, "x"));
      return true;
    }

    @Override
    public void close() {
      // There is no link to close.
    }
  }
}
