package io.cellwitness.health;

import java.util.function.DoubleUnaryOperator;

/**
 * What a number that rests on the car's own state of charge would read, had that scale been another
 * one: the plain answer to "what if the car lies about it". A number without it does not move.
 *
 * @param scaleLonger the value, were every difference of the state of charge 10 % larger
 * @param scaleShorter the value, were every difference of the state of charge 10 % smaller
 */
public record SocDependence(double scaleLonger, double scaleShorter) {

  /** The change asked about, of the scale. */
  static final double SHARE = 0.10;

  static final double LONGER = 1 + SHARE;
  static final double SHORTER = 1 - SHARE;

  /** Charge over a difference of the state of charge moves inversely with its scale. */
  static SocDependence inverse(double value) {
    return new SocDependence(value / LONGER, value / SHORTER);
  }

  /** A difference of the state of charge itself. */
  static SocDependence proportional(double value) {
    return new SocDependence(value * LONGER, value * SHORTER);
  }

  /** For a number worked out of the one this belongs to. */
  SocDependence map(DoubleUnaryOperator derivation) {
    return new SocDependence(
        derivation.applyAsDouble(scaleLonger), derivation.applyAsDouble(scaleShorter));
  }
}
