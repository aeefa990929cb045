package io.cellwitness.api;

import java.util.Objects;

/**
 * One measurable thing, named after the COVESA Vehicle Signal Specification (VSS 5).
 *
 * @param name dotted path without the common prefix {@link Signals#PREFIX} for battery signals, in
 *     full for others; our own additions to VSS start with {@code X-}
 * @param unit the unit every number of this signal carries: {@code V}, {@code A}, {@code %}, {@code
 *     degC}, {@code kWh}, {@code Ah}, {@code kOhm}, {@code km}, {@code km/h}, {@code s}, {@code
 *     kW}, {@code rpm}; empty for text and counts
 */
public record Signal(String name, String unit) {

  /** Rejects a signal without a name; a signal without a unit has the empty one. */
  public Signal {
    Objects.requireNonNull(unit, "unit");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a signal needs a name");
    }
  }

  /**
   * The full VSS path.
   *
   * @return for example {@code Vehicle.Powertrain.TractionBattery.CurrentVoltage}
   */
  public String path() {
    return name.startsWith("Vehicle.") || name.startsWith("X-") ? name : Signals.PREFIX + name;
  }
}
