package io.cellwitness.report;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.health.BudgetTerm;
import io.cellwitness.health.CellSnapshot;
import io.cellwitness.health.CurvePoint;
import io.cellwitness.health.Finding;
import io.cellwitness.health.Grade;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.health.Refusal;
import io.cellwitness.health.RefusalCode;
import io.cellwitness.health.SocDependence;
import io.cellwitness.health.WindowFacts;
import io.cellwitness.report.jose.Malformed;
import io.cellwitness.report.jose.SigningKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.UUID;

/** Made-up reports for tests, each of a different kind. No figure comes from a real car. */
public final class SampleReports {

  /** A VIN nobody has: WMI of no maker, right check digit not needed in Europe. */
  public static final String VIN = "XX0TESTTEST000001";

  /** When the samples are signed. */
  public static final Instant ISSUED = Instant.parse("2026-03-14T15:42:07.250Z");

  /** The private key of RFC 8037 appendix A, as PKCS#8. Everybody knows it. */
  public static final SigningKey KEY = publicKnowledge();

  private static final UUID BOOT = UUID.fromString("0e4fd0c5-7d3b-4bd3-9df6-1a3c2f1d6c11");

  private SampleReports() {}

  /** A wide charge of a used car, the car's own number a little higher. */
  public static ReportInput number() {
    return input(1, health(List.of(), List.of(), true), Optional.empty());
  }

  /** The same with an open safety alarm and a serious finding. */
  public static ReportInput alarm() {
    Finding isolation =
        new Finding(
            "ISOLATION_LOW",
            Finding.Severity.ALARM,
            "The isolation of the high-voltage system is below 100 Ohm per volt: do not touch, call"
                + " a specialist.",
            "31 kOhm at 356 V");
    Finding scale =
        new Finding(
            "DECLARED_HEALTH_TOO_HIGH",
            Finding.Severity.SERIOUS,
            "The car declares a State of Health 9 points above the measured one, more than"
                + " tolerance and uncertainty explain.",
            "deviation 8.7 ± 3.9 points, tolerance 5");
    return input(7, health(List.of(scale), List.of(isolation), true), Optional.of("ab".repeat(32)));
  }

  /** A serious finding that puts every number in doubt. */
  public static ReportInput doubtful() {
    Finding copied =
        new Finding(
            "SAMPLES_REPEATED",
            Finding.Severity.SERIOUS,
            "Whole stretches of samples occur twice: the data was replayed or put together.",
            "480 samples in copied stretches of 16");
    return input(4, health(List.of(copied), List.of(), true), Optional.of("ef".repeat(32)));
  }

  /** A car of whose model a card is known and which was here before. */
  public static ReportInput known() {
    HealthResult health = health(List.of(), List.of(), true);
    List<Quantity> quantities = new ArrayList<>(health.quantities());
    quantities.add(
        measured(
            QuantityNames.CAPACITY_TRACKED,
            163.8,
            "Ah",
            5.1,
            Optional.empty(),
            List.of(
                new BudgetTerm(
                    "fit", 0.011, "total least squares over 3 visits, forgetting 0.98"))));
    HealthResult tracked =
        new HealthResult(
            health.methodVersion(),
            quantities,
            health.findings(),
            health.alarms(),
            health.window(),
            health.cells(),
            health.curve());
    ReportInput input = input(5, tracked, Optional.of("ad".repeat(32)));
    VehicleFacts facts = input.vehicle();
    CellFacts cell =
        new CellFacts(
            Optional.empty(),
            Optional.empty(),
            Optional.of("nmc532"),
            Optional.of(
                new CellFacts.ReferenceCharge(
                    "nmc532", "gr_bpx", 0.93, 0.04, 0.002, "card file 5f5f5f5f…, not signed")));
    VehicleFacts withCard =
        new VehicleFacts(
            facts.vin(),
            facts.vinSources(),
            facts.profileId(),
            facts.profileHash(),
            facts.model(),
            facts.pack().withCell(cell),
            facts.link());
    return new ReportInput(
        input.reportId(),
        input.health(),
        withCard,
        input.vin(),
        input.gateway(),
        input.source(),
        input.chain(),
        input.started(),
        input.finished(),
        input.measuredClockSynced(),
        input.issued(),
        input.sessionSha256());
  }

  /** A charge that was too short. */
  public static ReportInput refusal() {
    return input(2, health(List.of(), List.of(), false), Optional.of("cd".repeat(32)));
  }

  /** A storage pack that was discharged and charged again, seen twice. */
  public static ReportInput stationary() {
    HealthResult wide = health(List.of(), List.of(), true);
    List<Quantity> quantities = new ArrayList<>(wide.quantities());
    quantities.add(plain(QuantityNames.POWER_CAPABILITY, 9.3, "kW", 0.4));
    quantities.add(plain(QuantityNames.POWER_REMAINING, 93, "%", 4));
    quantities.add(plain(QuantityNames.ROUND_TRIP, 91.5, "%", 1.1));
    quantities.add(plain(QuantityNames.SELF_DISCHARGE, 1.2, "%", 0.5));
    return input(
        3,
        new HealthResult(
            wide.methodVersion(),
            quantities,
            wide.findings(),
            wide.alarms(),
            wide.window(),
            wide.cells(),
            wide.curve()),
        Optional.of("ef".repeat(32)));
  }

  private static Quantity plain(String name, double value, String unit, double uncertainty) {
    return measured(name, value, unit, uncertainty, Optional.empty(), List.of());
  }

  /** An input around any health result. */
  public static ReportInput input(long sequence, HealthResult health, Optional<String> previous) {
    Instant start = Instant.parse("2026-03-14T09:10:00Z");
    return new ReportInput(
        UuidV7.at(ISSUED, new java.util.Random(sequence)),
        health,
        vehicle(),
        Optional.of(VinCommitment.to(VIN, new FixedRandom(3))),
        new ReportInput.Gateway(
            "gw-demo", "Garage De Vries, Utrecht", "0.1.0", Optional.of("J. de Vries")),
        new ReportInput.Source(ReportInput.Source.Kind.LIVE, "elm327:/dev/ttyUSB0"),
        new ReportInput.Chain(sequence, previous),
        stamp(start, 0),
        stamp(start.plusSeconds(23_400), 23_400),
        true,
        stamp(ISSUED, 23_527),
        "5f".repeat(32));
  }

  private static Stamp stamp(Instant wall, long seconds) {
    return new Stamp(wall, seconds * 1_000_000_000L, BOOT, true);
  }

  private static VehicleFacts vehicle() {
    PackFacts pack =
        new PackFacts(
            Chemistry.NMC,
            OptionalInt.of(98),
            Optional.of(new Sourced(180, "profile hyundai-kia-400v, variant 64 kWh")),
            Optional.empty(),
            Optional.of(new Sourced(64, "profile hyundai-kia-400v, declared net")));
    return new VehicleFacts(
        Optional.of(VIN),
        List.of("09 02"),
        Optional.of("hyundai-kia-400v"),
        Optional.of("9d".repeat(32)),
        Optional.of("Hyundai Kona Electric 64 kWh"),
        pack,
        Map.of("adapter", "ELM327 v1.5", "firmware", "STN1110 v5.6.20"));
  }

  private static HealthResult health(List<Finding> findings, List<Finding> alarms, boolean wide) {
    List<Quantity> quantities = new ArrayList<>(wide ? numbers() : refusals());
    quantities.add(declared(100));
    return new HealthResult(
        "cellwitness-method/1",
        quantities,
        findings,
        alarms,
        wide ? Optional.of(new WindowFacts(88.5, 1, 9.5, 98, 6.42, 24.9)) : Optional.empty(),
        Optional.of(cells()),
        curve(wide ? 23_400 : 3_900));
  }

  private static List<Quantity> numbers() {
    return List.of(
        measured(QuantityNames.CAPACITY, 164.31, "Ah", 6.4, Optional.of(Grade.A), budget()),
        measured(QuantityNames.USABLE_ENERGY, 58.62, "kWh", 2.6, Optional.of(Grade.A), List.of()),
        new Quantity.Number(
            QuantityNames.SOH_CAPACITY,
            Originator.DERIVED,
            91.28,
            "%",
            Optional.of(3.9),
            Optional.of(Grade.A),
            "soc-window/1",
            List.of(),
            Optional.of(new SocDependence(82.98, 101.42))),
        refused(
            QuantityNames.SOCE,
            RefusalCode.REFERENCE_UNKNOWN,
            "No certified usable energy is known for this vehicle; give it with --certified-kwh."),
        measured(QuantityNames.RESISTANCE, 1.184, "mOhm", 0.09, Optional.empty(), List.of()),
        measured(QuantityNames.CELL_SPREAD, 12, "mV", 2, Optional.empty(), List.of()));
  }

  private static List<Quantity> refusals() {
    String text =
        "The charge covered 31.5 % of the state of charge; at least 60 % are needed. Charge from"
            + " below 35 % to full.";
    return List.of(
        refused(QuantityNames.CAPACITY, RefusalCode.SOC_WINDOW_TOO_SMALL, text),
        refused(QuantityNames.USABLE_ENERGY, RefusalCode.SOC_WINDOW_TOO_SMALL, text),
        refused(QuantityNames.SOH_CAPACITY, RefusalCode.SOC_WINDOW_TOO_SMALL, text),
        refused(
            QuantityNames.SOCE,
            RefusalCode.REFERENCE_UNKNOWN,
            "No certified usable energy is known for this vehicle; give it with --certified-kwh."));
  }

  private static Quantity measured(
      String name,
      double value,
      String unit,
      double uncertainty,
      Optional<Grade> grade,
      List<BudgetTerm> budget) {
    return new Quantity.Number(
        name,
        Originator.MEASURED,
        value,
        unit,
        Optional.of(uncertainty),
        grade,
        "soc-window/1",
        budget);
  }

  private static Quantity declared(double soh) {
    return new Quantity.Number(
        QuantityNames.SOH_DECLARED,
        Originator.DECLARED,
        soh,
        "%",
        Optional.empty(),
        Optional.empty(),
        "declared",
        List.of());
  }

  private static Quantity refused(String name, RefusalCode code, String text) {
    return new Quantity.Refused(name, Originator.MEASURED, List.of(new Refusal(code, text)));
  }

  private static List<BudgetTerm> budget() {
    return List.of(
        new BudgetTerm("soc_scale", 0.0339, "3.0 points rms on ten packs, over the width covered"),
        new BudgetTerm("soc_step", 0.0016, "step 0.5 %, rectangular, edge to edge"),
        new BudgetTerm("current_gain", 0.006, "1 % rectangular, typical automotive sensor"),
        new BudgetTerm("current_offset", 0.006, "0.15 A over the mean current"),
        new BudgetTerm("sampling", 0.0002, "0.02 % per second of the interval"),
        new BudgetTerm("temperature", 0.0017, "0.1 %/K from 25 degC"),
        new BudgetTerm("rate_definition", 0.005, "charge against discharge of the same cell"));
  }

  private static CellSnapshot cells() {
    var random = new java.util.Random(11);
    var volts = new TreeMap<Integer, Double>();
    for (int cell = 1; cell <= 98; cell++) {
      volts.put(cell, 4.148 + Math.round(random.nextGaussian() * 2.4) / 1000.0);
    }
    volts.put(37, 4.138);
    return new CellSnapshot(volts, true);
  }

  private static List<CurvePoint> curve(double seconds) {
    List<CurvePoint> points = new ArrayList<>();
    int count = 300;
    for (int i = 0; i < count; i++) {
      double share = i / (count - 1.0);
      double soc = 9.5 + 88.5 * share * seconds / 23_400;
      double current = share > 0.96 ? 25 * (1 - share) / 0.04 : 25.4 - share;
      OptionalDouble voltage =
          i > 140 && i < 150 ? OptionalDouble.empty() : OptionalDouble.of(322 + 0.82 * soc);
      points.add(
          new CurvePoint(
              share * seconds, current, voltage, OptionalDouble.of(Math.floor(soc * 2) / 2)));
    }
    return points;
  }

  private static SigningKey publicKnowledge() {
    try {
      return SigningKey.fromPem(
          """
          -----BEGIN PRIVATE KEY-----
          MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
          -----END PRIVATE KEY-----
          """);
    } catch (Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  /** A salt that is the same in every run, so that a sample's bytes are, too. */
  static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final int start;

    FixedRandom(int start) {
      this.start = start;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (i * 17 + start);
      }
    }
  }

  /**
   * A signed report whose every byte can be tried: without the pictures there are fewer of them.
   *
   * @param number in the chain; odd ones carry no measured number, even ones do
   */
  public static SignedReport withoutPictures(int number) {
    HealthResult all = number % 2 == 1 ? refusal().health() : number().health();
    HealthResult few =
        new HealthResult(
            all.methodVersion(),
            all.quantities(),
            all.findings(),
            all.alarms(),
            all.window(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    Optional<String> previous = number == 1 ? Optional.empty() : Optional.of("ab".repeat(32));
    return ReportPayload.sign(input(number, few, previous), KEY);
  }
}
