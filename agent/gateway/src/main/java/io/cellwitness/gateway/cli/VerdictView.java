package io.cellwitness.gateway.cli;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.report.trust.Check;
import io.cellwitness.report.trust.LogVerifier;
import io.cellwitness.report.trust.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Shows how a report or a log came out. */
final class VerdictView {

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
    console.say(name + ": " + (valid ? "VALID" : "NOT VALID"));
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
      line(
          console,
          check.subject().word(),
          String.format(Locale.ROOT, "%-8s %s", check.outcome().word(), check.reason()));
    }
    console.emit(event);
  }

  private static void line(Console console, String word, String text) {
    console.say(String.format(Locale.ROOT, "  %-10s %s", word, text));
  }
}
