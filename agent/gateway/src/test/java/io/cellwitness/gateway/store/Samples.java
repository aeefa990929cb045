package io.cellwitness.gateway.store;

import io.cellwitness.api.Quality;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Readings, sessions and reports to store. */
final class Samples {

  static final Instant START = Instant.parse("2026-05-01T08:00:00.123456789Z");

  private Samples() {}

  static SessionStart session() {
    return new SessionStart(
        new Stamp(START, 5_000_000_000L, FakeTime.BOOT, true),
        "elm327:tcp://127.0.0.1:35000",
        "charge",
        Optional.of("p-1"),
        Optional.of("KMHXX00XXXX000000"),
        Optional.of("hyundai-kia-400v"),
        Optional.of("Hyundai Kona"));
  }

  static SessionEnd end() {
    return new SessionEnd(
        new Stamp(START.plusSeconds(60), 65_000_000_000L, FakeTime.BOOT, true),
        SessionEnd.Outcome.FINISHED,
        "");
  }

  /** The i-th voltage of a charge. */
  static Reading voltage(int i) {
    return new Reading(
        Signals.VOLTAGE,
        0,
        new Value.Number((3500 + i % 400) / 10.0),
        new Stamp(
            START.plusNanos(i * 100_000_000L),
            5_000_000_000L + i * 100_000_000L,
            FakeTime.BOOT,
            true),
        "7EC:220101");
  }

  /** Readings as a car gives them: ten signals a second, jitter, cells, texts, absences. */
  static List<Reading> car(int count, long seed) {
    Random random = new Random(seed);
    List<Reading> readings = new ArrayList<>();
    long mono = 5_000_000_000L;
    double soc = 20;
    for (int i = 0; i < count; i++) {
      mono += 100_000_000L + random.nextInt(2_000_000);
      Instant wall = START.plusNanos(mono - 5_000_000_000L + random.nextInt(1000));
      Stamp at = new Stamp(wall, mono, FakeTime.BOOT, i > count / 3);
      soc = Math.min(90, soc + 0.0001);
      readings.add(
          switch (i % 10) {
            case 0 -> number(Signals.VOLTAGE, 0, (3500 + random.nextInt(30)) / 10.0, at);
            case 1 -> number(Signals.CURRENT, 0, (random.nextInt(30) - 15) * 0.1, at);
            case 2 -> number(Signals.SOC, 0, Math.round(soc * 2) / 2.0, at);
            case 3 -> number(Signals.CELL_VOLTAGE, 1 + i / 10 % 98, random.nextInt(30) * 0.02, at);
            case 4 -> number(Signals.TEMPERATURE_MIN, 0, random.nextInt(3) - 1, at);
            case 5 -> number(Signals.CHARGED_AH, 0, 12345 + i / 1000, at);
            case 6 ->
                new Reading(
                    Signals.ISOLATION,
                    0,
                    new Value.Absent(Quality.MISSING, "invalid code"),
                    at,
                    "x");
            case 7 -> new Reading(Signals.SPEED, 0, new Value.Text("parked"), at, "y");
            case 8 -> number(Signals.SOH, 0, random.nextDouble(), at);
            default -> number(Signals.CELL_VOLTAGE_MAX, 0, (3600 + random.nextInt(5)) / 1000.0, at);
          });
    }
    return readings;
  }

  static Reading number(Signal signal, int index, double value, Stamp at) {
    return new Reading(signal, index, new Value.Number(value), at, "7EC:220101");
  }

  static NewMessage telemetry(int bytes) {
    return new NewMessage(
        MessageClass.TELEMETRY,
        "cw/site/gw/telemetry/p-1",
        "application/json",
        "telemetry/1",
        new byte[bytes],
        Optional.of(Duration.ofHours(1)));
  }

  static NewReport report(ChainHead head) {
    byte[] jws = ("jws " + head.sequence()).getBytes(StandardCharsets.US_ASCII);
    return new NewReport(
        UUID.nameUUIDFromBytes(jws),
        Optional.empty(),
        Optional.of("p-1"),
        String.format("%064x", head.sequence()),
        jws,
        Optional.of(
            new NewMessage(
                MessageClass.REPORT,
                "cw/site/gw/report/p-1",
                "application/jose",
                "report/1",
                jws,
                Optional.empty())));
  }

  static <T> List<T> toList(Iterator<T> iterator) {
    List<T> result = new ArrayList<>();
    iterator.forEachRemaining(result::add);
    return result;
  }
}
