package io.cellwitness.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverProvider;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.ReadingSink;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.Main;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.StopRequest;
import io.cellwitness.gateway.config.Settings;
import io.cellwitness.gateway.config.TestSettings;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.ReportFiles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second visit of a car to the same gateway. */
class EarlierVisitsTest {

  private static final String VIN = "WVWZZZAUZFW000001";
  private static final double TRUE_AH = 90;
  private static final int STEP_S = 10;

  @TempDir Path dir;

  /** A car that charges from one state of charge to another at 20 A, or stands. */
  private static final class Car implements Driver, DriverProvider {
    private final String vin;
    private final Instant start;
    private final double toPct;
    private final UUID boot = UUID.randomUUID();
    private double socPct;
    private int step;

    Car(String vin, String start, double fromPct, double toPct) {
      this.vin = vin;
      this.start = Instant.parse(start);
      this.socPct = fromPct;
      this.toPct = toPct;
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
    public boolean live() {
      return false;
    }

    @Override
    public VehicleFacts connect() {
      PackFacts pack =
          new PackFacts(
              Chemistry.NMC,
              OptionalInt.of(96),
              Optional.of(new Sourced(100, "maker")),
              Optional.empty(),
              Optional.empty(),
              CellFacts.UNKNOWN);
      return new VehicleFacts(
          Optional.of(vin),
          List.of("09 02"),
          Optional.empty(),
          Optional.empty(),
          Optional.of("Test car"),
          pack,
          Map.of());
    }

    @Override
    public boolean poll(ReadingSink sink) {
      boolean charging = socPct < toPct;
      long nanos = step * STEP_S * 1_000_000_000L;
      Stamp at = new Stamp(start.plusNanos(nanos), nanos, boot, true);
      put(sink, Signals.VOLTAGE, 96 * (3.5 + socPct / 150), at);
      put(sink, Signals.SOC, Math.floor(socPct * 2) / 2, at);
      put(sink, Signals.TEMPERATURE_MAX, 25, at);
      put(sink, Signals.CURRENT, charging ? 20 : 0, at);
      socPct += charging ? 100 * 20 * STEP_S / 3600.0 / TRUE_AH : 0;
      step++;
      return charging || step < 60;
    }

    private static void put(ReadingSink sink, Signal signal, double value, Stamp at) {
      sink.accept(new Reading(signal, 0, new Value.Number(value), at, "car"));
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private static final class Silent implements CheckListener {
    @Override
    public void connecting(String source) {}

    @Override
    public void identified(VehicleFacts vehicle, PackFacts pack) {}

    @Override
    public void progress(CheckProgress progress) {}

    @Override
    public void note(String text) {}
  }

  /** A clock that stands at the car's day. */
  private record Fixed(Stamp now) implements TimeSource {
    @Override
    public void sleep(Duration duration) {
      throw new AssertionError("nothing here waits");
    }
  }

  private CheckOutcome visit(Car car) throws Exception {
    Settings settings = TestSettings.defaults(dir.resolve("state"), Set.of("car"));
    TimeSource time =
        new Fixed(new Stamp(car.start.plus(Duration.ofHours(6)), 0, UUID.randomUUID(), true));
    CheckRequest request =
        new CheckRequest(
            new SourceAddress("car", "x", Optional.empty()),
            Optional.empty(),
            false,
            Mode.QUICK,
            Optional.empty(),
            List.of(),
            20,
            PackFacts.UNKNOWN,
            OptionalDouble.empty());
    try (Station station = Station.open(settings, time)) {
      return new Check(station, Drivers.of(List.of(car)), time, time)
          .run(request, new Silent(), () -> false)
          .orElseThrow();
    }
  }

  private static Quantity capacity(CheckOutcome outcome) {
    return outcome.health().find(QuantityNames.CAPACITY, Originator.MEASURED).orElseThrow();
  }

  @Test
  void aCarSeenLatelyGetsANumberFromItsReportsThatRecomputes() throws Exception {
    CheckOutcome first = visit(new Car(VIN, "2026-03-01T08:00:00Z", 10, 95));
    assertTrue(first.measured());
    CheckOutcome second = visit(new Car(VIN, "2026-03-20T08:00:00Z", 50, 50));
    Quantity.Number capacity = (Quantity.Number) capacity(second);
    assertEquals(TRUE_AH, capacity.value(), 0.9);
    assertEquals("awtls/1", capacity.method());
    String source = capacity.budget().get(0).source();
    assertTrue(source.contains("report " + first.report().reportId()), source);

    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new Console(print, print, 0),
            StopRequest.never(),
            new String[] {
              "recompute",
              second.files().get(ReportFiles.SESSION).toString(),
              "--state-dir",
              dir.resolve("state").toString()
            });
    assertEquals(0, code, out.toString(StandardCharsets.UTF_8));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("identical"));
  }

  @Test
  void aChangeOfKeyForgetsNoVisitUnlessTheKeyWasStolen() throws Exception {
    CheckOutcome first = visit(new Car(VIN, "2026-03-01T08:00:00Z", 10, 95));
    assertEquals(0, run("keys", "rotate"));
    CheckOutcome second = visit(new Car(VIN, "2026-03-20T08:00:00Z", 50, 50));
    assertTrue(second.measured());
    Quantity.Number capacity = (Quantity.Number) capacity(second);
    String source = capacity.budget().get(0).source();
    assertTrue(source.contains("report " + first.report().reportId()), source);
    assertNotEquals(first.report().keyId(), second.report().keyId());

    Files.delete(dir.resolve("state/own-keys.json"));
    assertFalse(visit(new Car(VIN, "2026-03-21T08:00:00Z", 50, 50)).measured());
  }

  @Test
  void aStolenKeysVisitsDoNotCount() throws Exception {
    visit(new Car(VIN, "2026-03-01T08:00:00Z", 10, 95));
    assertEquals(0, run("keys", "rotate", "--stolen"));
    assertFalse(visit(new Car(VIN, "2026-03-20T08:00:00Z", 50, 50)).measured());
  }

  /** Hours of charging are not lost to a damaged file: the report is made without those visits. */
  @Test
  void aBrokenListOfFormerKeysCostsNoReport() throws Exception {
    visit(new Car(VIN, "2026-03-01T08:00:00Z", 10, 95));
    assertEquals(0, run("keys", "rotate"));
    Files.writeString(dir.resolve("state/own-keys.json"), "{");
    CheckOutcome second = visit(new Car(VIN, "2026-03-20T08:00:00Z", 50, 50));
    assertFalse(second.measured());
  }

  private int run(String... verb) {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(List.of("--state-dir", dir.resolve("state").toString()));
    return Main.run(
        new Console(nowhere, nowhere, 0), StopRequest.never(), words.toArray(String[]::new));
  }

  @Test
  void anotherCarIsNotMixedIn() throws Exception {
    visit(new Car(VIN, "2026-03-01T08:00:00Z", 10, 95));
    CheckOutcome other = visit(new Car("WVWZZZAUZFW000002", "2026-03-20T08:00:00Z", 50, 50));
    assertFalse(other.measured());
  }

  /** What happened later cannot be evidence for what was measured before. */
  @Test
  void aLaterVisitIsNoEarlierOne() throws Exception {
    visit(new Car(VIN, "2026-03-20T08:00:00Z", 10, 95));
    assertFalse(visit(new Car(VIN, "2026-03-01T08:00:00Z", 50, 50)).measured());
  }
}
