package io.cellwitness.gateway.config;

import java.util.List;
import java.util.Map;

/** A piece of YAML that remembers where it stood. */
sealed interface Node {

  /** Where it begins. */
  Origin origin();

  /** Name and value pairs, in written order. */
  record Mapping(Origin origin, Map<String, Entry> entries) implements Node {}

  /** One pair; the origin is that of the name. */
  record Entry(Origin origin, Node value) {}

  /** Items of a list. */
  record Sequence(Origin origin, List<Node> items) implements Node {}

  /** A single value as it was written, with what YAML takes it for. */
  record Scalar(Origin origin, Kind kind, String text) implements Node {}

  /** What YAML takes a scalar for. */
  enum Kind {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING
  }
}
