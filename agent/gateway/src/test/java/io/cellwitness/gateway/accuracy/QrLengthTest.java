package io.cellwitness.gateway.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.Value;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.health.HealthEstimator;
import io.cellwitness.health.HealthResult;
import io.cellwitness.report.ReportInput;
import io.cellwitness.report.ReportPayload;
import io.cellwitness.report.SignedReport;
import io.cellwitness.report.UuidV7;
import io.cellwitness.report.VinCommitment;
import io.cellwitness.report.jose.SigningKey;
import io.cellwitness.report.jose.StrictJson;
import io.cellwitness.report.qr.QrText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/**
 * How long the codes of real and simulated results are. Some of each, or with {@code
 * -Dcellwitness.qr=5000} every recorded case and so many simulated charges.
 */
class QrLengthTest {

  private static final int SIMULATED = Integer.getInteger("cellwitness.qr", 0);
  private static final Path CASES =
      Path.of("..", "health", "src", "test", "resources", "recordings", "cases.csv");
  private static final Path VEHICLES = Path.of("..", "..", "config", "vehicles");

  /** What one result is signed with: other names, numbers, dates and clocks. */
  private static final int AROUND_EACH = 10;

  private final SigningKey key = SigningKey.generate();
  private final SecureRandom salt = new SecureRandom();
  private final Random random = new Random(20_261_124);
  private final List<Integer> lengths = new ArrayList<>();
  private final Map<String, Integer> answers = new TreeMap<>();

  @Test
  void codesOfRealAndSimulatedResultsFit() throws Exception {
    List<String> models = models();
    int recorded = 0;
    AccuracyRun run = new AccuracyRun();
    for (AccuracyCase one : CaseFile.read(CASES)) {
      // The two whole cars are millions of readings.
      if (SIMULATED > 0 || recorded < 30 && !one.file().toString().contains("car")) {
        sign(run.evaluate(one, Stream::of), one.pack(), models);
        recorded++;
      }
    }
    int simulated = Math.max(20, SIMULATED);
    for (int i = 0; i < simulated; i++) {
      PackFacts pack = pack();
      sign(charge(pack), pack, models);
    }
    Collections.sort(lengths);
    int max = lengths.get(lengths.size() - 1);
    int p99 = lengths.get((int) Math.ceil(0.99 * lengths.size()) - 1);
    long fit = lengths.stream().filter(length -> length <= QrText.MAX_WRITTEN).count();
    System.out.printf(
        java.util.Locale.ROOT,
        "QR text: %d codes of %d recorded and %d simulated results, %d to %d characters, median %d,"
            + " p99 %d, %.2f %% up to 600%n  %s%n",
        lengths.size(),
        recorded,
        simulated,
        lengths.get(0),
        max,
        lengths.get(lengths.size() / 2),
        p99,
        100.0 * fit / lengths.size(),
        answers);
    assertTrue(max <= QrText.MAX_WRITTEN, max + " characters");
  }

  private void sign(HealthResult health, PackFacts pack, List<String> models) {
    for (int i = 0; i < AROUND_EACH; i++) {
      SignedReport report =
          ReportPayload.sign(around(health, pack, models.get(random.nextInt(models.size()))), key);
      lengths.add(report.qr().length());
      if (i == 0) {
        ObjectNode content = report.report();
        content
            .path("results")
            .forEach(
                result -> {
                  if (result.path("name").asString().equals("capacity")) {
                    answers.merge(result.at("/refusal/code").asString("number"), 1, Integer::sum);
                  }
                });
      }
    }
  }

  private ReportInput around(HealthResult health, PackFacts pack, String model) {
    Stamp at =
        new Stamp(
            Instant.ofEpochSecond(1_760_000_000L + random.nextInt(800_000_000)),
            0,
            UUID.randomUUID(),
            random.nextBoolean());
    long sequence = 1 + random.nextInt(1 << 1 + random.nextInt(24));
    Optional<String> vin =
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of("XX0TEST%010d".formatted(random.nextInt(1_000_000)));
    return new ReportInput(
        UuidV7.at(at.wall(), random),
        health,
        new VehicleFacts(
            vin,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            random.nextInt(8) == 0 ? Optional.empty() : Optional.of(model),
            pack,
            Map.of()),
        vin.map(text -> VinCommitment.to(text, salt)),
        new ReportInput.Gateway(UUID.randomUUID().toString(), "site/name", "1", Optional.empty()),
        new ReportInput.Source(ReportInput.Source.Kind.values()[random.nextInt(3)], "a source"),
        new ReportInput.Chain(
            sequence, sequence == 1 ? Optional.empty() : Optional.of("ab".repeat(32))),
        at,
        at,
        at.clockSynced(),
        at,
        "cd".repeat(32));
  }

  private PackFacts pack() {
    Chemistry[] all = Chemistry.values();
    return new PackFacts(
        all[random.nextInt(all.length)],
        OptionalInt.of(12 + random.nextInt(200)),
        random.nextInt(6) == 0
            ? Optional.empty()
            : Optional.of(new Sourced(20 + random.nextInt(280), "maker")),
        random.nextInt(3) == 0 ? Optional.of(new Sourced(60, "certificate")) : Optional.empty(),
        Optional.empty());
  }

  /** A charge of any width of a pack of any capacity, seen as often as some adapter can. */
  private HealthResult charge(PackFacts pack) {
    double capacityAh =
        pack.nominalAh().map(Sourced::value).orElse(100.0) * (0.5 + 0.6 * random.nextDouble());
    double socPct = 60 * random.nextDouble();
    double toPct = Math.min(100, socPct + 5 + 95 * random.nextDouble());
    double currentA = capacityAh * (0.05 + random.nextDouble() / 2);
    int cells = pack.cellsInSeries().orElseThrow();
    double stepS = 5 + random.nextInt(60);
    double celsius = random.nextInt(10) == 0 ? 65 : 5 + random.nextInt(30);
    UUID boot = UUID.randomUUID();
    HealthEstimator estimator = new HealthEstimator(pack);
    for (int step = 0; socPct < toPct; step++) {
      long nanos = (long) (step * stepS * 1e9);
      Stamp at =
          new Stamp(Instant.parse("2026-03-01T08:00:00Z").plusNanos(nanos), nanos, boot, true);
      put(estimator, Signals.VOLTAGE, cells * (3.2 + socPct / 130), at);
      put(estimator, Signals.SOC, Math.floor(socPct * 2) / 2, at);
      put(estimator, Signals.SOH, 100, at);
      put(estimator, Signals.TEMPERATURE_MAX, celsius, at);
      put(estimator, Signals.CURRENT, currentA, at);
      socPct += 100 * currentA * stepS / 3600 / capacityAh;
    }
    return estimator.result();
  }

  private static void put(HealthEstimator estimator, Signal signal, double value, Stamp at) {
    estimator.accept(new Reading(signal, 0, new Value.Number(value), at, "simulated"));
  }

  /** The longest names there are: the titles of the shipped profiles. */
  private static List<String> models() throws Exception {
    List<String> models = new ArrayList<>();
    try (Stream<Path> files = Files.list(VEHICLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        models.add(
            StrictJson.parseObject(Files.readAllBytes(file), 1 << 20).path("title").asString());
      }
    }
    return models;
  }
}
