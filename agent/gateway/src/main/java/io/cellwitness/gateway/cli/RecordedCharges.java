package io.cellwitness.gateway.cli;

import io.cellwitness.api.Chemistry;
import io.cellwitness.api.Driver;
import io.cellwitness.api.DriverContext;
import io.cellwitness.api.DriverException;
import io.cellwitness.api.PackFacts;
import io.cellwitness.api.SourceAddress;
import io.cellwitness.api.TimeSource;
import io.cellwitness.gateway.base.Drivers;
import io.cellwitness.gateway.base.ExitCode;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.session.SessionHash;
import io.cellwitness.health.HealthEstimator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/**
 * Recorded charges of one car, and where they come from.
 *
 * @param seen everything that was recorded
 * @param pack what recordings and operator know of the pack; nominal capacity and number of cells
 *     are there
 * @param recordings each with the hash of its file
 * @param notes what the recordings' reader had to say
 */
record RecordedCharges(
    HealthEstimator seen, PackFacts pack, List<Recorded> recordings, List<String> notes) {

  /** Recordings one card is learned from at most. */
  static final int MAX_RECORDINGS = 100;

  private static final int SHORT_HASH_DIGITS = 12;

  /**
   * One recording. It is named by its hash, because a file's name may hold a VIN.
   *
   * @param sha256 of the file as it lies there, lower-case hexadecimal
   * @param session the session in it, where it holds several
   */
  record Recorded(String sha256, Optional<String> session) {}

  RecordedCharges {
    recordings = List.copyOf(recordings);
    notes = List.copyOf(notes);
  }

  /** Reads them one after the other and tells the share that is read. */
  static RecordedCharges read(
      List<SourceAddress> sources,
      PackFacts operator,
      Drivers drivers,
      TimeSource time,
      DoubleConsumer done)
      throws DriverException, Failure, InterruptedException {
    List<String> notes = new ArrayList<>();
    List<Recorded> recordings = new ArrayList<>();
    Set<UUID> earlier = new HashSet<>();
    Optional<RecordedCharges> all = Optional.empty();
    for (SourceAddress source : sources) {
      DriverContext context = new DriverContext(time, Optional.empty(), List.of(), notes::add);
      try (Driver driver = drivers.create(source, context)) {
        PackFacts pack = known(driver.connect().pack().overriddenBy(operator));
        if (all.isPresent() && !samePack(all.get().pack(), pack)) {
          throw bad(source, "is of another pack than the recordings before it; give one car's");
        }
        HealthEstimator seen =
            all.isPresent() ? all.get().seen() : new HealthEstimator(pack, Optional.empty());
        Set<UUID> boots = new HashSet<>();
        while (driver.poll(
            reading -> {
              boots.add(reading.at().bootId());
              seen.accept(reading);
            })) {
          // Every call hands over one stamp.
          done.accept((recordings.size() + driver.played().orElse(0)) / sources.size());
        }
        if (boots.stream().anyMatch(earlier::contains)) {
          throw bad(
              source, "is given twice, or bears the name of another one; rename or leave out");
        }
        earlier.addAll(boots);
        recordings.add(new Recorded(SessionHash.of(Path.of(source.target())), source.fragment()));
        all = Optional.of(new RecordedCharges(seen, pack, recordings, notes));
      }
    }
    return all.orElseThrow();
  }

  /** The source text of a learned figure. */
  String provenance() {
    return "learned by "
        + HealthEstimator.METHOD_VERSION
        + " from recordings with SHA-256 "
        + recordings.stream()
            .map(r -> r.sha256().substring(0, SHORT_HASH_DIGITS) + "…")
            .distinct()
            .collect(Collectors.joining(", "));
  }

  /** One car's recordings may differ in what was given beside them, but not in these. */
  private static boolean samePack(PackFacts a, PackFacts b) {
    boolean chemistryKnown =
        a.chemistry() != Chemistry.UNKNOWN && b.chemistry() != Chemistry.UNKNOWN;
    return a.cellsInSeries().equals(b.cellsInSeries())
        && a.nominalAh().orElseThrow().value() == b.nominalAh().orElseThrow().value()
        && (!chemistryKnown || a.chemistry() == b.chemistry());
  }

  private static PackFacts known(PackFacts pack) throws Failure {
    if (pack.chemistry() == Chemistry.LFP || pack.chemistry() == Chemistry.LMO) {
      throw new Failure(
          ExitCode.BAD_DATA,
          "a card serves the electrode fit, which holds for NMC and NCA; the recording is of "
              + pack.chemistry());
    }
    if (pack.nominalAh().isEmpty()) {
      throw new Failure(ExitCode.USAGE, "the nominal capacity is not known; give --nominal-ah");
    }
    if (pack.cellsInSeries().isEmpty()) {
      throw new Failure(ExitCode.USAGE, "the number of cells is not known; give --series");
    }
    return pack;
  }

  private static Failure bad(SourceAddress source, String what) {
    return new Failure(
        ExitCode.BAD_DATA,
        "the recording "
            + source.target()
            + source.fragment().map(name -> "#" + name).orElse("")
            + " "
            + what);
  }
}
