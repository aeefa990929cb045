package io.cellwitness.api;

import java.util.Objects;

/**
 * A figure with where it comes from.
 *
 * @param value the figure; its unit stands in the name of the component that holds it
 * @param source who says so: {@code profile hyundai-kia-400v, variant 64 kWh (OVMS)}, {@code
 *     operator}, {@code certificate of conformity}
 */
public record Sourced(double value, String source) {

  /** Rejects a figure that is not finite and positive, and a missing source. */
  public Sourced {
    Objects.requireNonNull(source, "source");
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException("not a positive figure: " + value);
    }
  }
}
