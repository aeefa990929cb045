package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Scalar;

/**
 * One kind of value: how it is read and how the sample writes it.
 *
 * @param <T> what it becomes
 */
interface ValueType<T> {

  /**
   * Reads a value.
   *
   * @param scalar as written
   * @param environment what paths are resolved against
   * @return the value
   * @throws Refused when it does not fit; the message completes "name of the setting …"
   */
  T parse(Scalar scalar, Environment environment) throws Refused;

  /** The value as the sample shows it. */
  default String write(T value) {
    return value.toString();
  }

  /** The text of a scalar that must be text. */
  static String text(Scalar scalar) throws Refused {
    if (scalar.kind() != Kind.TEXT) {
      throw new Refused("must be text; put it in quotes.");
    }
    return scalar.text();
  }
}
