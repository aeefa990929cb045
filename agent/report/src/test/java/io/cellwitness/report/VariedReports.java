package io.cellwitness.report;

import io.cellwitness.api.CellFacts;
import io.cellwitness.api.Chemistry;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Sourced;
import io.cellwitness.api.Stamp;
import io.cellwitness.api.UseFacts;
import io.cellwitness.api.VehicleFacts;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.Refusal;
import io.cellwitness.health.RefusalCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * As many different reports as a test asks for: ten kinds in turn, and of each kind no two with the
 * same figures, dates, names and number.
 */
public final class VariedReports {

  /** How many kinds there are. */
  public static final int KINDS = 10;

  private VariedReports() {}

  /**
   * One of them, signed.
   *
   * @param number in the chain, from 1; the kind is its last digit
   * @return the report
   */
  public static SignedReport signed(int number) {
    return ReportPayload.sign(input(number), SampleReports.KEY);
  }

  /**
   * What kind a number gives, for people.
   *
   * @param number from 1
   * @return a few words
   */
  public static String kind(int number) {
    return switch (number % KINDS) {
      case 1 -> "car refused";
      case 2 -> "car with alarm";
      case 3 -> "stationary pack";
      case 4 -> "LFP car";
      case 5 -> "doubtful car";
      case 6 -> "car seen before";
      case 7 -> "without VIN";
      case 8 -> "long, with pictures";
      case 9 -> "short";
      default -> "car measured";
    };
  }

  private static ReportInput input(int number) {
    ReportInput sample =
        switch (number % KINDS) {
          case 1, 9 -> SampleReports.refusal();
          case 2 -> SampleReports.alarm();
          case 3 -> SampleReports.stationary();
          case 5 -> SampleReports.doubtful();
          case 6 -> SampleReports.known();
          default -> SampleReports.number();
        };
    Random random = new Random(number);
    VehicleFacts vehicle = vehicle(number, sample.vehicle(), random);
    Stamp issued = later(sample.issued(), number, number % KINDS != 7);
    Optional<VinCommitment> identity =
        vehicle
            .vin()
            .map(vin -> VinCommitment.to(vin, new SampleReports.FixedRandom(number)))
            .or(
                () ->
                    vehicle
                        .packId()
                        .map(
                            id -> VinCommitment.toPack(id, new SampleReports.FixedRandom(number))));
    return new ReportInput(
        UuidV7.at(issued.wall(), random),
        health(number, sample.health(), random),
        vehicle,
        identity,
        new ReportInput.Gateway(
            "gw-" + number,
            "Garage " + number + ", Utrecht",
            "0.1.0",
            number % 2 == 0 ? Optional.of("operator " + number) : Optional.empty()),
        new ReportInput.Source(
            ReportInput.Source.Kind.values()[number % 3], "source of report " + number),
        new ReportInput.Chain(
            number, number == 1 ? Optional.empty() : Optional.of("%064x".formatted(number))),
        later(sample.started(), number, true),
        later(sample.finished(), number, true),
        number % KINDS != 7,
        issued,
        "%064x".formatted(number * 7L));
  }

  private static VehicleFacts vehicle(int number, VehicleFacts car, Random random) {
    boolean stationary = number % KINDS == 3;
    boolean nameless = number % KINDS == 7 || number % KINDS == 9;
    Chemistry chemistry =
        stationary || number % KINDS == 4 ? Chemistry.LFP : car.pack().chemistry();
    PackFacts pack =
        new PackFacts(
            chemistry,
            OptionalInt.of(80 + random.nextInt(40)),
            Optional.of(new Sourced(100 + random.nextInt(100), "maker " + number)),
            Optional.empty(),
            Optional.empty(),
            number % KINDS == 6 ? car.pack().cell() : CellFacts.UNKNOWN,
            stationary
                ? new UseFacts(
                    true,
                    Optional.of(new Sourced(10, "plate")),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())
                : UseFacts.UNKNOWN);
    return new VehicleFacts(
        stationary || nameless ? Optional.empty() : Optional.of("XX0TEST%010d".formatted(number)),
        stationary || nameless ? List.of() : List.of("09 02"),
        stationary ? Optional.of("PACK-" + number) : Optional.empty(),
        nameless ? Optional.empty() : car.profileId(),
        nameless ? Optional.empty() : car.profileHash(),
        nameless ? Optional.empty() : Optional.of("Model " + number),
        pack,
        nameless ? Map.of() : car.link());
  }

  private static HealthResult health(int number, HealthResult all, Random random) {
    boolean brief = number % KINDS == 9;
    boolean pictures = number % KINDS == 8;
    RefusalCode other = RefusalCode.values()[number / KINDS % RefusalCode.values().length];
    List<Quantity> quantities =
        all.quantities().stream()
            .limit(brief ? 1 : Long.MAX_VALUE)
            .map(quantity -> changed(quantity, other, 1 + random.nextInt(1000) / 10_000.0))
            .toList();
    return new HealthResult(
        all.methodVersion(),
        quantities,
        all.findings(),
        all.alarms(),
        brief ? Optional.empty() : all.window(),
        pictures ? all.cells() : Optional.empty(),
        pictures ? all.curve() : List.of(),
        Optional.empty());
  }

  private static Quantity changed(Quantity quantity, RefusalCode other, double factor) {
    if (quantity instanceof Quantity.Number number) {
      return new Quantity.Number(
          number.name(),
          number.originator(),
          number.value() * factor,
          number.unit(),
          number.uncertainty(),
          number.grade(),
          number.method(),
          number.budget(),
          number.socDependence());
    }
    Quantity.Refused refused = (Quantity.Refused) quantity;
    return new Quantity.Refused(
        refused.name(),
        refused.originator(),
        List.of(new Refusal(other, refused.reasons().get(0).text())));
  }

  private static Stamp later(Stamp stamp, int number, boolean synced) {
    return new Stamp(
        stamp.wall().plusSeconds(number * 3607L), stamp.monotonicNanos(), stamp.bootId(), synced);
  }
}
