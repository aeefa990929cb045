package io.cellwitness.gateway.config;

import java.util.Optional;

/**
 * One setting: its name, kind, default and explanation. The sample and the loader both live off it.
 *
 * @param name name inside its section
 * @param type kind of value
 * @param defaultValue value when the setting is not written; empty when there is none
 * @param example value the sample shows for a setting without default
 * @param help full sentences that stand above it in the sample
 * @param <T> what the value becomes
 */
record Key<T>(
    String name, ValueType<T> type, Optional<T> defaultValue, String example, String help) {

  static <T> Key<T> of(String name, ValueType<T> type, T defaultValue, String help) {
    return new Key<>(name, type, Optional.of(defaultValue), "", help);
  }

  static <T> Key<T> optional(String name, ValueType<T> type, String example, String help) {
    return new Key<>(name, type, Optional.empty(), example, help);
  }
}
