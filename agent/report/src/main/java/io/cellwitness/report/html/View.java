package io.cellwitness.report.html;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The signed report as the page reads it. The page shows only what stands in the signed bytes.
 *
 * @param report the report's JSON
 * @param results all results
 * @param alarms safety matters
 * @param findings everything else a person should know
 */
record View(ObjectNode report, List<Result> results, List<Note> alarms, List<Note> findings) {

  private static final Instant NO_DATE_BEFORE = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * A result.
   *
   * @param name as in the report
   * @param originator measured, declared or derived
   * @param number the number, empty for a refusal
   * @param refusals reasons, empty for a number
   */
  record Result(String name, String originator, Optional<Figure> number, List<Note> refusals) {
    boolean declared() {
      return originator.equals("declared");
    }
  }

  /**
   * A number.
   *
   * @param value in {@code unit}
   * @param unit as in the report
   * @param uncertainty 95 %, empty for declared values
   * @param grade A, B or empty text
   * @param method how it was obtained
   * @param budget terms behind the uncertainty
   * @param soc where the number rests on the car's own state of charge, how it moves with it
   */
  record Figure(
      BigDecimal value,
      String unit,
      Optional<BigDecimal> uncertainty,
      String grade,
      String method,
      List<Term> budget,
      Optional<Moved> soc) {

    /** Digits worth printing: two of the uncertainty, or those of the report without one. */
    int decimals() {
      if (uncertainty.isEmpty()) {
        return Math.min(value.stripTrailingZeros().scale(), 1) < 1 ? 0 : 1;
      }
      double u = uncertainty.get().doubleValue();
      int wanted = u >= 10 ? 0 : u >= 1 ? 1 : u >= 0.1 ? 2 : 3;
      return Math.min(wanted, Math.max(0, value.scale()));
    }

    BigDecimal low() {
      return value.subtract(uncertainty.orElse(BigDecimal.ZERO));
    }

    BigDecimal high() {
      return value.add(uncertainty.orElse(BigDecimal.ZERO));
    }

    /** The ends as they are shown: they lose digits outwards, as the half width does. */
    BigDecimal shownLow() {
      return low().setScale(decimals(), RoundingMode.FLOOR);
    }

    BigDecimal shownHigh() {
      return high().setScale(decimals(), RoundingMode.CEILING);
    }
  }

  /**
   * What a number would read with another scale of the car's state of charge.
   *
   * @param longer with a scale 10 % longer
   * @param shorter with a scale 10 % shorter
   */
  record Moved(BigDecimal longer, BigDecimal shorter) {}

  /**
   * A term of the uncertainty budget.
   *
   * @param name stable id
   * @param relative standard uncertainty, relative
   * @param source in words
   */
  record Term(String name, BigDecimal relative, String source) {}

  /**
   * A code with its English text.
   *
   * @param code stable
   * @param severity word, empty text for refusals
   * @param text English
   * @param evidence figures, may be empty
   */
  record Note(String code, String severity, String text, String evidence) {}

  static View of(ObjectNode report) {
    List<Result> results = new ArrayList<>();
    report.path("results").forEach(node -> results.add(result(node)));
    return new View(report, results, notes(report.path("alarms")), notes(report.path("findings")));
  }

  /** First number or refusal of that name that the car did not say itself. */
  Optional<Result> own(String name) {
    return results.stream().filter(r -> r.name().equals(name) && !r.declared()).findFirst();
  }

  Optional<Figure> ownFigure(String name) {
    return own(name).flatMap(Result::number);
  }

  Optional<Figure> declaredFigure(String name) {
    return results.stream()
        .filter(r -> r.name().equals(name) && r.declared())
        .findFirst()
        .flatMap(Result::number);
  }

  /** Whether the battery belongs to no vehicle. */
  boolean stationary() {
    return report.at("/pack/stationary").asBoolean(false);
  }

  String text(String pointer) {
    return report.at(pointer).asString("");
  }

  Optional<Instant> instant(String pointer) {
    try {
      return Optional.of(Instant.parse(text(pointer)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** An instant that can be meant: a recording that carries no dates counts from 1970. */
  Optional<Instant> date(String pointer) {
    return instant(pointer).filter(at -> at.isAfter(NO_DATE_BEFORE));
  }

  /** Findings that put every number in doubt, not only what the car declares. */
  boolean doubtful() {
    return serious().stream().anyMatch(note -> !note.code().startsWith("DECLARED_"));
  }

  List<Note> serious() {
    return findings.stream().filter(note -> note.severity().equals("serious")).toList();
  }

  private static Result result(JsonNode node) {
    JsonNode refusal = node.path("refusal");
    List<Note> refusals = new ArrayList<>();
    if (refusal.isObject()) {
      refusals.add(note(refusal));
      refusals.addAll(notes(refusal.path("further")));
    }
    Optional<Figure> number =
        node.path("value").isNumber() ? Optional.of(figure(node)) : Optional.empty();
    return new Result(
        node.path("name").asString(""), node.path("originator").asString(""), number, refusals);
  }

  private static Figure figure(JsonNode node) {
    List<Term> budget = new ArrayList<>();
    for (JsonNode term : node.path("budget")) {
      budget.add(
          new Term(
              term.path("name").asString(""),
              term.path("relative").asDecimal(BigDecimal.ZERO),
              term.path("source").asString("")));
    }
    return new Figure(
        node.path("value").decimalValue(),
        node.path("unit").asString(""),
        node.path("uncertainty").isNumber()
            ? Optional.of(node.path("uncertainty").decimalValue())
            : Optional.empty(),
        node.path("class").asString(""),
        node.path("method").asString(""),
        budget,
        moved(node.path("restsOnStateOfCharge")));
  }

  private static Optional<Moved> moved(JsonNode node) {
    JsonNode longer = node.path("scale10PctLonger");
    JsonNode shorter = node.path("scale10PctShorter");
    return longer.isNumber() && shorter.isNumber()
        ? Optional.of(new Moved(longer.decimalValue(), shorter.decimalValue()))
        : Optional.empty();
  }

  private static List<Note> notes(JsonNode array) {
    List<Note> notes = new ArrayList<>();
    array.forEach(node -> notes.add(note(node)));
    return notes;
  }

  private static Note note(JsonNode node) {
    return new Note(
        node.path("code").asString(""),
        node.path("severity").asString(""),
        node.path("text").asString(""),
        node.path("evidence").asString(""));
  }
}
