package io.cellwitness.gateway.cli;

import io.cellwitness.api.VehicleFacts;
import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.base.Terminal.Tone;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.health.Finding;
import io.cellwitness.health.HalfWidth;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows a finished check: alarms first, measured beside declared, the interval, the files. */
public final class OutcomeView {

  private final Console console;
  private String before = "";

  /**
   * Makes the view.
   *
   * @param console where to write
   */
  public OutcomeView(Console console) {
    this.console = console;
  }

  /**
   * Shows one check.
   *
   * @param outcome finished
   */
  public void show(CheckOutcome outcome) {
    emit(outcome);
    HealthResult health = outcome.health();
    console.say("");
    for (Finding alarm : health.alarms()) {
      console.row(Tone.BAD, "ALARM", evidenced(alarm));
    }
    line(health, "Capacity", QuantityNames.CAPACITY);
    line(health, "Energy", QuantityNames.USABLE_ENERGY);
    line(health, "SoH", QuantityNames.SOH_CAPACITY);
    line(health, "SOCE", QuantityNames.SOCE);
    console.row("Declared", declared(health));
    for (Finding finding : health.findings()) {
      console.row(tone(finding), "Finding", evidenced(finding));
    }
    profile(outcome.report().report());
    console.row("Ended", outcome.ended());
    files(console, outcome.files());
  }

  /** The folder of a report once, and what is in it. */
  static void files(Console console, Map<String, Path> files) {
    Map<String, Path> sorted = new TreeMap<>(files);
    sorted.values().stream()
        .map(Path::getParent)
        .distinct()
        .forEach(folder -> console.row("Written", folder.toString()));
    console.row(Tone.QUIET, "", String.join(", ", sorted.keySet()));
  }

  private String evidenced(Finding finding) {
    return console.inWords(finding.text()) + " (" + console.inWords(finding.evidence()) + ")";
  }

  private static Tone tone(Finding finding) {
    return switch (finding.severity()) {
      case INFO -> Tone.PLAIN;
      case WARNING -> Tone.WARN;
      default -> Tone.BAD;
    };
  }

  /** What the session showed for or against the vehicle profile, where that needs saying. */
  private void profile(JsonNode report) {
    for (JsonNode limit : report.path("limits")) {
      if (limit.path("code").asString("").startsWith("PROFILE_")) {
        String relations =
            report
                .path("vehicle")
                .path("link")
                .path(VehicleFacts.PROFILE_RELATIONS)
                .asString("none named");
        console.row(
            Tone.WARN,
            "Profile",
            console.inWords(limit.path("text").asString("")) + " (relations: " + relations + ")");
      }
    }
  }

  private void emit(CheckOutcome outcome) {
    ObjectNode event = Console.event("report");
    event.put("id", outcome.report().reportId().toString());
    ObjectNode files = event.putObject("files");
    for (Map.Entry<String, Path> file : new TreeMap<>(outcome.files()).entrySet()) {
      files.put(file.getKey(), file.getValue().toString());
    }
    event.set("report", outcome.report().report());
    console.emit(event);
  }

  private void line(HealthResult health, String title, String name) {
    Optional<Quantity> quantity =
        health.find(name, Originator.MEASURED).or(() -> health.find(name, Originator.DERIVED));
    quantity.ifPresent(q -> line(title, q));
    quantity.flatMap(OutcomeView::reliance).ifPresent(text -> console.row("", text));
  }

  /** A reason that was just read is not read again. */
  private void line(String title, Quantity quantity) {
    String text = describe(quantity);
    boolean refused = quantity instanceof Quantity.Refused;
    console.row(
        refused ? Tone.WARN : Tone.GOOD,
        title,
        refused && text.equals(before) ? "no number, for the same reason" : text);
    before = text;
  }

  /**
   * A value with its interval and class, or the first reason why there is none.
   *
   * @param quantity any
   * @return one line
   */
  public static String describe(Quantity quantity) {
    if (quantity instanceof Quantity.Refused refused) {
      return "no number: " + refused.reasons().get(0).text();
    }
    Quantity.Number number = (Quantity.Number) quantity;
    return format("%.1f", number.value())
        + number.uncertainty().map(u -> format(" ± %s", HalfWidth.up(u, 1))).orElse("")
        + " "
        + number.unit()
        + (number.uncertainty().isPresent() ? " (95 %" : "")
        + number.grade().map(g -> ", class " + g).orElse("")
        + (number.uncertainty().isPresent() ? ")" : "");
  }

  /** Whose scale a number was read on, where it was the car's. */
  private static Optional<String> reliance(Quantity quantity) {
    return quantity instanceof Quantity.Number number
        ? number
            .socDependence()
            .map(
                soc ->
                    format(
                        "rests on the car's state of charge: %.1f or %.1f with a scale 10 %% longer"
                            + " or shorter",
                        soc.scaleLonger(), soc.scaleShorter()))
        : Optional.empty();
  }

  private static String declared(HealthResult health) {
    return health
        .find(QuantityNames.SOH_DECLARED, Originator.DECLARED)
        .filter(Quantity.Number.class::isInstance)
        .map(q -> "SoH " + describe(q) + ", without an uncertainty")
        .orElse("no SoH is declared");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
