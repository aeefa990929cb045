package io.cellwitness.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.SystemTime;
import io.cellwitness.simulator.adapter.AdapterModel;
import io.cellwitness.simulator.adapter.Elm327Emulator;
import io.cellwitness.simulator.adapter.SlcanEmulator;
import io.cellwitness.simulator.adapter.SlcanStyle;
import io.cellwitness.simulator.car.BatteryManagement;
import io.cellwitness.simulator.car.HyundaiKia400V;
import io.cellwitness.simulator.car.SimulatedCar;
import io.cellwitness.simulator.pack.PackSpec;
import io.cellwitness.simulator.pack.SimulatedPack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A simulated car on the bench, with whatever adapter a test plugs into it. */
final class Bench implements AutoCloseable {

  static final String VIN = "KMHK3815GKU000099";

  private final TimeSource time;
  private final SimulatedCar car;
  private final List<Runnable> open = new ArrayList<>();

  Bench() {
    this(new SystemTime());
  }

  /** A bench that lives by another clock. */
  Bench(TimeSource time) {
    this.time = time;
    PackSpec spec = new PackSpec(PackSpec.CELLS_64_KWH, PackSpec.NOMINAL_AH_64_KWH, 160, 0.5, 20);
    SimulatedPack pack = new SimulatedPack(spec, time, 7);
    car = HyundaiKia400V.build(new BatteryManagement(pack, 8), VIN, 51_234, () -> {});
  }

  /** An ELM327-type adapter on TCP. */
  String elm(AdapterModel model) throws IOException {
    Elm327Emulator adapter = new Elm327Emulator(model, car, time);
    open.add(adapter::close);
    return "elm327:tcp://127.0.0.1:" + adapter.port();
  }

  /** An SLCAN stick on TCP. */
  String slcan(SlcanStyle style) throws IOException {
    SlcanEmulator adapter = new SlcanEmulator(style, car, time);
    open.add(adapter::close);
    return "slcan:tcp://127.0.0.1:" + adapter.port();
  }

  /** The same adapter behind a pseudo terminal. */
  String onTerminal(String source, Path link) throws IOException, InterruptedException {
    String scheme = source.substring(0, source.indexOf(':'));
    String hostAndPort = source.substring(source.indexOf("//") + 2);
    Process socat;
    try {
      socat =
          new ProcessBuilder("socat", "PTY,raw,echo=0,link=" + link, "TCP:" + hostAndPort)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "socat is not installed, so no pseudo terminal can be made");
      throw e;
    }
    open.add(socat::destroy);
    for (int tries = 0; tries < 100 && !Files.exists(link); tries++) {
      socat.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return scheme + ":" + link;
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
  }
}
