package io.cellwitness.opcua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Driver;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.simulator.opcua.BenchModel;
import io.cellwitness.simulator.opcua.PackAndCharger;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulated bench read by its address alone: the pack's own current and the meter's beside it.
 */
class PackAndChargerTest {

  @TempDir Path folder;

  @Test
  void thePacksCurrentAndTheMetersAreReadInOneSession() throws Exception {
    try (Bench bench = new Bench(folder).start()) {
      bench.trustServer();
      BenchModel model = new BenchModel(BenchModel.Build.TYPICAL);
      PackAndCharger simulated = new PackAndCharger(bench.server.space(), model, bench.time);
      Thread charging = new Thread(() -> run(simulated), "charging");
      charging.setDaemon(true);
      charging.start();
      try (Driver driver = bench.driver(bench.server.url())) {
        driver.connect();
        Reading pack = Bench.await(driver, Bench.good(Signals.CURRENT));
        Reading meter = Bench.await(driver, Bench.good(Signals.REFERENCE_CURRENT));
        double ratio = Bench.number(pack) / Bench.number(meter);
        assertEquals(1.03, ratio, 0.01);
        Reading cell = Bench.await(driver, Bench.good(Signals.CELL_VOLTAGE));
        assertTrue(cell.index() >= 1 && cell.index() <= 96);
      } finally {
        charging.interrupt();
      }
    }
  }

  private static void run(PackAndCharger simulated) {
    try {
      simulated.run(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
