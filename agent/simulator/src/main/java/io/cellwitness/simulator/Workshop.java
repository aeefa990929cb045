package io.cellwitness.simulator;

import io.cellwitness.api.TimeSource;
import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.adapter.Elm327Emulator;
import io.cellwitness.simulator.broker.EmbeddedBroker;
import io.cellwitness.simulator.car.BatteryManagement;
import io.cellwitness.simulator.car.HyundaiKia400V;
import io.cellwitness.simulator.car.SimulatedCar;
import io.cellwitness.simulator.pack.Charger;
import io.cellwitness.simulator.pack.PackSpec;
import io.cellwitness.simulator.pack.SimulatedPack;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A used 64 kWh car that arrives nearly empty, with an ELM327-type adapter in its socket, and an
 * MQTT broker; everything on loopback.
 *
 * <p>The car is plugged into a 24 kW charger once somebody reads it again and again, charges until
 * it is full (two to three hours on its own clock) and then rests. Its true health lies between 70
 * and 95 %; it declares 100 %.
 */
public final class Workshop implements AutoCloseable {

  /** Identifying the car reads it once or twice, and at some hundred times life takes an hour. */
  private static final int READINGS_BEFORE_PLUG = 5;

  private static final Duration REST_BEFORE_CHARGE = Duration.ofMinutes(3);

  private final Optional<EmbeddedBroker> broker;
  private final SimulatedPack pack;
  private final BatteryManagement management;
  private final Elm327Emulator adapter;
  private final AtomicInteger readings = new AtomicInteger();

  private Workshop(TimeSource time, long seed, int port, Optional<EmbeddedBroker> broker)
      throws IOException {
    this.broker = broker;
    // Neighbouring seeds must give unrelated cars, which java.util.Random does not promise.
    SplittableRandom random = new SplittableRandom(seed);
    double soh = 0.70 + 0.25 * random.nextDouble();
    double nominalAh = PackSpec.NOMINAL_AH_64_KWH;
    double startSoc = 0.06 + 0.04 * random.nextDouble();
    double ambientC = 17 + 6 * random.nextDouble();
    int odometerKm = 40_000 + random.nextInt(100_000);
    // The car is made up: serial numbers of this maker do not begin with four zeros.
    String vin = String.format(Locale.ROOT, "KMHK3815GKU0000%02d", random.nextInt(100));
    PackSpec spec =
        new PackSpec(PackSpec.CELLS_64_KWH, nominalAh, nominalAh * soh, startSoc, ambientC);
    pack = new SimulatedPack(spec, time, random.nextLong());
    management = new BatteryManagement(pack, random.nextLong());
    SimulatedCar car = HyundaiKia400V.build(management, vin, odometerKm, this::plugInOnceRead);
    adapter = new Elm327Emulator(AdapterModel.CLONE, car, time, port);
  }

  /**
   * Opens the workshop; the broker takes about a second.
   *
   * @param time the clock of car and adapter; the broker lives in real time
   * @param seed decides the car; the same seed gives the same car
   * @return the running workshop
   * @throws IOException when a port cannot be had or the broker does not start
   */
  public static Workshop open(TimeSource time, long seed) throws IOException {
    EmbeddedBroker broker = EmbeddedBroker.start();
    try {
      return new Workshop(time, seed, 0, Optional.of(broker));
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Opens the workshop with car and adapter only.
   *
   * @param time the clock of car and adapter
   * @param seed decides the car; the same seed gives the same car
   * @return the running workshop
   * @throws IOException when a port cannot be had
   */
  public static Workshop openWithoutBroker(TimeSource time, long seed) throws IOException {
    return openOnPort(time, seed, 0);
  }

  /**
   * Opens the workshop with car and adapter only, on a port that can be told beforehand.
   *
   * @param time the clock of car and adapter
   * @param seed decides the car; the same seed gives the same car
   * @param port TCP port on 127.0.0.1, 0 for any free one
   * @return the running workshop
   * @throws IOException when the port cannot be had
   */
  public static Workshop openOnPort(TimeSource time, long seed, int port) throws IOException {
    return new Workshop(time, seed, port, Optional.empty());
  }

  /**
   * The source to read the car from.
   *
   * @return for example {@code elm327:tcp://127.0.0.1:35000}
   */
  public String elm327Address() {
    return "elm327:tcp://127.0.0.1:" + adapter.port();
  }

  /**
   * Where the broker listens.
   *
   * @return for example {@code mqtt://127.0.0.1:41883}
   * @throws IllegalStateException when the workshop was opened without a broker
   */
  public String brokerUri() {
    return broker.orElseThrow(() -> new IllegalStateException("this workshop has no broker")).uri();
  }

  /**
   * The adapter, for tests that let something go wrong.
   *
   * @return the running emulator
   */
  public Elm327Emulator adapter() {
    return adapter;
  }

  /**
   * What the car really is.
   *
   * @return the truth, with the charge of this moment
   */
  public Truth truth() {
    PackSpec spec = pack.spec();
    BatteryManagement.Snapshot now = management.measure();
    return new Truth(
        spec.nominalAh(),
        spec.capacityAh(),
        pack.usableEnergyKwh(),
        100 * spec.capacityAh() / spec.nominalAh(),
        now.declaredSohPercent(),
        100 * now.truth().soc());
  }

  /**
   * True current into the battery at this moment, as a meter in the charger sees it.
   *
   * @return A
   */
  public double currentA() {
    return pack.state().currentA();
  }

  /**
   * The same current as the car's own sensor has it, with its gain and offset.
   *
   * @return A
   */
  public double shownCurrentA() {
    return management.measure().currentA();
  }

  @Override
  public void close() {
    adapter.close();
    broker.ifPresent(EmbeddedBroker::close);
  }

  private void plugInOnceRead() {
    if (readings.incrementAndGet() == READINGS_BEFORE_PLUG) {
      pack.plugIn(Charger.DC_24_KW, REST_BEFORE_CHARGE);
    }
  }
}
