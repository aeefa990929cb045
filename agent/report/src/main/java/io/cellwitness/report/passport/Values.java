package io.cellwitness.report.passport;

import io.cellwitness.health.QuantityNames;
import io.cellwitness.report.passport.Attribute.Absent;
import io.cellwitness.report.passport.Attribute.Known;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks results up in a report and works out the few that a passport defines differently. */
final class Values {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final JsonNode report;

  Values(JsonNode report) {
    this.report = report;
  }

  /** What this gateway worked out; the car's own word of the same name does not count. */
  Attribute own(String name) {
    return find(name, false);
  }

  /** What the car says. */
  Attribute declared(String name) {
    return find(name, true);
  }

  /** In and out together; half of a throughput is none. */
  Attribute throughput(String in, String out) {
    return declared(in) instanceof Known a
            && declared(out) instanceof Known b
            && a.unit().equals(b.unit())
        ? a.as(a.value().add(b.value()), a.unit(), Optional.empty())
        : new Absent(
            "NOT_MEASURED",
            "The car does not give both lifetime counters, charge or energy in and out.");
  }

  /** Whole cycles; a cycle begun is not one. */
  Attribute fullCycles() {
    return own(QuantityNames.FULL_CYCLES) instanceof Known cycles
        ? cycles.as(
            cycles.value().setScale(0, RoundingMode.FLOOR), cycles.unit(), cycles.uncertainty())
        : new Absent(
            "NOT_MEASURED",
            "Without both lifetime charge counters and the capacity when new, cycles are not"
                + " known.");
  }

  /** 100 % less the state of health by capacity; below zero when it holds more than rated. */
  Attribute capacityFade() {
    return fade(QuantityNames.SOH_CAPACITY);
  }

  /** 100 % less what is left, in percent of the value when new. */
  Attribute fade(String remaining) {
    Attribute left = own(remaining);
    return left instanceof Known known
        ? known.as(HUNDRED.subtract(known.value()), "%", known.uncertainty())
        : left;
  }

  /** Discharge power the pack can give, W; the report has it in kW. */
  Attribute powerWatts() {
    Attribute power = own(QuantityNames.POWER_CAPABILITY);
    return power instanceof Known known
        ? known.as(
            known.value().movePointRight(3), "W", known.uncertainty().map(u -> u.movePointRight(3)))
        : power;
  }

  /** Resistance of the whole pack at 25 °C: that of one element times the elements in series. */
  Attribute packResistance() {
    JsonNode series = report.at("/pack/cellsInSeries");
    Attribute element = own(QuantityNames.RESISTANCE);
    if (element instanceof Known known) {
      if (!series.isInt()) {
        return new Absent("SERIES_UNKNOWN", "The number of cells in series is not known.");
      }
      BigDecimal factor = series.decimalValue().movePointLeft(3);
      return known.as(
          known.value().multiply(factor), "Ohm", known.uncertainty().map(factor::multiply));
    }
    return element;
  }

  private Attribute find(String name, boolean declared) {
    for (JsonNode result : report.path("results")) {
      boolean said = result.path("originator").asString("").equals("declared");
      if (result.path("name").asString("").equals(name) && said == declared) {
        return attribute(result);
      }
    }
    return declared
        ? new Absent("NOT_MEASURED", "The car did not give this value.")
        : Attribute.NOT_HELD;
  }

  private static Attribute attribute(JsonNode result) {
    JsonNode refusal = result.path("refusal");
    if (refusal.isObject()) {
      return new Absent(
          refusal.path("code").asString("NOT_MEASURED"), refusal.path("text").asString(""));
    }
    JsonNode uncertainty = result.path("uncertainty");
    return new Known(
        result.path("value").decimalValue(),
        result.path("unit").asString(""),
        uncertainty.isNumber() ? Optional.of(uncertainty.decimalValue()) : Optional.empty(),
        result.path("originator").asString(""),
        result.path("method").asString(""),
        result.path("at").asString(""));
  }
}
