package io.cellwitness.simulator.opcua;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Shows a {@link BenchModel} on a simulated server in the generic map: an object {@code
 * TractionBattery} and beside it a {@code ChargeMeter}, variables named like the signals.
 */
public final class PackAndCharger {

  private static final String PACK = "Bench/TractionBattery";
  private static final String METER = "Bench/ChargeMeter";

  private final BenchModel model;
  private final TimeSource time;
  private final Map<Signal, SimulatedVariable> variables = new LinkedHashMap<>();
  private Stamp last;

  /**
   * Adds the variables to a server and shows the first values.
   *
   * @param space the server's nodes
   * @param model what is shown
   * @param time the clock the model lives by
   */
  public PackAndCharger(UaSpace space, BenchModel model, TimeSource time) {
    this.model = model;
    this.time = time;
    this.last = time.now();
    for (Signal signal :
        new Signal[] {
          Signals.VOLTAGE,
          Signals.CURRENT,
          Signals.SOC,
          Signals.CELL_VOLTAGE,
          Signals.TEMPERATURE_MIN,
          Signals.TEMPERATURE_MAX
        }) {
      variables.put(signal, space.variable(PACK, signal.name(), Optional.of(unit(signal))));
    }
    for (Signal signal :
        new Signal[] {
          Signals.REFERENCE_CURRENT, Signals.REFERENCE_VOLTAGE, Signals.REFERENCE_KWH
        }) {
      variables.put(signal, space.variable(METER, signal.name(), Optional.of(unit(signal))));
    }
    show(last.wall());
  }

  private static String unit(Signal signal) {
    return signal.unit().equals("degC") ? "\u00b0C" : signal.unit();
  }

  /** Lets the model catch up with the clock and shows what the instruments say now. */
  public void tick() {
    Stamp now = time.now();
    model.advance(now.secondsSince(last));
    last = now;
    show(now.wall());
  }

  /**
   * Ticks until the thread is interrupted.
   *
   * @param every how often
   * @throws InterruptedException when it is
   */
  public void run(Duration every) throws InterruptedException {
    while (true) {
      tick();
      time.sleep(every);
    }
  }

  private void show(Instant at) {
    Double[] cells = new Double[model.cells()];
    for (int cell = 0; cell < cells.length; cell++) {
      cells[cell] = model.cellVoltage(cell);
    }
    set(Signals.VOLTAGE, model.packVoltage(), at);
    set(Signals.CURRENT, model.packShowsA(), at);
    set(Signals.SOC, model.socPercent(), at);
    set(Signals.CELL_VOLTAGE, cells, at);
    set(Signals.TEMPERATURE_MIN, 24.0, at);
    set(Signals.TEMPERATURE_MAX, 26.0, at);
    set(Signals.REFERENCE_CURRENT, model.meterShowsA(), at);
    set(Signals.REFERENCE_VOLTAGE, model.packVoltage(), at);
    set(Signals.REFERENCE_KWH, model.meterKwh(), at);
  }

  private void set(Signal signal, Object value, Instant at) {
    variables.get(signal).set(value, at);
  }
}
