package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.health.HealthEstimator;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.replay.CsvRecording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Runs the method over every case of a list. */
public final class AccuracyRun {

  private final Map<Path, CsvRecording> opened = new HashMap<>();

  /**
   * Runs all cases.
   *
   * @param cases the list
   * @param each told each outcome as it comes
   * @param done told the share that has been run, 0 to 1
   * @return all outcomes, in the order of the list
   * @throws Failure when the list cannot be read
   * @throws DriverException when a recording cannot be read
   */
  List<AccuracyOutcome> run(Path cases, Consumer<AccuracyOutcome> each, DoubleConsumer done)
      throws Failure, DriverException {
    List<AccuracyOutcome> outcomes = new ArrayList<>();
    List<AccuracyCase> inputs = CaseFile.read(cases);
    for (AccuracyCase input : inputs) {
      AccuracyOutcome outcome = run(input);
      outcomes.add(outcome);
      each.accept(outcome);
      done.accept((double) outcomes.size() / inputs.size());
    }
    return outcomes;
  }

  private AccuracyOutcome run(AccuracyCase input) throws DriverException {
    return new AccuracyOutcome(
        input,
        evaluate(input, Stream::of)
            .find(QuantityNames.CAPACITY, Originator.MEASURED)
            .orElseThrow(() -> new IllegalStateException("the method left out the capacity")));
  }

  /** Evaluates one case after each of its readings was changed into others. */
  HealthResult evaluate(AccuracyCase input, Function<Reading, Stream<Reading>> change)
      throws DriverException {
    CsvRecording recording = opened.get(input.file());
    if (recording == null) {
      recording = CsvRecording.open(input.file(), note -> {});
      opened.put(input.file(), recording);
    }
    HealthEstimator estimator = new HealthEstimator(recording.pack().overriddenBy(input.pack()));
    recording.readings(
        input.session(), reading -> change.apply(reading).forEach(estimator::accept));
    return estimator.result();
  }
}
