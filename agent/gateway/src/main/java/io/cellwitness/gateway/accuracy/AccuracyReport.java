package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.DriverException;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.gateway.base.Steps;
import io.cellwitness.health.Grade;
import io.cellwitness.health.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints what {@link AccuracyRun} found, for people or as JSON lines. */
public final class AccuracyReport {

  /** What a coverage factor of 2 means for normal errors. */
  private static final double COVERAGE = 0.9545;

  private final Console console;
  private final Steps steps;

  /**
   * Makes the report.
   *
   * @param console where to write
   * @param steps told how far it is
   */
  public AccuracyReport(Console console, Steps steps) {
    this.console = console;
    this.steps = steps;
  }

  /**
   * Runs the cases and prints them as they come, then the summary.
   *
   * @param cases a {@code cases.csv}
   * @return whether every gate decided as the list expects
   * @throws Failure when the list cannot be read
   * @throws DriverException when a recording cannot be read
   */
  public boolean print(Path cases) throws Failure, DriverException {
    console.say(
        format(
            "%-26s %-7s %-9s %9s %8s %9s %8s  %s",
            "case", "expect", "class", "Q Ah", "± Ah", "truth Ah", "error %", "refusal"));
    List<AccuracyOutcome> outcomes = new AccuracyRun().run(cases, this::show, steps);
    long right = outcomes.stream().filter(AccuracyOutcome::decidedRight).count();
    summary(outcomes, right);
    return right == outcomes.size();
  }

  private void show(AccuracyOutcome outcome) {
    AccuracyCase input = outcome.input();
    Quantity.Number number = outcome.capacity() instanceof Quantity.Number n ? n : null;
    ObjectNode event = Console.event("case");
    event.put("id", input.id());
    event.put("expect", input.expect().name().toLowerCase(Locale.ROOT));
    ArrayNode all = event.putArray("refusals");
    outcome.refusals().forEach(code -> all.add(code.name()));
    event.put("refusal", outcome.refusals().isEmpty() ? null : outcome.refusals().get(0).name());
    event.put("capacityAh", number == null ? null : number.value());
    event.put("uncertaintyAh", number == null ? null : number.uncertainty().orElseThrow());
    event.put("class", grade(outcome));
    event.put("truthAh", input.truthAh().isPresent() ? input.truthAh().getAsDouble() : null);
    console.emit(event);
    console.say(
        format(
            "%-26s %-7s %-9s %9s %8s %9s %8s  %s",
            input.id(),
            input.expect().name().toLowerCase(Locale.ROOT),
            number == null ? "refused" : grade(outcome),
            number == null ? "" : format("%.2f", number.value()),
            number == null ? "" : format("%.2f", number.uncertainty().orElseThrow()),
            cell(input.truthAh()),
            outcome.errorPct().isPresent() ? format("%+.2f", outcome.errorPct().getAsDouble()) : "",
            outcome.refusals().isEmpty()
                ? (outcome.decidedRight() ? "" : "a refusal was due")
                : String.join(" ", outcome.refusals().stream().map(Enum::name).toList())));
  }

  private void summary(List<AccuracyOutcome> outcomes, long right) {
    ObjectNode event = Console.event("summary");
    event.put("cases", outcomes.size());
    event.put("gateDecisionsRight", right);
    console.say("");
    console.say(
        format(
            "%-26s %4s %7s %7s %7s %9s %9s",
            "group (errors in %)", "n", "MAE", "p95", "bias", "coverage", "mean U95"));
    Predicate<AccuracyOutcome> judged = o -> !o.input().exactSoc() && !o.input().faultVariant();
    row(event, "exactSoc", "exact SOC (arithmetic)", outcomes, o -> o.input().exactSoc());
    row(event, "classA", "class A", outcomes, judged.and(o -> o.graded(Grade.A)));
    row(event, "classB", "class B", outcomes, judged.and(o -> o.graded(Grade.B)));
    row(event, "all", "A and B", outcomes, judged);
    row(event, "faults", "fault variants", outcomes, o -> o.input().faultVariant());
    held(event, outcomes.stream().filter(judged).filter(o -> o.errorPct().isPresent()).toList());
    budget(event, outcomes.stream().filter(judged).toList());
    console.emit(event);
    console.say("");
    console.say(
        format(
            "Gate decisions right: %d of %d (%.1f %%)",
            right, outcomes.size(), 100.0 * right / outcomes.size()));
  }

  private void row(
      ObjectNode event,
      String key,
      String title,
      List<AccuracyOutcome> outcomes,
      Predicate<AccuracyOutcome> group) {
    AccuracySummary summary = AccuracySummary.of(outcomes.stream().filter(group).toList());
    ObjectNode node = event.putObject(key).put("n", summary.numbers());
    put(node, "mae", summary.maePct());
    put(node, "p95", summary.p95Pct());
    put(node, "bias", summary.biasPct());
    put(node, "coverage", summary.coveragePct());
    put(node, "meanU95", summary.meanU95Pct());
    console.say(
        format(
            "%-26s %4d %7s %7s %7s %9s %9s",
            title,
            summary.numbers(),
            cell(summary.maePct()),
            cell(summary.p95Pct()),
            cell(summary.biasPct()),
            cell(summary.coveragePct()),
            cell(summary.meanU95Pct())));
  }

  /** What the count of intervals that hold the truth says, as few cases as there are. */
  private void held(ObjectNode event, List<AccuracyOutcome> outcomes) {
    int held = (int) outcomes.stream().filter(AccuracyOutcome::covered).count();
    double chancePct = 100 * BudgetShares.atLeast(COVERAGE, held, outcomes.size());
    event.put("held", held).put("chanceOfAsManyPct", tenths(chancePct));
    console.say("");
    console.say(
        format(
            "%d of %d intervals hold the truth; of intervals that hold it in 95 %% of cases, as "
                + "many or more do in %.0f %% of such lists.",
            held, outcomes.size(), chancePct));
  }

  private void budget(ObjectNode event, List<AccuracyOutcome> judged) {
    ObjectNode node = event.putObject("varianceSharePct");
    SortedMap<String, Double> a = shares(judged, Grade.A);
    SortedMap<String, Double> b = shares(judged, Grade.B);
    SortedSet<String> terms = new TreeSet<>(a.keySet());
    terms.addAll(b.keySet());
    console.say("");
    console.say(format("%-34s %9s %9s", "mean share of the variance in %", "class A", "class B"));
    for (String term : terms) {
      double inA = a.getOrDefault(term, 0.0);
      double inB = b.getOrDefault(term, 0.0);
      console.say(format("%-34s %9.1f %9.1f", term, inA, inB));
      node.putObject(term).put("classA", tenths(inA)).put("classB", tenths(inB));
    }
  }

  private static SortedMap<String, Double> shares(List<AccuracyOutcome> judged, Grade grade) {
    return BudgetShares.of(judged.stream().filter(o -> o.graded(grade)).toList());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static String grade(AccuracyOutcome outcome) {
    return outcome.capacity() instanceof Quantity.Number n
        ? n.grade().map(Enum::name).orElse(null)
        : null;
  }

  private static void put(ObjectNode node, String key, OptionalDouble value) {
    value.ifPresent(v -> node.put(key, Math.round(v * 1000) / 1000.0));
  }

  private static String cell(OptionalDouble value) {
    return value.isPresent() ? format("%.2f", value.getAsDouble()) : "";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
