package io.cellwitness.gateway.accuracy;

import io.cellwitness.api.DriverException;
import io.cellwitness.api.Reading;
import io.cellwitness.api.Signals;
import io.cellwitness.api.Value;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Failure;
import io.cellwitness.health.Finding;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a falsified car does to the answer: every case that gives a number, again with the state of
 * charge (held at 100, as a display would) and the declared health scaled.
 */
public final class FalsifiedReport {

  private static final List<Double> FACTORS = List.of(0.8, 0.9, 1.1, 1.2);

  /** Results that use no state of charge. */
  private static final List<String> INDEPENDENT =
      List.of(QuantityNames.CAPACITY_KNEES, QuantityNames.CAPACITY_VOLTAGE);

  private final Console console;
  private final AccuracyRun run = new AccuracyRun();

  /**
   * Makes the report.
   *
   * @param console where to write
   */
  public FalsifiedReport(Console console) {
    this.console = console;
  }

  private record Honest(AccuracyCase input, HealthResult result) {}

  /**
   * Runs and prints.
   *
   * @param cases a {@code cases.csv}
   * @throws Failure when the list cannot be read
   * @throws DriverException when a recording cannot be read
   */
  public void print(Path cases) throws Failure, DriverException {
    List<Honest> honest = new ArrayList<>();
    Map<String, Integer> alarms = new TreeMap<>();
    int alarmed = 0;
    for (AccuracyCase input : CaseFile.read(cases)) {
      if (!input.exactSoc() && !input.faultVariant()) {
        HealthResult result = run.evaluate(input, UnaryOperator.identity());
        if (value(result, QuantityNames.CAPACITY).isPresent()) {
          honest.add(new Honest(input, result));
          alarmed += doubts(result).isEmpty() ? 0 : 1;
          doubts(result).forEach(code -> alarms.merge(code, 1, Integer::sum));
        }
      }
    }
    console.say("");
    console.say(
        format(
            "%-26s %4s %8s %8s %9s %7s %7s %11s",
            "SOC and declared SoH x",
            "n",
            "flagged",
            "refused",
            "unflagged",
            "moved %",
            "indep.",
            "moved pts"));
    console.say(format("%-26s %4d %8d", "1.0 (false alarms)", honest.size(), alarmed));
    console.say("  " + counts(alarms));
    ObjectNode event = Console.event("falsified").put("factor", 1.0).put("n", honest.size());
    put(event.put("flagged", alarmed), alarms);
    console.emit(event);
    for (double factor : FACTORS) {
      row(honest, factor);
    }
  }

  private void row(List<Honest> honest, double factor) throws DriverException {
    int refused = 0;
    int flagged = 0;
    int unflagged = 0;
    double moved = 0;
    Map<String, Integer> codes = new TreeMap<>();
    int independent = 0;
    double largestPoints = 0;
    for (Honest one : honest) {
      HealthResult falsified = run.evaluate(one.input(), reading -> scaled(reading, factor));
      double truth = value(one.result(), QuantityNames.CAPACITY).getAsDouble();
      OptionalDouble number = value(falsified, QuantityNames.CAPACITY);
      Set<String> newDoubts = doubts(falsified);
      newDoubts.removeAll(doubts(one.result()));
      newDoubts.forEach(code -> codes.merge(code, 1, Integer::sum));
      if (!newDoubts.isEmpty()) {
        flagged++;
      } else if (number.isEmpty()) {
        refused++;
      } else {
        unflagged++;
        moved += Math.abs(number.getAsDouble() / truth - 1);
      }
      for (String name : INDEPENDENT) {
        OptionalDouble before = value(one.result(), name);
        OptionalDouble after = value(falsified, name);
        if (before.isPresent() && after.isPresent()) {
          independent++;
          double nominalAh = one.input().pack().nominalAh().orElseThrow().value();
          double points = 100 * Math.abs(after.getAsDouble() - before.getAsDouble()) / nominalAh;
          largestPoints = Math.max(largestPoints, points);
        }
      }
    }
    double movedPct = unflagged == 0 ? 0 : 100 * moved / unflagged;
    console.say(
        format(
            "%-26.1f %4d %8d %8d %9d %7.1f %7d %11.2f",
            factor,
            honest.size(),
            flagged,
            refused,
            unflagged,
            movedPct,
            independent,
            largestPoints));
    console.say("  " + counts(codes));
    ObjectNode event = Console.event("falsified").put("factor", factor).put("n", honest.size());
    event.put("flagged", flagged).put("refused", refused).put("unflagged", unflagged);
    event.put("independent", independent).put("largestIndependentMovePoints", largestPoints);
    put(event, codes);
    console.emit(event);
  }

  private static String counts(Map<String, Integer> codes) {
    return codes.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void put(ObjectNode event, Map<String, Integer> codes) {
    ObjectNode node = event.putObject("codes");
    codes.forEach(node::put);
  }

  private static Reading scaled(Reading reading, double factor) {
    boolean soc = reading.signal().equals(Signals.SOC);
    if (!(soc || reading.signal().equals(Signals.SOH))
        || !(reading.value() instanceof Value.Number number)) {
      return reading;
    }
    double value = Math.min(number.number() * factor, soc ? 100 : Double.MAX_VALUE);
    return new Reading(
        reading.signal(), reading.index(), new Value.Number(value), reading.at(), reading.source());
  }

  /** Codes of findings that are more than a note. */
  private static Set<String> doubts(HealthResult result) {
    return result.findings().stream()
        .filter(f -> f.severity() != Finding.Severity.INFO)
        .map(Finding::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static OptionalDouble value(HealthResult result, String name) {
    Optional<Quantity> found = result.find(name, Originator.MEASURED);
    return found.isPresent() && found.get() instanceof Quantity.Number number
        ? OptionalDouble.of(number.value())
        : OptionalDouble.empty();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
