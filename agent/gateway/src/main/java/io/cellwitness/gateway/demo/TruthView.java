package io.cellwitness.gateway.demo;

import io.cellwitness.gateway.base.Console;
import io.cellwitness.gateway.session.CheckOutcome;
import io.cellwitness.health.HalfWidth;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import io.cellwitness.simulator.Truth;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Holds what was measured and what the car declares against what the simulated pack really is. */
final class TruthView {

  private final Console console;

  TruthView(Console console) {
    this.console = console;
  }

  void show(Truth truth, CheckOutcome outcome) {
    ObjectNode event = Console.event("truth");
    event.put("capacityAh", truth.capacityAh());
    event.put("usableEnergyKwh", truth.usableEnergyKwh());
    event.put("sohPercent", truth.sohPercent());
    event.put("declaredSohPercent", truth.declaredSohPercent());
    console.emit(event);
    console.say("");
    console.say(
        String.format(
            Locale.ROOT,
            "%-24s %10s %18s %10s  %s",
            "",
            console.inWords("declared"),
            console.inWords("measured (95 %)"),
            console.inWords("truth"),
            console.inWords("inside")));
    row(
        "State of Health, %",
        number(outcome, QuantityNames.SOH_DECLARED, Originator.DECLARED)
            .map(Quantity.Number::value),
        number(outcome, QuantityNames.SOH_CAPACITY, Originator.MEASURED),
        truth.sohPercent());
    row(
        "Capacity, Ah",
        Optional.empty(),
        number(outcome, QuantityNames.CAPACITY, Originator.MEASURED),
        truth.capacityAh());
    row(
        "Usable energy, kWh",
        Optional.empty(),
        number(outcome, QuantityNames.USABLE_ENERGY, Originator.MEASURED),
        truth.usableEnergyKwh());
  }

  private void row(
      String title, Optional<Double> declared, Optional<Quantity.Number> measured, double truth) {
    String shown =
        measured
            .map(
                n ->
                    String.format(
                        Locale.ROOT,
                        "%.1f ± %s",
                        n.value(),
                        HalfWidth.up(n.uncertainty().orElseThrow(), 1)))
            .orElse("refused");
    String inside =
        measured
            .map(n -> Math.abs(n.value() - truth) <= n.uncertainty().orElseThrow() ? "yes" : "NO")
            .orElse("");
    console.say(
        String.format(
            Locale.ROOT,
            "%-24s %10s %18s %10s  %s",
            console.inWords(title),
            declared.map(d -> said(d)).orElse("—"),
            console.inWords(shown),
            said(truth),
            console.inWords(inside)));
  }

  private String said(double value) {
    return console.inWords(String.format(Locale.ROOT, "%.1f", value));
  }

  private static Optional<Quantity.Number> number(
      CheckOutcome outcome, String name, Originator originator) {
    return outcome
        .health()
        .find(name, originator)
        .filter(Quantity.Number.class::isInstance)
        .map(Quantity.Number.class::cast);
  }
}
