package io.cellwitness.gateway.config;

import io.cellwitness.gateway.config.Node.Entry;
import io.cellwitness.gateway.config.Node.Kind;
import io.cellwitness.gateway.config.Node.Mapping;
import io.cellwitness.gateway.config.Node.Scalar;
import io.cellwitness.gateway.config.Node.Sequence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the settings of one section and notes everything that is wrong with them. */
final class SectionReader {

  private static final Set<String> SECRET_WORDS =
      Set.of("password", "passwd", "pass", "secret", "token", "apikey", "privatekey", "key");

  private final Section section;
  private final Mapping mapping;
  private final Environment environment;
  private final List<Problem> problems;

  SectionReader(Section section, Mapping mapping, Environment environment, List<Problem> problems) {
    this.section = section;
    this.mapping = mapping;
    this.environment = environment;
    this.problems = problems;
  }

  /** Notes every name that is none of the section's settings nor one of the others given. */
  void rejectUnknown(Collection<String> others) {
    List<String> known = new ArrayList<>(section.names());
    known.addAll(others);
    mapping
        .entries()
        .forEach(
            (name, entry) -> {
              if (!known.contains(name)) {
                problems.add(Problem.at(entry.origin(), unknown(name, known)));
              }
            });
  }

  private String unknown(String name, List<String> known) {
    if (SECRET_WORDS.contains(name.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""))) {
      return section.path(name)
          + " cannot be set: a secret is never written in this file; put it alone in a file with"
          + " mode 0640 and name that file with mqtt.passwordFile or mqtt.keyFile.";
    }
    String start = Words.quote(section.path(name)) + " is no setting; ";
    Optional<String> near = Words.nearest(name, known);
    if (near.isPresent()) {
      return start + "did you mean '" + section.path(near.get()) + "'?";
    }
    List<String> elsewhere =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(Keys.TOP, Keys.SOURCES), Keys.SECTIONS.stream())
            .filter(other -> other.names().contains(name))
            .map(other -> "'" + other.path(name) + "'")
            .toList();
    return start
        + (elsewhere.isEmpty()
            ? "known here are " + String.join(", ", known) + "."
            : "did you mean " + String.join(" or ", elsewhere) + "?");
  }

  /** The value of a setting that has a default; the default too when the written one is wrong. */
  <T> T value(Key<T> key) {
    return optional(key).orElseGet(() -> key.defaultValue().orElseThrow());
  }

  /** The written value, or empty when there is none or it is wrong (then a problem is noted). */
  <T> Optional<T> optional(Key<T> key) {
    Entry entry = mapping.entries().get(key.name());
    return entry == null ? Optional.empty() : parse(key, entry.value());
  }

  /** The written value; noted as missing when there is none. */
  <T> Optional<T> required(Key<T> key) {
    if (!isWritten(key)) {
      problems.add(
          Problem.at(
              mapping.origin(),
              "an item of "
                  + section.name()
                  + " has no "
                  + key.name()
                  + "; write for example '"
                  + key.name()
                  + ": "
                  + key.example()
                  + "'."));
    }
    return optional(key);
  }

  /** Whether the setting was written at all, rightly or wrongly. */
  boolean isWritten(Key<?> key) {
    return mapping.entries().containsKey(key.name());
  }

  /** The items of a list of values. */
  <T> List<T> list(Key<T> key) {
    Entry entry = mapping.entries().get(key.name());
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Sequence sequence)) {
      problem(key, entry.value(), "must be a list; write for example " + key.example() + ".");
      return List.of();
    }
    List<T> values = new ArrayList<>();
    sequence.items().forEach(item -> parse(key, item).ifPresent(values::add));
    return values;
  }

  /** Where a setting was written, or else where its section begins. */
  Origin origin(Key<?> key) {
    Entry entry = mapping.entries().get(key.name());
    return entry == null ? mapping.origin() : entry.origin();
  }

  /** Notes a problem with a setting. */
  void problem(Key<?> key, String rest) {
    problems.add(Problem.at(origin(key), section.path(key.name()) + " " + rest));
  }

  private <T> Optional<T> parse(Key<T> key, Node node) {
    if (!(node instanceof Scalar scalar)) {
      problem(key, node, "must be a single value, not a list or a section.");
      return Optional.empty();
    }
    if (scalar.kind() == Kind.NOTHING) {
      problem(key, node, "has no value; write one or remove the line.");
      return Optional.empty();
    }
    try {
      return Optional.of(key.type().parse(scalar, environment));
    } catch (Refused e) {
      problem(key, node, e.getMessage());
      return Optional.empty();
    }
  }

  private void problem(Key<?> key, Node node, String rest) {
    problems.add(Problem.at(node.origin(), section.path(key.name()) + " " + rest));
  }
}
