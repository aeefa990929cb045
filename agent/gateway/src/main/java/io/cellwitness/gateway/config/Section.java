package io.cellwitness.gateway.config;

import java.util.List;

/**
 * Settings that stand together.
 *
 * @param name name of the section; empty for the top of the file
 * @param help sentences above it in the sample
 * @param keys its settings, in the sample's order
 */
record Section(String name, String help, List<Key<?>> keys) {

  Section {
    keys = List.copyOf(keys);
  }

  /** Names of the settings. */
  List<String> names() {
    return keys.stream().map(Key::name).toList();
  }

  /** A setting's name with its section, as people are told it. */
  String path(String key) {
    return name.isEmpty() ? key : name + "." + key;
  }
}
