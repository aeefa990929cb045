package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Console.Cell;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.report.trust.Check;
import io.cellwitness.report.trust.LogVerifier;
import io.cellwitness.report.trust.Verdict;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Shows how a report or a log came out. */
final class VerdictView {

  private static final int INDENT = 2;
  private static final int SUBJECT_WIDTH = 15;
  private static final int OUTCOME_WIDTH = 10;

  private VerdictView() {}

  static void show(Console console, String name, Verdict verdict, Optional<String> hint) {
    Optional<String> code = verdict.link().map(link -> link.payloadHash());
    show(console, name, verdict.valid(), code, verdict.checks(), hint);
  }

  static void show(Console console, String name, LogVerifier.Outcome outcome) {
    show(console, name, outcome.valid(), Optional.empty(), outcome.checks(), Optional.empty());
  }

  private static void show(
      Console console,
      String name,
      boolean valid,
      Optional<String> code,
      List<Check> checks,
      Optional<String> hint) {
    ObjectNode event = Console.event("verdict");
    event.put("file", name).put("valid", valid);
    console.say(
        valid ? Tone.GOOD : Tone.BAD, name + ": " + console.inWords(valid ? "VALID" : "NOT VALID"));
    code.ifPresent(
        hash -> {
          event.put("code", hash);
          line(console, "code", hash);
        });
    hint.ifPresent(
        text -> {
          event.put("hint", text);
          line(console, "hint", text);
        });
    ObjectNode found = event.putObject("checks");
    for (Check check : checks) {
      found
          .putObject(check.subject().word())
          .put("outcome", check.outcome().word())
          .put("reason", check.reason());
      console.cells(
          new Cell(Tone.PLAIN, "", INDENT),
          new Cell(Tone.PLAIN, check.subject().word(), SUBJECT_WIDTH),
          new Cell(tone(check), check.outcome().word(), OUTCOME_WIDTH),
          Cell.last(check.reason()));
    }
    console.emit(event);
  }

  private static Tone tone(Check check) {
    return switch (check.outcome()) {
      case PASS -> Tone.GOOD;
      case FAIL -> Tone.BAD;
      case UNKNOWN -> Tone.WARN;
    };
  }

  private static void line(Console console, String word, String text) {
    console.cells(
        new Cell(Tone.PLAIN, "", INDENT),
        new Cell(Tone.PLAIN, word, SUBJECT_WIDTH),
        Cell.last(text));
  }
}
