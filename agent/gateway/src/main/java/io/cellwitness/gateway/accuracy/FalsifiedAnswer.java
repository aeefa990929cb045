package io.cellwitness.gateway.accuracy;

import io.cellwitness.health.Finding;
import io.cellwitness.health.HealthResult;
import io.cellwitness.health.Originator;
import io.cellwitness.health.Quantity;
import io.cellwitness.health.QuantityNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One result, asked what a falsification does to it.
 *
 * @param result of one case
 */
record FalsifiedAnswer(HealthResult result) {

  private static final List<String> HEADLINES =
      List.of(
          QuantityNames.CAPACITY,
          QuantityNames.CAPACITY_KNEES,
          QuantityNames.CAPACITY_VOLTAGE,
          QuantityNames.SOH_CAPACITY,
          QuantityNames.USABLE_ENERGY,
          QuantityNames.SOH_ENERGY,
          QuantityNames.SOCE);

  OptionalDouble capacityAh() {
    return number(QuantityNames.CAPACITY)
        .map(n -> OptionalDouble.of(n.value()))
        .orElse(OptionalDouble.empty());
  }

  /** Relative standard uncertainty of the capacity; only to be asked where there is one. */
  double relativeU() {
    Quantity.Number capacity = number(QuantityNames.CAPACITY).orElseThrow();
    return capacity.uncertainty().orElseThrow() / 2 / capacity.value();
  }

  /** Codes of findings that are more than a note; may be changed. */
  Set<String> doubts() {
    return result.findings().stream()
        .filter(f -> f.severity() != Finding.Severity.INFO)
        .map(Finding::code)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the capacity and a finding both say that it moves with the car's state of charge. */
  boolean saysItRestsOnSoc() {
    return number(QuantityNames.CAPACITY).flatMap(Quantity.Number::socDependence).isPresent()
        && result.findings().stream().anyMatch(f -> f.code().equals("RESTS_ON_STATE_OF_CHARGE"));
  }

  /** How far each number that claims not to rest on the state of charge moved, points of %. */
  Map<String, Double> movedPoints(FalsifiedAnswer falsified, double nominalAh) {
    Map<String, Double> moved = new TreeMap<>();
    for (String name : HEADLINES) {
      Optional<Quantity.Number> before = free(name);
      Optional<Quantity.Number> after = falsified.free(name);
      if (before.isPresent() && after.isPresent()) {
        double base =
            switch (before.get().unit()) {
              case "Ah" -> nominalAh;
              case "%" -> 100;
              default -> before.get().value();
            };
        moved.put(name, 100 * Math.abs(after.get().value() - before.get().value()) / base);
      }
    }
    return moved;
  }

  private Optional<Quantity.Number> free(String name) {
    return number(name).filter(n -> n.socDependence().isEmpty());
  }

  private Optional<Quantity.Number> number(String name) {
    return result
        .find(name, Originator.MEASURED)
        .filter(Quantity.Number.class::isInstance)
        .map(Quantity.Number.class::cast);
  }
}
