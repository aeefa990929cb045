package io.cellwitness.gateway.store;

import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.TimeSource;
import io.cellwitness.api.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A car that never rests: ten signals a second, each with the noise and the steps of a real one.
 * Driven and charged in turns of two hours, so that no signal stays put. Its clock runs with its
 * readings.
 */
final class FleetCar implements TimeSource {

  static final int SIGNALS = 10;
  private static final UUID BOOT = UUID.fromString("00000000-0000-4000-8000-0000000000c0");
  private static final int TURN = 7200 * SIGNALS;
  private static final long JITTER_NANOS = 2_000_000;

  private final Random random = new Random(7);
  private Instant wall = Instant.parse("2026-05-01T00:00:00Z");
  private long nanos = 1_000_000_000L;
  private long count;
  private double soc = 60;
  private double currentA;

  @Override
  public Stamp now() {
    return new Stamp(wall, nanos, BOOT, true);
  }

  @Override
  public void sleep(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  static SessionStart session(Stamp at) {
    return new SessionStart(
        at,
        "elm327:tcp://127.0.0.1:35000",
        "stream",
        Optional.of("p-1"),
        Optional.empty(),
        Optional.of("hyundai-kia-400v"),
        Optional.empty());
  }

  Reading next() {
    sleep(
        Duration.ofNanos(
            1_000_000_000L / SIGNALS - JITTER_NANOS / 2 + random.nextLong(JITTER_NANOS)));
    boolean charging = count / TURN % 2 == 1;
    int signal = (int) (count++ % SIGNALS);
    if (signal == 0) {
      currentA = charging ? 40 + random.nextGaussian() * 0.2 : random.nextGaussian() * 60 - 12;
      soc = Math.max(5, Math.min(95, soc + currentA / 180 / 36));
    }
    double volts = 320 + soc * 0.9 + currentA * 0.1;
    return switch (signal) {
      case 0 -> of(Signals.CURRENT, 0, step(currentA, 0.1));
      case 1 -> of(Signals.VOLTAGE, 0, step(volts, 0.1));
      case 2 -> of(Signals.SOC, 0, step(soc, 0.5));
      case 3 -> of(Signals.CELL_VOLTAGE_MAX, 0, step(volts / 98 + 0.01, 0.02));
      case 4 -> of(Signals.CELL_VOLTAGE_MIN, 0, step(volts / 98 - 0.01, 0.02));
      case 5 -> of(Signals.TEMPERATURE_MAX, 0, step(25 + Math.sin(count / 1e5) * 5, 1));
      case 6 -> of(Signals.SPEED, 0, step(Math.abs(50 + currentA * 0.3), 0.1));
      case 7 -> of(Signals.CHARGED_AH, 0, step(12_345 + count / 9000.0, 0.1));
      case 8 ->
          of(
              Signals.CELL_VOLTAGE,
              1 + (int) (count / SIGNALS % 98),
              step(volts / 98 + random.nextGaussian() * 0.005, 0.02));
      default -> of(Signals.TEMPERATURE_MIN, 0, step(24 + Math.sin(count / 1e5) * 5, 1));
    };
  }

  private Reading of(Signal signal, int index, double value) {
    return new Reading(signal, index, new Value.Number(value), now(), "7EC:220101");
  }

  /** A value as a control unit sends it: a whole number of steps. */
  private static double step(double value, double size) {
    return Math.round(value / size) * size;
  }
}
