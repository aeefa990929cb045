package io.cellwitness.opcua.probe;

import io.cellwitness.api.Signal;
import io.cellwitness.api.Signals;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses from names what a node may be. A guess goes into a proposal that a person reads, never
 * into a measurement.
 */
final class BatteryWords {

  private static final Set<String> INSTRUMENT =
      Set.of("charger", "meter", "powermeter", "evse", "dispenser", "chargemeter", "wallbox");

  /** What is wanted or allowed is not what is measured. */
  private static final Set<String> NOT_MEASURED =
      Set.of("setpoint", "target", "limit", "nominal", "rated", "request", "requested", "demand");

  private BatteryWords() {}

  static Optional<Signal> guess(List<String> path) {
    Set<String> name = words(path.get(path.size() - 1));
    boolean instrument =
        path.subList(0, path.size() - 1).stream()
            .flatMap(p -> words(p).stream())
            .anyMatch(INSTRUMENT::contains);
    if (any(name, "limit") && any(name, "power")) {
      return any(name, "discharge")
          ? Optional.of(Signals.DISCHARGE_LIMIT)
          : Optional.of(Signals.CHARGE_LIMIT).filter(s -> any(name, "charge"));
    }
    if (name.stream().anyMatch(NOT_MEASURED::contains)) {
      return Optional.empty();
    }
    return state(name)
        .or(() -> voltage(name, instrument))
        .or(() -> energy(name, instrument))
        .or(() -> other(name))
        .or(
            () ->
                Optional.of(instrument ? Signals.REFERENCE_CURRENT : Signals.CURRENT)
                    .filter(s -> any(name, "current", "amps", "amperage", "strom")));
  }

  private static Optional<Signal> state(Set<String> name) {
    if (any(name, "soc") || any(name, "state") && any(name, "charge")) {
      return Optional.of(any(name, "displayed", "display") ? Signals.SOC_DISPLAYED : Signals.SOC);
    }
    if (any(name, "soh") || any(name, "state") && any(name, "health")) {
      return Optional.of(Signals.SOH);
    }
    return Optional.empty();
  }

  private static Optional<Signal> voltage(Set<String> name, boolean instrument) {
    if (!any(name, "voltage", "voltages", "volt", "volts", "spannung")) {
      return Optional.empty();
    }
    if (instrument) {
      return Optional.of(Signals.REFERENCE_VOLTAGE);
    }
    if (any(name, "cell", "cells")) {
      if (any(name, "max", "maximum", "highest")) {
        return Optional.of(Signals.CELL_VOLTAGE_MAX);
      }
      return Optional.of(
          any(name, "min", "minimum", "lowest") ? Signals.CELL_VOLTAGE_MIN : Signals.CELL_VOLTAGE);
    }
    if (any(name, "max", "min", "maximum", "minimum")) {
      return Optional.empty();
    }
    return Optional.of(any(name, "link", "bus") ? Signals.DC_LINK_VOLTAGE : Signals.VOLTAGE);
  }

  private static Optional<Signal> energy(Set<String> name, boolean instrument) {
    if (!any(name, "energy")) {
      return Optional.empty();
    }
    if (any(name, "consumed", "discharged", "exported", "export")) {
      return Optional.of(Signals.CONSUMED_KWH).filter(s -> !instrument);
    }
    return Optional.of(instrument ? Signals.REFERENCE_KWH : Signals.CHARGED_KWH)
        .filter(s -> any(name, "charged", "delivered", "imported", "import"));
  }

  private static Optional<Signal> other(Set<String> name) {
    if (any(name, "temperature", "temp")) {
      if (any(name, "max", "maximum", "highest")) {
        return Optional.of(Signals.TEMPERATURE_MAX);
      }
      if (any(name, "min", "minimum", "lowest")) {
        return Optional.of(Signals.TEMPERATURE_MIN);
      }
      return Optional.of(Signals.MODULE_TEMPERATURE)
          .filter(s -> any(name, "module", "modules", "cell", "cells"));
    }
    if (any(name, "capacity") && any(name, "remaining")) {
      return Optional.of(Signals.REMAINING_AH);
    }
    if (any(name, "cycle", "cycles")) {
      return Optional.of(Signals.CYCLES);
    }
    if (any(name, "isolation", "insulation")) {
      return Optional.of(Signals.ISOLATION);
    }
    return Optional.of(Signals.VIN).filter(s -> any(name, "vin"));
  }

  private static boolean any(Set<String> name, String... words) {
    return Arrays.stream(words).anyMatch(name::contains);
  }

  /** Splits at case, digits and punctuation: {@code cellVoltage_max1} has cell, voltage, max. */
  private static Set<String> words(String name) {
    String spaced =
        name.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("([A-Z])([A-Z][a-z])", "$1 $2");
    Set<String> words = new LinkedHashSet<>();
    for (String word : spaced.split("[^\\p{L}]+")) {
      words.add(word.toLowerCase(Locale.ROOT));
    }
    return words;
  }
}
