package io.cellwitness.health;

import io.cellwitness.api.PackFacts;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Readings in, results out: accumulate, merge, result.
 *
 * <p>One instance holds the readings of one pack; sessions of several visits are told apart by the
 * boot id of their stamps. Readings of one visit may come in any order; visits are put in order by
 * their wall clock. Not safe for use by several threads at once.
 */
public final class HealthEstimator {

  /** Version of the method; it stands in every report. */
  public static final String METHOD_VERSION = "cellwitness-method/1";

  /** Visits one instance takes; readings of further ones are ignored. */
  public static final int MAX_VISITS = 10_000;

  /** A visit is evaluated again for the progress line once it has grown by this share. */
  private static final double PROGRESS_GROWTH = 0.005;

  private final PackFacts pack;
  private final Optional<CellKnowledge> knowledge;
  private final double nominalAh;
  private final Map<UUID, Recording> recordings = new LinkedHashMap<>();
  private final Map<UUID, Evaluated> evaluated = new HashMap<>();
  private final ProgressFit progressFit;
  private Recording current;

  /** A visit as it was evaluated last. */
  private record Evaluated(int revision, int number, Visit visit) {}

  /**
   * Starts empty.
   *
   * @param pack what is known of the pack; what is unknown leads to refusals, never to defaults
   */
  public HealthEstimator(PackFacts pack) {
    this(pack, Optional.empty());
  }

  /**
   * Starts empty, with what the electrode-model fit needs.
   *
   * @param pack what is known of the pack; what is unknown leads to refusals, never to defaults
   * @param knowledge half-cell curves and the card of this vehicle model; without it the capacity
   *     rests on the state of charge alone
   */
  public HealthEstimator(PackFacts pack, Optional<CellKnowledge> knowledge) {
    this.pack = Objects.requireNonNull(pack, "pack");
    this.knowledge = Objects.requireNonNull(knowledge, "knowledge");
    this.nominalAh = pack.nominalAh().map(s -> s.value()).orElse(Double.NaN);
    this.progressFit = new ProgressFit(pack, knowledge);
  }

  /**
   * Takes one reading. Readings without a value are gaps.
   *
   * @param reading any signal; those the method does not use are ignored
   */
  public void accept(Reading reading) {
    UUID bootId = reading.at().bootId();
    if (current == null || !current.bootId().equals(bootId)) {
      if (recordings.size() >= MAX_VISITS && !recordings.containsKey(bootId)) {
        return;
      }
      current = recordings.computeIfAbsent(bootId, Recording::new);
    }
    current.accept(reading);
  }

  /**
   * Adds everything another estimator of the same pack has seen.
   *
   * @param other not changed
   */
  public void merge(HealthEstimator other) {
    if (other == this) {
      throw new IllegalArgumentException("an estimator cannot be merged with itself");
    }
    other.recordings.forEach(
        (bootId, recording) -> {
          if (recordings.size() < MAX_VISITS || recordings.containsKey(bootId)) {
            recordings.computeIfAbsent(bootId, Recording::new).addAll(recording);
          }
        });
  }

  /**
   * How far the measurement has come. Cheap enough to ask every second: a visit is looked at again
   * only when it has grown by half a percent, and the electrode fit is made only every two percent
   * of charge.
   *
   * @return the present state
   */
  public Progress progress() {
    List<Recording> ordered = ordered();
    List<Visit> visits = evaluate(ordered, PROGRESS_GROWTH);
    CapacityOutcome outcome = new CapacityMethod(pack).evaluate(visits);
    double socPerHourPct = 0;
    double socPct = Double.NaN;
    Optional<CapacityChoice.Answer> byFit = Optional.empty();
    if (!ordered.isEmpty()) {
      byFit =
          progressFit.present(
              outcome, ordered.get(ordered.size() - 1), visits.get(visits.size() - 1));
      Recording last = ordered.get(ordered.size() - 1);
      socPct = last.sorted(Signals.SOC).lastValue();
      socPerHourPct = ChargingRate.socPerHourPct(visits.get(visits.size() - 1));
    }
    return ProgressReport.of(outcome, byFit, pack.chemistry(), socPerHourPct, socPct);
  }

  /**
   * Evaluates everything seen so far.
   *
   * @return the results; the same readings give the same result
   */
  public HealthResult result() {
    List<Recording> ordered = ordered();
    return new Evaluation(pack, knowledge, ordered, evaluate(ordered, 0)).result();
  }

  /** Every charge seen, for learning a card from them. */
  List<ChargeRun> charges() {
    List<Recording> ordered = ordered();
    return ChargeRun.find(ordered, evaluate(ordered, 0), nominalAh);
  }

  PackFacts pack() {
    return pack;
  }

  /** Whether the voltages contradict the stated number of cells in series. */
  Optional<SeriesContradiction> seriesContradiction() {
    return SeriesContradiction.of(pack, ordered());
  }

  private List<Recording> ordered() {
    List<Recording> ordered = new ArrayList<>(recordings.values());
    ordered.sort(Comparator.comparing(Recording::firstWall).thenComparing(Recording::bootId));
    return ordered;
  }

  private List<Visit> evaluate(List<Recording> ordered, double growth) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      Recording recording = ordered.get(i);
      Evaluated known = evaluated.get(recording.bootId());
      boolean stale =
          known == null
              || known.number() != i
              || recording.revision() - known.revision() > growth * known.revision();
      if (stale) {
        known = new Evaluated(recording.revision(), i, Visit.of(recording, i, nominalAh));
        evaluated.put(recording.bootId(), known);
      }
      visits.add(known.visit());
    }
    return visits;
  }
}
