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
import io.cellwitness.gateway.config.Environment;
import io.cellwitness.gateway.config.LoadResult;
import io.cellwitness.gateway.config.SettingsLoader;
import io.cellwitness.gateway.config.SystemdNotify;
import io.cellwitness.gateway.mqtt.Collector;
import io.cellwitness.gateway.mqtt.IncomingMessage;
import io.cellwitness.gateway.mqtt.Mosquitto;
import io.cellwitness.gateway.mqtt.MqttSettings;
import io.cellwitness.gateway.mqtt.MqttSubscriber;
import io.cellwitness.gateway.mqtt.Schemas;
import io.cellwitness.gateway.session.Station;
import io.cellwitness.gateway.store.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty batteries at once, of which one dies, one floods, and no broker is there. */
@Timeout(120)
class ManySourcesTest {

  private static final int SOURCES = 20;
  private static final long EVERY_NANOS = 20_000_000;
  private static final long RUN_NANOS = 8_000_000_000L;
  private static final long MOST_BEHIND_NANOS = 2_000_000_000L;
  private static final int TELEMETRY_MAX = 1 << 20;

  @TempDir Path dir;

  private final TimeSource time = new SystemTime();
  private final Map<String, AtomicLong> brought = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> worstBehindNanos = new ConcurrentHashMap<>();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void theOthersKeepTheirRateAndWhatIsDroppedIsCountedAndTold() throws Exception {
    int port = Mosquitto.freePort();
    Drivers drivers = Drivers.of(List.of(new Simulated()));
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    try (Mosquitto broker = new Mosquitto(dir, port, "persistence false");
        Station station = Station.open(settings(port), time)) {
      Daemon daemon =
          new Daemon(
              station,
              drivers,
              time,
              new Console(out, out, 0),
              SystemdNotify.of(Map.of()),
              station::settings);
      Thread thread =
          new Thread(
              () -> {
                try {
                  daemon.run();
                } catch (Exception e) {
                  said.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
                }
              });
      thread.start();
      Thread control = new Thread(this::keepTimeForComparison, "control");
      control.setDaemon(true);
      control.start();
      Eventually.within(
          Duration.ofSeconds(60),
          () -> brought.values().stream().filter(n -> n.get() > 0).count() == SOURCES);
      long begun = System.nanoTime();
      Eventually.within(Duration.ofSeconds(30), () -> System.nanoTime() - begun > RUN_NANOS);
      Eventually.within(
          Duration.ofSeconds(30), () -> station.store().outbox().status().evictedMessages() > 0);
      long bytes = station.store().outbox().status().bytes();
      assertTrue(bytes <= TELEMETRY_MAX, bytes + " bytes wait");

      try (MqttSubscriber events = events(broker.start())) {
        List<IncomingMessage> told = Collector.collect(events, 1, Duration.ofSeconds(60));
        assertEquals(1, told.size(), this::log);
        Schemas.assertValid("event-1", told.get(0).body());
      }
      daemon.stop();
      thread.join(40_000);
      control.interrupt();
      control.join();
    }
    long control = worstBehindNanos.get("control").get();
    long behind = 0;
    for (int i = 2; i < SOURCES; i++) {
      behind = Math.max(behind, worstBehindNanos.get("pack-" + i).get());
      assertTrue(brought.get("pack-" + i).get() > RUN_NANOS / EVERY_NANOS, "pack-" + i);
    }
    System.out.printf(
        "%d sources, one dead, one flooding (%d readings): of the others the worst was %d ms behind"
            + " its rate, a thread that stores nothing %d ms%n",
        SOURCES, brought.get("pack-1").get(), behind / 1_000_000, control / 1_000_000);
    assertTrue(behind < control + MOST_BEHIND_NANOS, behind / 1_000_000 + " ms behind");
    assertTrue(log().contains("pack-0: the simulated link is gone (tried again in"), this::log);
    assertTrue(log().contains("pack-1: it sends more than 20000 readings a second"), this::log);
    assertTrue(log().matches("(?s).*pack-1: \\d+ readings were dropped.*"), this::log);
  }

  /**
   * Does what a battery does but bring anything: what it is behind, the machine is to blame for.
   */
  private void keepTimeForComparison() {
    Battery battery = new Battery("control");
    battery.connect();
    brought.remove("control");
    try {
      while (!Thread.currentThread().isInterrupted()) {
        battery.keepTime(at -> {});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String log() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private io.cellwitness.gateway.config.Settings settings(int port) throws Exception {
    String sources =
        IntStream.range(0, SOURCES)
            .mapToObj(i -> "  - address: many:pack-" + i + "\n    pack: pack-" + i + "\n")
            .collect(Collectors.joining());
    Path yaml =
        Files.writeString(
            dir.resolve("agent.yaml"),
            "stateDir: "
                + dir.resolve("state")
                + "\nmqtt:\n  enabled: true\n  uri: mqtt://127.0.0.1:"
                + port
                + "\nstore:\n  telemetryMax: 1MiB\nsources:\n"
                + sources);
    LoadResult loaded =
        new SettingsLoader(new Environment(Map.of("HOME", dir.toString()), Set.of("many")))
            .load(yaml);
    assertTrue(loaded instanceof LoadResult.Loaded, loaded.toString());
    return ((LoadResult.Loaded) loaded).settings();
  }

  private static MqttSubscriber events(Mosquitto broker) throws Exception {
    return MqttSubscriber.connect(
        MqttSettings.plain(URI.create("mqtt://127.0.0.1:" + broker.port()), "witness"),
        "cellwitness/site-1/gateway-1/event");
  }

  private final class Simulated implements DriverProvider {

    @Override
    public Set<String> schemes() {
      return Set.of("many");
    }

    @Override
    public String description() {
      return "simulated batteries";
    }

    @Override
    public Driver create(SourceAddress address, DriverContext context) {
      return new Battery(address.target());
    }
  }

  /** Pack 0 dies after a second, pack 1 floods, the others bring a reading every 20 ms. */
  private final class Battery implements Driver {

    private final String pack;
    private long begunNanos;
    private long next;

    Battery(String pack) {
      this.pack = pack;
    }

    @Override
    public VehicleFacts connect() {
      begunNanos = System.nanoTime();
      brought.putIfAbsent(pack, new AtomicLong());
      worstBehindNanos.putIfAbsent(pack, new AtomicLong());
      return new VehicleFacts(
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(pack),
          PackFacts.UNKNOWN,
          Map.of());
    }

    @Override
    public boolean poll(ReadingSink sink) throws DriverException, InterruptedException {
      if (pack.equals("pack-1")) {
        for (int i = 0; i < 5000; i++) {
          bring(sink, time.now());
        }
        return true;
      }
      if (pack.equals("pack-0") && System.nanoTime() - begunNanos > 1_000_000_000L) {
        throw new DriverException(DriverException.Kind.UNAVAILABLE, "the simulated link is gone");
      }
      keepTime(at -> bring(sink, at));
      return true;
    }

    private void keepTime(Consumer<Stamp> due) throws InterruptedException {
      long elapsed = System.nanoTime() - begunNanos;
      while (next * EVERY_NANOS <= elapsed) {
        due.accept(time.now());
        long behind = System.nanoTime() - begunNanos - next * EVERY_NANOS;
        worstBehindNanos.get(pack).accumulateAndGet(behind, Math::max);
        next++;
      }
      time.sleep(Duration.ofNanos(EVERY_NANOS));
    }

    private void bring(ReadingSink sink, Stamp at) {
      sink.accept(new Reading(Signals.VOLTAGE, 0, new Value.Number(350), at, "x"));
      brought.get(pack).incrementAndGet();
    }

    @Override
    public void close() {
      // There is no link to close.
    }
  }
}
