package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.health.HealthResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a falsified car does to the answer: every case that gives a number, again with its state of
 * charge, its declared health or its belief in its capacity scaled.
 */
public final class FalsifiedReport {

  /** Outside so many standard deviations lies half a percent of normal data. */
  private static final double HALF_PERCENT_SIGMAS = 2.807;

  private static final List<Double> FACTORS = List.of(0.8, 0.9, 1.1, 1.2);

  private final Console console;
  private final Steps steps;
  private int planned;
  private final AccuracyRun run = new AccuracyRun();

  /**
   * Makes the report.
   *
   * @param console where to write
   * @param steps told how far it is
   */
  public FalsifiedReport(Console console, Steps steps) {
    this.console = console;
    this.steps = steps;
  }

  /** One case that gives a number, and what an honest car makes of it. */
  private record Honest(AccuracyCase input, FalsifiedAnswer answer) {

    double nominalAh() {
      return input.pack().nominalAh().orElseThrow().value();
    }

    double trueAh() {
      return input.truthAh().orElse(answer.capacityAh().orElseThrow());
    }

    /**
     * Whether one who knew the capacity exactly could tell a falsified number from an honest one
     * that is wrong by its own uncertainty, at half a percent of false alarms.
     */
    boolean betraysItself(FalsifiedAnswer falsified) {
      double off = Math.abs(falsified.capacityAh().orElseThrow() / trueAh() - 1);
      return off > HALF_PERCENT_SIGMAS * falsified.relativeU();
    }
  }

  /**
   * Runs and prints.
   *
   * @param cases a {@code cases.csv}
   * @throws Failure when the list cannot be read
   * @throws DriverException when a recording cannot be read
   */
  public void print(Path cases) throws Failure, DriverException {
    List<AccuracyCase> inputs =
        CaseFile.read(cases).stream().filter(c -> !c.exactSoc() && !c.faultVariant()).toList();
    int variants = Falsification.values().length * (1 + FACTORS.size());
    planned = inputs.size() * (1 + variants);
    List<Honest> honest = new ArrayList<>();
    for (AccuracyCase input : inputs) {
      FalsifiedAnswer answer = new FalsifiedAnswer(evaluate(input, Stream::of));
      if (answer.capacityAh().isPresent()) {
        honest.add(new Honest(input, answer));
      }
    }
    planned = inputs.size() + honest.size() * variants;
    for (Falsification kind : Falsification.values()) {
      console.say("");
      console.say(
          format(
              "%-26s %4s %6s %8s %7s %7s %8s %8s %7s %10s",
              kind.title() + " x",
              "n",
              "found",
              "refused",
              "stated",
              "silent",
              "telling",
              "moved %",
              "free",
              "moved pts"));
      falseAlarms(kind, honest);
      for (double factor : FACTORS) {
        row(kind, honest, factor);
      }
    }
    limits(honest);
  }

  /** How far the scale of the state of charge can be moved before anything is found. */
  private void limits(List<Honest> honest) throws DriverException {
    console.say("");
    console.say(
        format(
            "%-44s %4s %8s %8s %8s",
            "state of charge first found or refused at x", "n", "nearest", "median", "farthest"));
    for (int direction : List.of(-1, 1)) {
      List<ScaleLimit> limits = new ArrayList<>();
      for (Honest one : honest) {
        limits.add(ScaleLimit.search(factor -> stopped(one, factor), direction));
      }
      for (Map.Entry<String, List<ScaleLimit>> group : ScaleLimit.grouped(limits)) {
        double[] factors = ScaleLimit.outwards(group.getValue());
        String title = (direction < 0 ? "shorter: " : "longer: ") + group.getKey();
        double median = factors[factors.length / 2];
        double farthest = factors[factors.length - 1];
        console.say(
            format(
                "%-44s %4d %8.2f %8.2f %8.2f",
                title, factors.length, factors[0], median, farthest));
        console.emit(
            Console.event("scaleLimit")
                .put("direction", direction < 0 ? "shorter" : "longer")
                .put("by", group.getKey())
                .put("n", factors.length)
                .put("nearest", factors[0])
                .put("median", median)
                .put("farthest", farthest));
      }
    }
  }

  private String stopped(Honest one, double factor) throws DriverException {
    FalsifiedAnswer falsified = answer(Falsification.STATE_OF_CHARGE, one, factor);
    Set<String> doubts = falsified.doubts();
    doubts.removeAll(one.answer().doubts());
    boolean silent = doubts.isEmpty() && falsified.capacityAh().isEmpty();
    return silent ? ScaleLimit.REFUSED : String.join(", ", doubts);
  }

  private FalsifiedAnswer answer(Falsification kind, Honest one, double factor)
      throws DriverException {
    HealthResult result =
        evaluate(
            one.input(), reading -> kind.apply(reading, factor, one.trueAh(), one.nominalAh()));
    return new FalsifiedAnswer(result);
  }

  private HealthResult evaluate(AccuracyCase input, Function<Reading, Stream<Reading>> change)
      throws DriverException {
    HealthResult result = run.evaluate(input, change);
    steps.piece(planned);
    return result;
  }

  private void falseAlarms(Falsification kind, List<Honest> honest) throws DriverException {
    int alarmed = 0;
    Map<String, Integer> codes = new TreeMap<>();
    for (Honest one : honest) {
      Set<String> doubts = answer(kind, one, 1).doubts();
      alarmed += doubts.isEmpty() ? 0 : 1;
      doubts.forEach(code -> codes.merge(code, 1, Integer::sum));
    }
    console.say(format("%-26s %4d %6d", "1.0 (false alarms)", honest.size(), alarmed));
    show(codes);
    ObjectNode event = event(kind, 1.0, honest.size()).put("found", alarmed);
    put(event, codes);
    console.emit(event);
  }

  private void row(Falsification kind, List<Honest> honest, double factor) throws DriverException {
    int found = 0;
    int refused = 0;
    int stated = 0;
    int silent = 0;
    int telling = 0;
    double movedPct = 0;
    int free = 0;
    double largestPoints = 0;
    Map<String, Integer> codes = new TreeMap<>();
    for (Honest one : honest) {
      FalsifiedAnswer falsified = answer(kind, one, factor);
      Set<String> doubts = falsified.doubts();
      doubts.removeAll(one.answer().doubts());
      doubts.forEach(code -> codes.merge(code, 1, Integer::sum));
      if (!doubts.isEmpty()) {
        found++;
      } else if (falsified.capacityAh().isEmpty()) {
        refused++;
      } else {
        stated += falsified.saysItRestsOnSoc() ? 1 : 0;
        silent += falsified.saysItRestsOnSoc() ? 0 : 1;
        telling += one.betraysItself(falsified) ? 1 : 0;
        double honestAh = one.answer().capacityAh().getAsDouble();
        movedPct += 100 * Math.abs(falsified.capacityAh().getAsDouble() / honestAh - 1);
      }
      Map<String, Double> moved = one.answer().movedPoints(falsified, one.nominalAh());
      free += moved.isEmpty() ? 0 : 1;
      largestPoints =
          Math.max(
              largestPoints,
              moved.values().stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }
    double meanPct = stated + silent == 0 ? 0 : movedPct / (stated + silent);
    console.say(
        format(
            "%-26.1f %4d %6d %8d %7d %7d %8d %8.1f %7d %10.2f",
            factor,
            honest.size(),
            found,
            refused,
            stated,
            silent,
            telling,
            meanPct,
            free,
            largestPoints));
    show(codes);
    ObjectNode event = event(kind, factor, honest.size());
    event.put("found", found).put("refused", refused).put("stated", stated).put("silent", silent);
    event.put("telling", telling).put("meanMovePct", meanPct);
    event.put("free", free).put("largestFreeMovePoints", largestPoints);
    put(event, codes);
    console.emit(event);
  }

  private static ObjectNode event(Falsification kind, double factor, int n) {
    return Console.event("falsified")
        .put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("factor", factor)
        .put("n", n);
  }

  private void show(Map<String, Integer> codes) {
    if (!codes.isEmpty()) {
      console.say(
          codes.entrySet().stream()
              .map(e -> e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", ", "  ", "")));
    }
  }

  private static void put(ObjectNode event, Map<String, Integer> codes) {
    ObjectNode node = event.putObject("codes");
    codes.forEach(node::put);
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
